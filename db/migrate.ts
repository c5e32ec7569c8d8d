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
import { operatorActNames, operatorActs } from '@/lib/core/moderation/operator-act';
import { type BudgetMaxima, budgetNames, budgets, parseBudgetMaxima } from '@/lib/core/quota/budgets';
import { ensureRole, joinScorerRole, scorerRole, webRole, withRole } from './roles';
import { upsertSchemaState } from './schema-queries';

const roles = { web: webRole, scorer: scorerRole } as const;

const functionsFolder = new URL('./functions/', import.meta.url);

const migrationsFolder = fileURLToPath(new URL('./migrations/', import.meta.url));

/**
 * Migrates a database to the newest schema, with its two roles, its functions and the queue's tables. Safe to
 * run again. @param ownerUrl connects as the migration role, which owns the database and may create roles
 * where the two don't exist @throws with a message for the operator when the server is too old, when the
 * migration role can neither create the two roles nor find them, or when the database has a schema of another
 * Tidemark
 */
export async function migrate(input: {
  ownerUrl: string;
  webPassword: string;
  scorerPassword: string;
  /** Hours for objections to an erratum, as this site sets them. */
  objectionHours?: number;
  /** Maxima of a person's budgets, as this site sets them. */
  budgetMaxima?: BudgetMaxima;
}): Promise<void> {
  const owner = postgres(input.ownerUrl, { max: 1, onnotice: () => {} });
  try {
    const [server] = await owner<{ version: string }[]>`select current_setting('server_version') as version`;
    requireServerVersion(server?.version ?? '');
    await owner`select pg_advisory_lock(hashtext('tidemark-migrate'))`;
    await ensureRole(owner, input.ownerUrl, webRole, input.webPassword);
    await ensureRole(owner, input.ownerUrl, scorerRole, input.scorerPassword);
    await joinScorerRole(owner);
    await requireKnownSchema(owner);
    await runDrizzleMigrations(drizzle(owner), { migrationsFolder });
    await createFunctions(owner, input);
    await upsertSchemaState(drizzle(owner));
    await migrateQueue(owner, withRole(input.ownerUrl, scorerRole, input.scorerPassword));
  } finally {
    await owner.end();
  }
}

/**
 * Requires PostgreSQL 15 or newer, where a database's owner owns its schema `public`. @throws with a message
 * for the operator
 */
export function requireServerVersion(version: string): void {
  if (Number.parseInt(version, 10) >= 15) return;
  throw new Error(
    `Tidemark needs PostgreSQL 15 or newer, and DATABASE_URL names a server of version ${version}.`,
  );
}

/**
 * Requires a new database, or one that was created with this baseline migration: drizzle's migrator compares
 * only the times of migrations. @throws with a message for the operator
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

/**
 * Makes the queue's tables as the scorer, who then owns them: their row security excludes every role that
 * isn't a member of the scorer's.
 */
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

/** Replaces the database's functions and triggers by those in db/functions/. */
function createFunctions(
  owner: postgres.Sql,
  {
    objectionHours = 72,
    budgetMaxima = parseBudgetMaxima({}),
  }: Pick<Parameters<typeof migrate>[0], 'objectionHours' | 'budgetMaxima'>,
): Promise<void> {
  return runTogether(owner, functionsFolder, {
    first: composeActsView() + composeOperatorActsView() + composeBudgetsView(budgetMaxima),
    last: composeObjectionPeriod(objectionHours),
  });
}

/**
 * Creates the functions by which web process and scorer request work, over the table of jobs. They run with
 * the rights of the scorer, who owns the queue.
 */
function createQueueFunctions(scorer: postgres.Sql): Promise<void> {
  return runTogether(scorer, new URL('queue/', functionsFolder), { first: composeJobsView() });
}

/** Runs statements in one transaction, so that no query sees a mixture of old and new functions. */
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
 * Composes a function that returns the objection period of an erratum, which neither process can change: the
 * database must not take it from the process that it restricts.
 */
export function composeObjectionPeriod(hours: number): string {
  if (!Number.isInteger(hours) || hours < 0)
    throw new Error('the objection period must be a whole number of hours');
  return `create or replace function objection_period() returns interval language sql immutable as $$ select interval '${hours} hours' $$;\n`;
}

/**
 * Composes a view of the table of audit events for the log's trigger (db/functions/audit_events.sql): a row
 * for each event and each role that may record it. Events without a row can be recorded by the tables' owner
 * only.
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

/**
 * Composes a view of the table of operators' acts for the function `operator_act`
 * (db/functions/operator_acts.sql).
 */
function composeOperatorActsView(): string {
  const rows = operatorActNames.flatMap((name) => {
    const { on, state, isOnPage } = operatorActs[name];
    const after = state === null ? 'null' : quote(state);
    return on.map(
      (kind) => `  (${quote(name)}, ${quote(kind)}::subject_kind, ${after}::moderation_state, ${isOnPage})`,
    );
  });
  return `create or replace view operator_acts as\nselect * from (values\n${rows.join(',\n')}\n) as act (name, kind, state, is_on_page);\n`;
}

/**
 * Composes a view of the table of budgets for its triggers (db/functions/budgets.sql), which neither process
 * can change.
 */
export function composeBudgetsView(maxima: BudgetMaxima): string {
  const rows = budgetNames.map((name) => {
    const { window, events } = budgets[name];
    return `  (${quote(name)}::budget_name, interval '1 ${window}', ${maxima[name]}::bigint, ${arrayOf(events)}::text[])`;
  });
  return `create or replace view budgets as\nselect * from (values\n${rows.join(',\n')}\n) as budget (name, length, amount_max, events);\n`;
}

/**
 * Composes a view of the table of jobs for the queue's functions (db/functions/queue/). Each field of a
 * payload has a form: `uuid`, `instant`, or its possible words, separated by `|`; a field whose form ends
 * with `?` may be null or missing.
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
      quote(row.queue),
    ];
    return `  (${columns.join(', ')})`;
  });
  return `create or replace view queue.jobs as\nselect * from (values\n${rows.join(',\n')}\n) as job (name, priority, enqueued_by, key_word, key_fields, payload, is_by_rounds_rules, writes_files, queue);\n`;
}

/** @throws for a schema for which the database's check of payloads has no form */
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
