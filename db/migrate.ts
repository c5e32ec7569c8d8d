import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runDrizzleMigrations } from 'drizzle-orm/postgres-js/migrator';
import { runMigrations as runQueueMigrations } from 'graphile-worker';
import postgres from 'postgres';
import { z } from 'zod';
import { jobs } from '@/lib/contracts/jobs';
import { type ActRule, auditActs } from '@/lib/core/audit/audit-act';
import { type BudgetMaxima, budgetNames, budgets, parseBudgetMaxima } from '@/lib/core/quota/budgets';
import { upsertSchemaState } from './schema-queries';

const roles = { web: 'tidemark_web', scorer: 'tidemark_scorer' } as const;

const functionsFolder = new URL('./functions/', import.meta.url);

const migrationsFolder = fileURLToPath(new URL('./migrations/', import.meta.url));

export const webRole = 'tidemark_web';

export const scorerRole = 'tidemark_scorer';

/**
 * Brings a database to the newest schema, with its two roles, its functions and the queue's tables. Safe to run again.
 * @param ownerUrl a role that owns the database and may create roles (the migration role)
 * @throws when the migration role can neither create the two roles nor find them there, or the database has a schema of another Tidemark
 */
export async function migrate(input: {
  ownerUrl: string;
  webPassword: string;
  scorerPassword: string;
  /** The site's objection period of an erratum. */
  objectionHours?: number;
  /** The site's budgets of a person. */
  budgetMaxima?: BudgetMaxima;
}): Promise<void> {
  const owner = postgres(input.ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await owner`select pg_advisory_lock(hashtext('tidemark-migrate'))`;
    await ensureRole(owner, input.ownerUrl, webRole, input.webPassword);
    await ensureRole(owner, input.ownerUrl, scorerRole, input.scorerPassword);
    await requireKnownSchema(owner);
    await runDrizzleMigrations(drizzle(owner), { migrationsFolder });
    await createFunctions(owner, input);
    await upsertSchemaState(drizzle(owner));
    await migrateQueue(owner, withRole(input.ownerUrl, scorerRole, input.scorerPassword));
  } finally {
    await owner.end();
  }
}

/** The URL of the same database for another role. */
export function withRole(url: string, role: string, password: string): string {
  const other = new URL(url);
  other.username = role;
  other.password = password;
  return other.href;
}

/**
 * Accepts only a new database, or one begun with this baseline: the migrator itself compares times only. @throws with a message
 * for the operator
 */
async function requireKnownSchema(owner: postgres.Sql): Promise<void> {
  const [list] = await owner`select to_regclass('drizzle.__drizzle_migrations') as name`;
  if (!list?.name) return;
  const migrations = readMigrationFiles({ migrationsFolder });
  const applied = await owner<{ hash: string; createdAt: number }[]>`
    select hash, created_at::double precision as "createdAt" from drizzle.__drizzle_migrations order by created_at`;
  const newest = applied.at(-1);
  if (!newest) return;
  if (newest.createdAt > (migrations.at(-1)?.folderMillis ?? 0))
    throw new Error('this database was migrated by a newer Tidemark; start that one, or a newer one');
  if (applied[0]?.hash !== migrations[0]?.hash)
    throw new Error(
      'this database was made by an earlier Tidemark, whose data this one can’t read: move the data folder away, or name an empty database, and start again',
    );
}

