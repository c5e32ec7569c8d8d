import { availableParallelism, totalmem } from 'node:os';
import pino from 'pino';
import { readScorerEnvironment } from '@/adapters/environment';
import { describeFault, outliveFullDisk } from '@/adapters/faults';
import { requireCompatibleSchema, SchemaIncompatible } from '@/db/schema-queries';
import { deleteIncompleteObjects, deleteLeftArtefacts } from './ending/delete-artefacts';
import { chooseThreadCount, shareThreads } from './queues/share-threads';
import { startQueueThread } from './queues/start-queue-thread';
import { repeat, runScorer } from './run-scorer';
import { testSandboxOnce } from './runner/find-runner';
import { makeSchedulePlatform } from './scorer-platform';

const schemaEveryMs = 10_000;

const attackAfterMs = 20_000;

const leftArtefactsEveryMs = 24 * 60 * 60_000;

// Pino's own writer ends the process where it can't write.
outliveFullDisk();

const log = pino({ name: 'scorer', base: null }, process.stdout);

// The queue throws outside of any job when its database is lost. Node's own report would quote the error's text.
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
  // Runs in the background, so that it delays no start; the report is on /readyz before the first model arrives.
  const attack = setTimeout(() => testSandboxOnce(platform, log).catch(logFault), attackAfterMs);
  attack.unref();
  // A newer start may migrate the database while this process runs.
  repeat(
    schemaEveryMs,
    () => requireCompatibleSchema(platform.client.db),
    (error) => error instanceof SchemaIncompatible && end(error),
  );
  repeat(
    leftArtefactsEveryMs,
    async () => {
      const artefacts = await deleteLeftArtefacts(platform, Date.now());
      if (artefacts > 0) log.info({ artefacts }, 'files of models that nothing needs were deleted');
      const incomplete = await deleteIncompleteObjects(platform, Date.now());
      if (incomplete > 0) log.info({ incomplete }, 'incomplete objects of dead processes were deleted');
    },
    (error) => log.warn(describeFault(error), 'objects that nothing needs could not be deleted'),
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, async () => {
      await scorer.stop();
      await platform.client.close();
      process.exit(0);
    });
  }
  await scorer.ended;
} catch (error) {
  end(error);
}

function logFault(error: unknown): void {
  log.warn(describeFault(error), 'the sandbox for models could not be tested');
}

function end(error: unknown): never {
  log.fatal(describeFault(error), 'the scorer ends');
  process.exit(1);
}

/** The machine's memory in bytes, or a container's limit. */
function readMemory(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
}
