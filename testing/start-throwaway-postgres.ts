import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeEmbeddedPostgres } from '@/adapters/embedded-postgres/postgres-home';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '@/adapters/embedded-postgres/start-embedded-postgres';

export type ThrowawayPostgres = EmbeddedPostgres & {
  readonly dataDir: string;
  /** Ends the server and deletes its data. */
  remove(): Promise<void>;
};

/** A PostgreSQL server in a new folder. */
export async function startThrowawayPostgres(
  name: string,
  options: { durable: boolean },
): Promise<ThrowawayPostgres> {
  const dataDir = mkdtempSync(join(tmpdir(), `tidemark-${name}-`));
  const server = await startEmbeddedPostgres({ dataDir, ...options });
  return {
    ...server,
    dataDir,
    async remove() {
      await server.stop();
      removeEmbeddedPostgres(dataDir);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
