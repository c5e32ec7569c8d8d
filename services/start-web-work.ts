import type pino from 'pino';
import type { WebEnvironment } from '@/adapters/environment';
import { makeWebPlatform } from '@/adapters/make-web-platform';
import { parseObjectStorePlace } from '@/adapters/object-store/open-object-store';
import { ReadersInThreads } from '@/adapters/predictions-readers/readers-in-threads';
import { removeAbandonedSpools } from '@/adapters/spool-file';
import { requireCompatibleSchema, SchemaIncompatible } from '@/db/schema-queries';
import { startDelivering } from './publication/deliver-notices';
import { completeMerges } from './team/merges';

const schemaEveryMs = 10_000;

const mergesEveryMs = 60_000;

/**
 * Creates the platform of the web process and starts its background work: mails, due merges of teams, deletion of abandoned
 * uploads, and a check of the database schema, which ends the process once a newer version of the site has migrated the
 * database.
 * @returns a function that stops the delivery of mails after the current one
 */
export async function startWebWork(
  environment: WebEnvironment,
  log: pino.Logger,
): Promise<() => Promise<void>> {
  const place = parseObjectStorePlace(environment);
  const platform = await makeWebPlatform(environment, { log, readers: new ReadersInThreads({ place }) });
  const checkSchema = async () => {
    try {
      await requireCompatibleSchema(platform.db);
    } catch (error) {
      // Only an incompatible schema ends the process; while the database doesn't respond, the process continues.
      if (!(error instanceof SchemaIncompatible)) return;
      log.fatal(error.message);
      process.exit(1);
    }
  };
  await checkSchema();
  setInterval(checkSchema, schemaEveryMs).unref();
  void removeAbandonedSpools(Date.now()).then((count) => {
    if (count > 0) console.log(`${count} temporary files of earlier processes were removed`);
  });
  let merging = false;
  setInterval(async () => {
    if (merging) return;
    merging = true;
    try {
      await completeMerges(platform);
    } catch (error) {
      log.error({ err: error }, 'due merges of teams were not read');
    } finally {
      merging = false;
    }
  }, mergesEveryMs).unref();
  return startDelivering(platform).stop;
}
