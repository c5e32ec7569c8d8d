import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { findPostgresHome } from './postgres-home';
import { findRunningServer } from './stop-old-server';

/**
 * Deletes the database of a data folder for good, wherever it lies. For tests.
 *
 * @throws while its server runs
 */
export function removeEmbeddedPostgres(siteDataDir: string): void {
  const homeDir = findPostgresHome(siteDataDir);
  if (findRunningServer(join(homeDir, 'data'))) throw new Error(`The server in ${homeDir} is still running.`);
  rmSync(homeDir, { recursive: true, force: true });
}
