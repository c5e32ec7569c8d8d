import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import postgres from 'postgres';
import { findEmbeddedPostgres } from '@/adapters/embedded-postgres/postgres-home';

/** One connection to a bench site's own database, as its superuser, for the time of `use`. */
export async function withSuperuser<T>(dataDir: string, use: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const secrets: { superuserPassword: string } = JSON.parse(
    await readFile(join(dataDir, 'secrets.json'), 'utf8'),
  );
  const sql = postgres({
    ...{ host: '127.0.0.1', port: findEmbeddedPostgres(dataDir), database: 'tidemark' },
    ...{ username: 'postgres', password: secrets.superuserPassword, max: 1 },
  });
  try {
    return await use(sql);
  } finally {
    await sql.end();
  }
}
