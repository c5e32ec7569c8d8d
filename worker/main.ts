import { availableParallelism } from 'node:os';
import { readScorerEnvironment } from '@/adapters/environment';
import { describeFault, outliveFullDisk } from '@/adapters/faults';
import { makeLog } from '@/adapters/log';
import { readMemory } from '@/adapters/machine-memory';
import { removeAbandonedSpools } from '@/adapters/spool-file';
import { onStopSignals } from '@/adapters/stop-signals';
import { requireCompatibleSchema, SchemaIncompatible } from '@/db/schema-queries';
import { deleteIncompleteObjects, deleteLeftArtefacts } from './ending/delete-artefacts';
import { deleteOrphans } from './ending/delete-orphans';
import { chooseThreadCount, shareThreads } from './queues/share-threads';
import { startQueueThread } from './queues/start-queue-thread';
import { repeat, runScorer } from './run-scorer';
import { makeSchedulePlatform } from './scorer-platform';

const schemaEveryMs = 10_000;

const sweepEveryMs = 24 * 60 * 60_000;

// Without this, pino's writer ends the process when the log can't be written.
outliveFullDisk();

const log = makeLog('scorer');

// graphile-worker throws outside of any job when it loses the database. Node's default report would print the
// error's text, which may quote hidden values.
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (error: unknown) => {
    end(error);
  });

try {
  const platform = await makeSchedulePlatform();
  await requireCompatibleSchema(platform.client.db);
  const shares = shareThreads(
    readScorerEnvironment().TIDEMARK_SCORER_THREADS ??
      chooseThreadCount(readMemory(), availableParallelism()),
  );
  const scorer = runScorer(
    platform,
    log,
    shares.map((queues) => startQueueThread({ queues, bootId: platform.bootClock.bootId }, log)),
  );
  log.info({ threads: shares }, 'the scorer takes jobs');
  // A newer release may migrate the database while this process runs, so the schema version is checked
  // repeatedly.
  repeat(
    schemaEveryMs,
    () => requireCompatibleSchema(platform.client.db),
    (error) => error instanceof SchemaIncompatible && end(error),
  );
  repeat(
    sweepEveryMs,
    async () => {
      const artefacts = await deleteLeftArtefacts(platform, Date.now());
      const incomplete = await deleteIncompleteObjects(platform, Date.now());
      const { keptOrphans, ...objects } = await deleteOrphans(platform, Date.now());
      const spools = await removeAbandonedSpools(Date.now());
      log.info({ artefacts, incomplete, ...objects, spools }, 'files of dead processes were deleted');
      if (keptOrphans > 0)
        log.error({ keptOrphans }, 'most stored objects are unknown to the database, so none were deleted');
    },
    (error) => log.warn(describeFault(error), 'files of dead processes could not be listed'),
  );
  onStopSignals(async () => {
    await scorer.stop();
    await platform.client.close();
    process.exit(0);
  }, scorer.hurry);
  await scorer.ended;
} catch (error) {
  end(error);
}

function end(error: unknown): never {
  log.fatal(describeFault(error), 'the scorer ends');
  process.exit(1);
}
