import { writeFileSync } from 'node:fs';
import postgres from 'postgres';
import { parseBudgetMaxima } from '@/lib/core/quota/budgets';
import { dumpSchema } from '@/testing/dump-schema';
import { startThrowawayPostgres } from '@/testing/start-throwaway-postgres';
import { prepareTestServer, withDatabase } from '@/testing/test-server';

/** Regenerates db/schema.sql from the migrations and functions of this checkout in an empty database. */
const server = await startThrowawayPostgres('schema', { durable: false });

try {
  const { templateName } = await prepareTestServer(server.superuserUrl, parseBudgetMaxima({}));
  const superuser = postgres(withDatabase(server.superuserUrl, templateName), { max: 1 });
  writeFileSync('db/schema.sql', await dumpSchema(superuser));
  await superuser.end();
} finally {
  await server.remove();
}
