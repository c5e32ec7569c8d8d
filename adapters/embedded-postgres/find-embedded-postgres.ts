import { join } from 'node:path';
import { findPostgresHome } from './postgres-home';
import { findRunningServer } from './stop-old-server';

/** The port of the embedded server that runs for this data folder now; undefined when none is ready. */
export function findEmbeddedPostgres(siteDataDir: string): number | undefined {
  const server = findRunningServer(join(findPostgresHome(siteDataDir), 'data'));
  return server?.isReady ? server.port : undefined;
}
