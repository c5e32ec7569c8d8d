import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { removeEmbeddedPostgres } from '@/adapters/embedded-postgres/postgres-home';
import { startEmbeddedPostgres } from '@/adapters/embedded-postgres/start-embedded-postgres';
import { parseBudgetMaxima } from '@/lib/core/quota/budgets';
import { dumpSchema } from '@/testing/dump-schema';
import { prepareTestServer, withDatabase } from '@/testing/test-server';

/** Regenerates db/schema.sql from the migrations and functions of this checkout in an empty database. */
const dataDir = mkdtempSync(join(tmpdir(), 'tidemark-schema-'));

const server = await startEmbeddedPostgres({ dataDir, durable: false });

try {
  const { templateName } = await prepareTestServer(server.superuserUrl, parseBudgetMaxima({}));
  const superuser = postgres(withDatabase(server.superuserUrl, templateName), { max: 1 });
  writeFileSync('db/schema.sql', await dumpSchema(superuser));
  await superuser.end();
} finally {
  await server.stop();
  removeEmbeddedPostgres(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
}
