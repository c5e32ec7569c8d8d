import type { TestProject } from 'vitest/node';
import { startThrowawayPostgres } from './start-throwaway-postgres';
import { prepareTestServer, runAsSuperuser } from './test-server';

/**
 * Runs once before the tests on a real PostgreSQL: on the server of TIDEMARK_TEST_SUPERUSER_URL, which must have no site, or on
 * one of its own.
 * @returns a function that removes everything again
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Roles belong to a whole server, so only one project can use the named one; the other one has only a file or two.
  const named = project.name === 'database' ? process.env.TIDEMARK_TEST_SUPERUSER_URL : undefined;
  const own = named ? null : await startThrowawayPostgres('test', { durable: false });
  const server = await prepareTestServer(named ?? own?.superuserUrl ?? '');
  project.provide('testServer', server);
  return async () => {
    await runAsSuperuser(server, (sql) => sql`drop database ${sql(server.templateName)} with (force)`);
    await own?.remove();
  };
}
