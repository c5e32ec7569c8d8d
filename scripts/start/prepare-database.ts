import postgres from 'postgres';
import { parseMigrateEnvironment } from '@/adapters/environment';
import { migrate } from '@/db/migrate';
import { composeRoleScript, scorerRole, webRole, withRole } from '@/db/roles';
import { parseBudgetMaxima } from '@/lib/core/quota/budgets';
import type { Secrets } from './secrets';

const ownerRole = 'tidemark_owner';
const database = 'tidemark';

type DatabaseUrls = { readonly owner: string; readonly web: string; readonly scorer: string };

/**
 * Composes the URLs of the site's roles from the migration role's. @param given URLs of roles that an
 * administrator has made
 */
export function databaseUrls(
  owner: string,
  secrets: Secrets,
  given: {
    readonly webDatabaseUrl?: string | undefined;
    readonly scorerDatabaseUrl?: string | undefined;
  } = {},
): DatabaseUrls {
  return {
    owner,
    web: given.webDatabaseUrl ?? withRole(owner, webRole, secrets.webPassword),
    scorer: given.scorerDatabaseUrl ?? withRole(owner, scorerRole, secrets.scorerPassword),
  };
}

/** Composes the migration role's URL on the embedded server. */
export function embeddedOwnerUrl(port: number, secrets: Secrets): string {
  return withRole(`postgres://127.0.0.1:${port}/${database}`, ownerRole, secrets.ownerPassword);
}

/** Creates the migration role and its database on the embedded server, unless they exist. */
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
    // Keeps error messages out of the server's log: they may quote a statement's parameters, and the client
    // gets the error anyway.
    await superuser`alter database ${superuser(database)} set log_min_messages = log`;
  } finally {
    await superuser.end();
  }
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Migrates the database to the newest schema, and sets the passwords of these URLs. @throws with a message
 * for the operator
 */
export async function migrateDatabase(urls: DatabaseUrls, variables: Variables = process.env): Promise<void> {
  const settings = readMigrateSettings({
    ...variables,
    DATABASE_URL: urls.owner,
    DATABASE_URL_WEB: urls.web,
    DATABASE_URL_SCORER: urls.scorer,
  });
  await migrate({
    ownerUrl: urls.owner,
    webPassword: settings.passwords.web,
    scorerPassword: settings.passwords.scorer,
    objectionHours: settings.ERRATUM_OBJECTION_HOURS,
    budgetMaxima: parseBudgetMaxima(variables),
  });
}

/** Composes SQL that makes the roles of these settings. @throws with a message for the operator */
export function printRoles(variables: Variables): string {
  const { DATABASE_URL, passwords } = readMigrateSettings(variables);
  return composeRoleScript(DATABASE_URL, passwords);
}

/** Reads the settings of a migration. @throws with a message for the operator, without a password */
export function readMigrateSettings(variables: Variables) {
  const settings = parseMigrateEnvironment(variables);
  if (!settings.ok) throw new Error(settings.error);
  const { DATABASE_URL_WEB, DATABASE_URL_SCORER } = settings.value;
  const passwords = {
    web: readPassword('DATABASE_URL_WEB', DATABASE_URL_WEB, webRole),
    scorer: readPassword('DATABASE_URL_SCORER', DATABASE_URL_SCORER, scorerRole),
  };
  return { ...settings.value, passwords };
}

function readPassword(name: string, url: string, role: string): string {
  const { username, password } = new URL(url);
  if (decodeURIComponent(username) !== role || password === '')
    throw new Error(
      `${name} must name the role ${role} and its password: postgres://${role}:password@host:5432/database`,
    );
  return decodeURIComponent(password);
}
