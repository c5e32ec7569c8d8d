import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runDrizzleMigrations } from 'drizzle-orm/postgres-js/migrator';
import { runMigrations as runQueueMigrations } from 'graphile-worker';
import postgres from 'postgres';
import { createFunctions, createQueueFunctions } from './create-functions';
import { upsertSchemaState } from './queries/schema-queries';
import { takeOverOldSchema } from './take-over-old-schema';

const migrationsFolder = fileURLToPath(new URL('./migrations/', import.meta.url));

export const webRole = 'tidemark_web';
export const scorerRole = 'tidemark_scorer';

/**
 * Brings a database to the newest schema, with its two roles, its functions and the queue's tables. Safe to run again.
 * @param ownerUrl a role that owns the database and may create roles (the migration role)
 * @throws when the migration role can neither create the two roles nor find them there, or the database is too old or too new
 */
export async function migrate(input: {
  ownerUrl: string;
  webPassword: string;
  scorerPassword: string;
}): Promise<void> {
  const owner = postgres(input.ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await owner`select pg_advisory_lock(hashtext('tidemark-migrate'))`;
    await ensureRole(owner, webRole, input.webPassword);
    await ensureRole(owner, scorerRole, input.scorerPassword);
    await takeOverOldSchema(owner, migrationsFolder);
    await runDrizzleMigrations(drizzle(owner), { migrationsFolder });
    await createFunctions(owner);
    await upsertSchemaState(drizzle(owner));
    await migrateQueue(owner, withRole(input.ownerUrl, scorerRole, input.scorerPassword));
  } finally {
    await owner.end();
  }
}

/** The same database, as another role. */
export function withRole(url: string, role: string, password: string): string {
  const other = new URL(url);
  other.username = role;
  other.password = password;
  return other.href;
}

async function ensureRole(owner: postgres.Sql, role: string, password: string): Promise<void> {
  const [existing] = await owner`select rolsuper, rolbypassrls from pg_roles where rolname = ${role}`;
  if (existing?.rolsuper || existing?.rolbypassrls)
    throw new Error(`role ${role} must be neither superuser nor bypass row security`);
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

/** The queue's tables belong to the scorer: row security on them shuts everybody else out. */
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