/** Roles belong to the whole server: if another site has created them, they are left unchanged. */
async function ensureRole(
  owner: postgres.Sql,
  ownerUrl: string,
  role: string,
  password: string,
): Promise<void> {
  const [existing] = await owner`select rolsuper, rolbypassrls from pg_roles where rolname = ${role}`;
  if (existing?.rolsuper || existing?.rolbypassrls)
    throw new Error(`role ${role} must be neither superuser nor bypass row security`);
  if (existing) await resetSettings(owner, role);
  if (existing && (await canSignIn(withRole(ownerUrl, role, password)))) return;
  const other = existing && (await findOtherDatabase(owner, role));
  if (other)
    throw new Error(
      `role ${role} belongs to the site in database ${other} on this server, with another password: give this site a server of its own`,
    );
  const statement = existing
    ? 'alter role %I with login password %L'
    : 'create role %I with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password %L';
  // A password can't be a parameter of these statements; format() quotes it.
  const [quoted] = await owner`select format(${statement}::text, ${role}::text, ${password}::text) as text`;
  try {
    await owner.unsafe(quoted?.text);
  } catch (cause) {
    throw new Error(
      `the migration role can't make or alter role ${role}: grant it CREATEROLE, or make the role by hand`,
      { cause },
    );
  }
}

/**
 * Removes settings of a role. PostgreSQL lets every role give itself settings and a password, with no right or event trigger to
 * prevent it: a captured process could leave ones that break each later connection. The site gives a role none.
 */
async function resetSettings(owner: postgres.Sql, role: string): Promise<void> {
  const found = await owner<{ database: string | null }[]>`
    select datname as database from pg_db_role_setting s left join pg_database d on d.oid = s.setdatabase
    where setrole = (select oid from pg_roles where rolname = ${role})`;
  for (const { database } of found) {
    const place = database === null ? owner`` : owner`in database ${owner(database)}`;
    await owner`alter role ${owner(role)} ${place} reset all`;
  }
}

async function canSignIn(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    await sql`select`;
    return true;
  } catch {
    return false;
  } finally {
    await sql.end();
  }
}

/** Another database of the server in which the role owns an object or has a right. */
async function findOtherDatabase(owner: postgres.Sql, role: string): Promise<string | undefined> {
  const [row] = await owner<{ name: string }[]>`
    select datname as name from pg_shdepend join pg_database d on d.oid = dbid
    where refclassid = 'pg_authid'::regclass and refobjid = (select oid from pg_roles where rolname = ${role})
      and datname <> current_database()
    order by name limit 1`;
  return row?.name;
}

/** The queue's tables belong to the scorer: row security on them excludes every other role. */
async function migrateQueue(owner: postgres.Sql, scorerUrl: string): Promise<void> {
  const [{ name } = { name: '' }] = await owner<{ name: string }[]>`select current_database() as name`;
  await owner`grant create on database ${owner(name)} to ${owner(scorerRole)}`;
  try {
    await runQueueMigrations({ connectionString: scorerUrl });
  } finally {
    await owner`revoke create on database ${owner(name)} from ${owner(scorerRole)}`;
  }
  const scorer = postgres(scorerUrl, { max: 1, onnotice: () => {} });
  try {
    await createQueueFunctions(scorer);
  } finally {
    await scorer.end();
  }
}

/** Replaces the functions and triggers by those of the files in db/functions/. */
function createFunctions(
  owner: postgres.Sql,
  {
    objectionHours = 72,
    budgetMaxima = parseBudgetMaxima({}),
  }: Pick<Parameters<typeof migrate>[0], 'objectionHours' | 'budgetMaxima'>,
): Promise<void> {
  return runTogether(owner, functionsFolder, {
    first: composeActsView() + composeBudgetsView(budgetMaxima),
    last: composeObjectionPeriod(objectionHours),
  });
}

/**
 * Functions by which both processes request work, over the table of jobs. They run with the rights of the scorer, the owner of
 * the queue.
 */
function createQueueFunctions(scorer: postgres.Sql): Promise<void> {
  return runTogether(scorer, new URL('queue/', functionsFolder), { first: composeJobsView() });
}

/** Runs the statements in one transaction, so that no query sees a mixture of old and new functions. */
async function runTogether(
  sql: postgres.Sql,
  folder: URL,
  { first = '', last = '' }: { first?: string; last?: string },
): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const files = await Promise.all(names.map((name) => readFile(new URL(name, folder), 'utf8')));
  await sql.begin((tx) => tx.unsafe([first, ...files, last].join('\n')));
}

