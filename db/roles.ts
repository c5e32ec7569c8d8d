import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import postgres from 'postgres';

export const webRole = 'tidemark_web';

export const scorerRole = 'tidemark_scorer';

/** Returns the URL of the same database for another role. */
export function withRole(url: string, role: string, password: string): string {
  const other = new URL(url);
  other.username = role;
  other.password = password;
  return other.href;
}

const roleOptions = 'login nosuperuser nocreatedb nocreaterole noreplication nobypassrls';

/**
 * Composes SQL that makes the two roles, for the administrator of a server on which the migration role may
 * not. It contains no password in clear text. @param ownerUrl connects as the migration role, which becomes a
 * member of the scorer's role: see `joinScorerRole`
 */
export function composeRoleScript(ownerUrl: string, passwords: { web: string; scorer: string }): string {
  const ownerRole = decodeURIComponent(new URL(ownerUrl).username);
  const create = (role: string, password: string) =>
    `create role ${role} with ${roleOptions} password '${computeScramVerifier(password)}';\n`;
  return `-- The web process's and the scorer's role, with verifiers of their passwords. The role of DATABASE_URL must own the database.
${create(webRole, passwords.web)}${create(scorerRole, passwords.scorer)}grant ${scorerRole} to "${ownerRole.replaceAll('"', '""')}";
`;
}

/**
 * Makes the migration role a member of the scorer's role, which owns the queue's tables: their row security
 * excludes every other role, so that a `pg_dump` by the database's owner would fail. If the migration role
 * may not do this, the administrator's script does.
 */
export async function joinScorerRole(owner: postgres.Sql): Promise<void> {
  const [row] = await owner`select pg_has_role(${scorerRole}, 'usage') as "isMember"`;
  if (row?.isMember) return;
  try {
    await owner`grant ${owner(scorerRole)} to current_user`;
  } catch (error) {
    if (!(error instanceof postgres.PostgresError && error.code === '42501')) throw error;
  }
}

/**
 * Computes a password's stored form in PostgreSQL: SCRAM-SHA-256 (RFC 5802, section 3; RFC 7677), with
 * PostgreSQL's 4,096 iterations. @throws for characters beyond ASCII, which SASLprep (RFC 4013) would change
 */
export function computeScramVerifier(password: string, salt: Buffer = randomBytes(16)): string {
  if (!/^[\x20-\x7e]+$/.test(password))
    throw new Error('a password of a database role must be printable ASCII');
  const iterationCount = 4_096;
  const salted = pbkdf2Sync(password, salt, iterationCount, 32, 'sha256');
  const computeKey = (name: string) => createHmac('sha256', salted).update(name).digest();
  const storedKey = createHash('sha256').update(computeKey('Client Key')).digest('base64');
  const serverKey = computeKey('Server Key').toString('base64');
  return `SCRAM-SHA-256$${iterationCount}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}

/**
 * Creates a role or sets its password. Roles belong to the whole server: if another site has created them,
 * they are left unchanged.
 */
export async function ensureRole(
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
    : `create role %I with ${roleOptions} password %L`;
  // These statements accept no parameters, so format() quotes the password.
  const [quoted] = await owner`select format(${statement}::text, ${role}::text, ${password}::text) as text`;
  try {
    await owner.unsafe(quoted?.text);
  } catch (cause) {
    throw new Error(
      `the migration role can't make role ${role} or set its password: let an administrator run what \`npm run --silent migrate -- --print-roles\` prints, or grant the migration role CREATEROLE`,
      { cause },
    );
  }
}

/**
 * Removes a role's settings. PostgreSQL lets every role change its own settings and password, and no right or
 * event trigger can prevent that: an attacker who controls a process could leave settings that break each
 * later connection. The site itself sets none.
 */
async function resetSettings(owner: postgres.Sql, role: string): Promise<void> {
  const found = await owner<{ database: string | null }[]>`
    select datname as database from pg_db_role_setting s left join pg_database d on d.oid = s.setdatabase
    where setrole = (select oid from pg_roles where rolname = ${role})`;
  for (const { database } of found) {
    const place = database === null ? owner`` : owner`in database ${owner(database)}`;
    try {
      await owner`alter role ${owner(role)} ${place} reset all`;
    } catch (cause) {
      const where = database === null ? '' : ` in database ${database}`;
      throw new Error(
        `role ${role} has settings of its own, which the migration role can't remove: let an administrator run \`alter role ${role}${where} reset all\``,
        { cause },
      );
    }
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

/** Finds another database of the server in which the role owns an object or has a right. */
async function findOtherDatabase(owner: postgres.Sql, role: string): Promise<string | undefined> {
  const [row] = await owner<{ name: string }[]>`
    select datname as name from pg_shdepend join pg_database d on d.oid = dbid
    where refclassid = 'pg_authid'::regclass and refobjid = (select oid from pg_roles where rolname = ${role})
      and datname <> current_database()
    order by name limit 1`;
  return row?.name;
}
