import type { TestProject } from 'vitest/node';
import { startThrowawayPostgres } from './start-throwaway-postgres';
import { prepareTestServer, runAsSuperuser } from './test-server';

/**
 * Runs once before the tests that need a real PostgreSQL. Prepares the server at TIDEMARK_TEST_SUPERUSER_URL, which must not
 * contain a site, or starts a server.
 * @returns a function that removes everything again
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Database roles belong to a whole server, so only one of the projects can use the named server; the others have few files
  // and start their own.
  const named = project.name === 'database' ? process.env.TIDEMARK_TEST_SUPERUSER_URL : undefined;
  const own = named ? null : await startThrowawayPostgres('test', { durable: false });
  const server = await prepareTestServer(named ?? own?.superuserUrl ?? '');
  project.provide('testServer', server);
  return async () => {
    await runAsSuperuser(server, (sql) => sql`drop database ${sql(server.templateName)} with (force)`);
    await own?.remove();
  };
}
