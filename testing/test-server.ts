import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { migrate } from '@/db/migrate';
import { withRole } from '@/db/roles';
import { type BudgetMaxima, parseBudgetMaxima } from '@/lib/core/quota/budgets';

/** A PostgreSQL server with a migrated template database, of which every test site is a clone. */
export type TestServer = {
  superuserUrl: string;
  templateName: string;
  passwords: { owner: string; web: string; scorer: string };
};

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

/** Large budgets, so that one person of a test may do much. Tests of budgets set smaller ones by `setBudgets`. */
export const testBudgetMaxima = {
  ...parseBudgetMaxima({}),
  ...{ acts: 100_000, benchmarks: 10_000, checks: 10_000, mails: 10_000 },
};

/** Prefix of the names of all test databases. */
export const testDatabasePrefix = 'tidemark_t_';
const ownerRole = 'tidemark_owner';

/**
 * Creates the migration role and the template database. The site's three roles belong to the whole server and get new
 * passwords, so a server that has a site is refused.
 */
export async function prepareTestServer(
  superuserUrl: string,
  budgetMaxima: BudgetMaxima = testBudgetMaxima,
): Promise<TestServer> {
  const passwords = { owner: makePassword(), web: makePassword(), scorer: makePassword() };
  const templateName = `${testDatabasePrefix}template_${randomBytes(4).toString('hex')}`;
  const superuser = postgres(superuserUrl, { max: 1, onnotice: () => {} });
  try {
    const [site] = await superuser<{ name: string }[]>`
      select database.datname as name from pg_shdepend
      join pg_roles role on role.oid = refobjid and refclassid = 'pg_authid'::regclass
      join pg_database database on database.oid = dbid
      where role.rolname in ('tidemark_web', 'tidemark_scorer') and not starts_with(database.datname, ${testDatabasePrefix})
      limit 1`;
    if (site)
      throw new Error(
        `The database ${site.name} of this server is in use by a site; the tests need another server.`,
      );
    const [role] = await superuser`select 1 from pg_roles where rolname = ${ownerRole}`;
    await superuser.unsafe(
      `${role ? 'alter' : 'create'} role ${ownerRole} login createrole nosuperuser nobypassrls password '${passwords.owner}'`,
    );
    await superuser`create database ${superuser(templateName)} owner ${superuser(ownerRole)}`;
  } finally {
    await superuser.end();
  }
  await migrate({
    ownerUrl: withRole(withDatabase(superuserUrl, templateName), ownerRole, passwords.owner),
    webPassword: passwords.web,
    scorerPassword: passwords.scorer,
    budgetMaxima,
  });
  return { superuserUrl, templateName, passwords };
}

/** The URL of another database on the same server, for the same role. */
export function withDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

/** Runs one statement as the superuser, outside of any transaction. */
export async function runAsSuperuser(
  { superuserUrl }: TestServer,
  statement: (sql: postgres.Sql) => postgres.PendingQuery<postgres.Row[]>,
): Promise<void> {
  const superuser = postgres(superuserUrl, { max: 1, onnotice: () => {} });
  try {
    await statement(superuser);
  } finally {
    await superuser.end();
  }
}

function makePassword(): string {
  return randomBytes(24).toString('hex');
}
