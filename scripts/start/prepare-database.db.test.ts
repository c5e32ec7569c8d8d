import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseScorerEnvironment, parseWebEnvironment } from '@/adapters/environment';
import { connect } from '@/db/client';
import { composeRoleScript, webRole, withRole } from '@/db/roles';
import { requireCompatibleSchema } from '@/db/schema-queries';
import { type EmptyDatabase, makeEmptyDatabase } from '@/testing/make-empty-database';
import { unwrap } from '@/testing/unwrap';
import { processEnvironment } from './child-environments';
import { migrateDatabase } from './prepare-database';

/** A database owner who may not create roles, such as managed servers give to customers. */
const ownerRole = `tidemark_t_owner_${randomBytes(4).toString('hex')}`;

describe('database on a server whose administrator makes the roles', () => {
  let database: EmptyDatabase;
  let variables: Record<string, string>;
  beforeAll(async () => {
    database = await makeEmptyDatabase();
    const [{ name } = { name: '' }] = await database.superuser<
      { name: string }[]
    >`select current_database() as name`;
    await database.restore(
      `create role ${ownerRole} login password 'a'; alter database ${name} owner to ${ownerRole}`,
    );
    variables = {
      DATABASE_URL: withRole(database.webUrl, ownerRole, 'a'),
      DATABASE_URL_WEB: database.webUrl,
      DATABASE_URL_SCORER: database.scorerUrl,
      PUBLIC_URL: 'https://tidemark.example.org',
      TIDEMARK_OBJECT_STORE: '/objects',
      SCORER_RECIPIENT: 'age1a',
      NEXTAUTH_SECRET: '0123456789abcdef',
      SCORER_IDENTITY_FILE: '/keys/scorer.identity',
    };
  });
  afterAll(async () => {
    await database?.restore(`reassign owned by ${ownerRole} to tidemark_owner; drop owned by ${ownerRole}`);
    await database?.restore(`drop role ${ownerRole}`);
    await database?.drop();
  });

  const migrateIt = () =>
    migrateDatabase(
      { owner: variables.DATABASE_URL!, web: database.webUrl, scorer: database.scorerUrl },
      variables,
    );

  it('can be migrated twice, and then serves the web process and the scorer with only their own settings', async () => {
    await migrateIt();
    await migrateIt();
    const web = unwrap(parseWebEnvironment(processEnvironment('web', variables)));
    const scorer = unwrap(parseScorerEnvironment(processEnvironment('scorer', variables)));
    for (const url of [web.DATABASE_URL_WEB, scorer.DATABASE_URL_SCORER]) {
      const client = connect(url, { max: 1 });
      await requireCompatibleSchema(client.db);
      await client.close();
    }
  });

  it('lets the owner read every table without row security, as pg_dump does, once the printed script has run', async () => {
    await migrateIt();
    const owner = postgres(variables.DATABASE_URL!, { max: 1, onnotice: () => {} });
    try {
      await expect(readAllTables(owner)).rejects.toThrow('permission denied for schema graphile_worker');
      const script = composeRoleScript(variables.DATABASE_URL!, { web: 'a', scorer: 'b' });
      const [grant = ''] = script.split('\n').filter((line) => line.startsWith('grant '));
      await database.restore(grant);
      expect(await readAllTables(owner)).toContain('graphile_worker._private_jobs');
    } finally {
      await owner.end();
    }
  });

  it('refuses a migration while a role has settings that its owner can’t remove, and the message says how', async () => {
    const web = postgres(database.webUrl, { max: 1, onnotice: () => {} });
    const [{ name } = { name: '' }] = await web<{ name: string }[]>`select current_database() as name`;
    await web`alter role ${web(webRole)} in database ${web(name)} set default_transaction_read_only = on`;
    await web.end();
    await expect(migrateIt()).rejects.toThrow(
      `let an administrator run \`alter role tidemark_web in database ${name} reset all\``,
    );
    await database.restore(`alter role ${webRole} in database ${name} reset all`);
    await migrateIt();
  });

  it('lets a role log in with the password whose verifier the printed script contains', async () => {
    const role = `tidemark_t_role_${randomBytes(4).toString('hex')}`;
    const script = composeRoleScript(variables.DATABASE_URL!, { web: 'p@ss word/1', scorer: 'b' });
    const [create = ''] = script.split('\n').filter((line) => line.startsWith(`create role ${webRole} `));
    await database.restore(create.replace(webRole, role));
    const session = postgres(withRole(database.webUrl, role, 'p@ss word/1'), { max: 1 });
    try {
      expect(await session`select current_user::text as role`).toEqual([{ role }]);
    } finally {
      await session.end();
      await database.restore(`drop role ${role}`);
    }
  });
});

describe('database of an owner who may create roles', () => {
  it('lets the owner read every table without row security, as pg_dump does', async () => {
    const database = await makeEmptyDatabase();
    const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
    try {
      await migrateDatabase({ owner: database.ownerUrl, web: database.webUrl, scorer: database.scorerUrl });
      expect(await readAllTables(owner)).toContain('graphile_worker._private_jobs');
    } finally {
      await owner.end();
      await database.drop();
    }
  });
});

/** Reads at most one row of every table. @returns the tables' names */
async function readAllTables(session: postgres.Sql): Promise<string[]> {
  const tables = await session<{ schema: string; name: string }[]>`
    select schemaname::text as schema, tablename::text as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')`;
  await session`set row_security = off`;
  for (const { schema, name } of tables)
    await session`select from ${session(schema)}.${session(name)} limit 1`;
  return tables.map(({ schema, name }) => `${schema}.${name}`);
}
