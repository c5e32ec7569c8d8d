import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';
import { migrate } from '@/db/migrate';
import { withRole } from '@/db/roles';
import { runAsSuperuser, testDatabasePrefix, withDatabase } from './test-server';

export type EmptyDatabase = {
  superuser: postgres.Sql;
  ownerUrl: string;
  scorerUrl: string;
  webUrl: string;
  /** Migrates the database. By default the passwords are those of the server's existing roles. */
  migrate: (passwords?: { web: string; scorer: string }) => Promise<void>;
  /** Runs SQL that may switch to another role, as a restored dump does. */
  restore: (text: string) => Promise<void>;
  drop: () => Promise<void>;
};

/** Creates an empty database. The roles belong to the whole server, so no other migration may run concurrently. */
export async function makeEmptyDatabase(): Promise<EmptyDatabase> {
  const server = inject('testServer');
  const name = `${testDatabasePrefix}${randomBytes(6).toString('hex')}`;
  await runAsSuperuser(server, (sql) => sql`create database ${sql(name)} owner tidemark_owner`);
  const url = withDatabase(server.superuserUrl, name);
  const superuser = postgres(url, { max: 1, onnotice: () => {} });
  const { owner, web, scorer } = server.passwords;
  const ownerUrl = withRole(url, 'tidemark_owner', owner);
  return {
    superuser,
    ownerUrl,
    scorerUrl: withRole(url, 'tidemark_scorer', scorer),
    webUrl: withRole(url, 'tidemark_web', web),
    migrate: (passwords = { web, scorer }) =>
      migrate({
        ownerUrl,
        webPassword: passwords.web,
        scorerPassword: passwords.scorer,
      }),
    restore: async (text) => {
      const connection = postgres(url, { max: 1, onnotice: () => {} });
      try {
        await connection.unsafe(text);
      } finally {
        await connection.end();
      }
    },
    drop: async () => {
      await superuser.end();
      await runAsSuperuser(server, (sql) => sql`drop database ${sql(name)} with (force)`);
    },
  };
}
