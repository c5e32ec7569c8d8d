import postgres from 'postgres';
import { migrate, scorerRole, webRole, withRole } from '@/db/migrate';
import { parseBudgetMaxima } from '@/lib/core/quota/budgets';
import type { Secrets } from './secrets';

const ownerRole = 'tidemark_owner';
const database = 'tidemark';

type DatabaseUrls = { readonly owner: string; readonly web: string; readonly scorer: string };

/** The addresses of the site's roles, from the migration role's. */
export function databaseUrls(owner: string, secrets: Secrets): DatabaseUrls {
  return {
    owner,
    web: withRole(owner, webRole, secrets.webPassword),
    scorer: withRole(owner, scorerRole, secrets.scorerPassword),
  };
}

/** The migration role's address on the embedded server. */
export function embeddedOwnerUrl(port: number, secrets: Secrets): string {
  return withRole(`postgres://127.0.0.1:${port}/${database}`, ownerRole, secrets.ownerPassword);
}

/** Creates the migration role and its database on the embedded server, once. */
export async function createOwnDatabase(superuserUrl: string, secrets: Secrets): Promise<void> {
  const superuser = postgres(superuserUrl, { max: 1, onnotice: () => {} });
  try {
    const [role] = await superuser`select 1 from pg_roles where rolname = ${ownerRole}`;
    if (!role) await superuser`create role ${superuser(ownerRole)} createrole`;
    const [statement] = await superuser<{ text: string }[]>`
      select format(
        'alter role %I with login createrole nosuperuser nobypassrls password %L',
        ${ownerRole}::text, ${secrets.ownerPassword}::text
      ) as text`;
    if (statement) await superuser.unsafe(statement.text);
    const [existing] = await superuser`select 1 from pg_database where datname = ${database}`;
    if (!existing) await superuser`create database ${superuser(database)} owner ${superuser(ownerRole)}`;
    // A message about a failed statement may quote its parameters; its sender gets the error in any case.
    await superuser`alter database ${superuser(database)} set log_min_messages = log`;
  } finally {
    await superuser.end();
  }
}

/** Brings the database to the newest schema. */
export async function migrateDatabase(urls: DatabaseUrls, secrets: Secrets): Promise<void> {
  await migrate({
    ownerUrl: urls.owner,
    webPassword: secrets.webPassword,
    scorerPassword: secrets.scorerPassword,
    objectionHours: parseObjectionHours(process.env.ERRATUM_OBJECTION_HOURS),
    budgetMaxima: parseBudgetMaxima(process.env),
  });
}

/** @throws for a value other than whole hours, at most a year */
function parseObjectionHours(text = '72'): number {
  const hours = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (!(hours <= 8784)) throw new Error('ERRATUM_OBJECTION_HOURS is a whole number of hours, 0 to 8784');
  return hours;
}