/**
 * The objection period of an erratum, as a function that neither process can change: the database must not learn it from the
 * process that it restricts.
 */
export function composeObjectionPeriod(hours: number): string {
  if (!Number.isInteger(hours) || hours < 0)
    throw new Error('the objection period must be a whole number of hours');
  return `create or replace function objection_period() returns interval language sql immutable as $$ select interval '${hours} hours' $$;\n`;
}

/**
 * The table of audit events as a view for the log's trigger (db/functions/audit_events.sql): a row for each event and each role
 * that may record it. Only the tables' owner records an event without a row.
 */
function composeActsView(): string {
  const rows = Object.entries<ActRule>(auditActs).flatMap(([act, { isPublic, on, by, hasReason }]) =>
    (['web', 'scorer'] as const).flatMap((recorder) => {
      const kinds = by[recorder];
      return kinds
        ? [
            `  (${quote(act)}, ${quote(roles[recorder])}, ${arrayOf(kinds)}, ${quote(on)}, ${isPublic}, ${hasReason === true && recorder === 'web'})`,
          ]
        : [];
    }),
  );
  return `create or replace view audit_acts as\nselect * from (values\n${rows.join(',\n')}\n) as act (name, recorded_by, actor_kinds, is_on, is_public, has_reason);\n`;
}

/** The table of budgets as a view for its triggers (db/functions/budgets.sql). Neither process can change it. */
export function composeBudgetsView(maxima: BudgetMaxima): string {
  const rows = budgetNames.map((name) => {
    const { window, events } = budgets[name];
    return `  (${quote(name)}::budget_name, interval '1 ${window}', ${maxima[name]}::bigint, ${arrayOf(events)}::text[])`;
  });
  return `create or replace view budgets as\nselect * from (values\n${rows.join(',\n')}\n) as budget (name, length, amount_max, events);\n`;
}

/**
 * The table of jobs as a view for the queue's functions (db/functions/queue/). Each field of a payload has a form: `uuid`,
 * `instant`, or its possible words, separated by `|`; with a `?` after it, it may be null or missing.
 */
function composeJobsView(): string {
  const rows = Object.entries(jobs).map(([name, { payload, key, priority, enqueuedBy, ...row }]) => {
    const [word, ...fields] = key;
    const forms = Object.entries(payload.shape).map(([field, schema]) => [field, formOf(schema)]);
    const columns = [
      quote(name),
      String(priority),
      arrayOf(enqueuedBy.map((asker) => roles[asker])),
      quote(word),
      arrayOf(fields),
      `${quote(JSON.stringify(Object.fromEntries(forms)))}::jsonb`,
      String('isByRoundsRules' in row),
      String('writesFiles' in row),
      String('isOneAPerson' in row),
      quote(row.queue),
    ];
    return `  (${columns.join(', ')})`;
  });
  return `create or replace view queue.jobs as\nselect * from (values\n${rows.join(',\n')}\n) as job (name, priority, enqueued_by, key_word, key_fields, payload, is_by_rounds_rules, writes_files, is_one_a_person, queue);\n`;
}

/** @throws for a schema that the database's check of a payload knows no form for */
function formOf(schema: z.ZodType): string {
  const { anyOf, ...own } = z.toJSONSchema(schema, { io: 'input' });
  const [some] = anyOf?.filter((one) => one.type !== 'null') ?? [own];
  const isOptional = anyOf !== undefined || schema.safeParse(undefined).success;
  const form = some?.enum?.join('|') ?? { uuid: 'uuid', 'date-time': 'instant' }[some?.format ?? ''];
  if (form === undefined) throw new Error(`no form for ${JSON.stringify(own)}`);
  return `${form}${isOptional ? '?' : ''}`;
}

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const arrayOf = (texts: readonly string[]): string => `array[${texts.map(quote).join(', ')}]`;
