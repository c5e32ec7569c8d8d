import type { Readable } from 'node:stream';
import { isDiskFull } from '@/adapters/faults';
import { objectKeys } from '@/adapters/object-store/object-store';
import { webPlatform } from '@/adapters/web-platform';
import { readClock } from '@/db/queries/clock-queries';
import { findArtefactsOf, findLeasedRun, type Lease, type RunRow } from '@/db/queries/run-queries';
import type { RunnerRow } from '@/db/queries/runner-queries';
import { listTrainingData } from '@/db/queries/training-queries';
import { trainedBytesMax } from '@/lib/core/model/training';
import { requireSpace } from '@/services/access/upload-limits';
import { whileSpace } from '@/services/version/store-artefact';
import { limitBytes, TooLarge } from './lease';

type Opened = { stream: Readable; byteCount: number };

/** The run of a container that a lease in force is prepared for; null for every other one. */
async function findPrepared({ runnerId }: RunnerRow, lease: Lease): Promise<RunRow | null> {
  const { db } = webPlatform();
  const run = await findLeasedRun(db, lease, { runnerId, now: await readClock(db) });
  return run?.state === 'prepared' && run.kind === 'container' ? run : null;
}

/** The encrypted container image of a leased run, and of no other; null when the lease has ended, or its work isn't prepared. */
export async function openArtefact(runner: RunnerRow, lease: Lease): Promise<Opened | null> {
  const { db, objects } = webPlatform();
  const run = await findPrepared(runner, lease);
  if (!run) return null;
  if (run.dryRunId !== null) return objects.open(objectKeys.dryRun(run.dryRunId));
  const found = await findArtefactsOf(db, run);
  return found && objects.open(objectKeys.artefact(found.image));
}

/** The encrypted model that the run's version was trained to, or with which a leased training begins; null where there is none. */
export async function openTrained(runner: RunnerRow, lease: Lease): Promise<Opened | null> {
  const { db, objects } = webPlatform();
  const run = await findPrepared(runner, lease);
  const found = run && (await findArtefactsOf(db, run));
  return found?.trained ? objects.open(objectKeys.artefact(found.trained)) : null;
}

/** A file of the revealed rounds that a leased training reads, by its index in the work; null where it has none. */
export async function openTrainingFile(
  runner: RunnerRow,
  lease: Lease,
  index: number,
): Promise<Opened | null> {
  const { db, objects } = webPlatform();
  const run = await findPrepared(runner, lease);
  const file = run && (await listTrainingData(db, run.runId))[index];
  return file ? objects.open(objectKeys.archiveFile(file.roundId, file.name)) : null;
}

/** age adds a header, and 16 bytes to each piece of 64 KiB: a MiB to 4 GiB. */
export const sealedModelBytesMax = trainedBytesMax + 2 * 1024 ** 2;

/**
 * Stores what a leased training wrote, encrypted to the scorer; the same lease may send it again.
 * @returns `lost` when the lease has ended, `too_large` beyond the limit, `no_space` where the disk is full
 */
export async function takeModel(
  runner: RunnerRow,
  lease: Lease,
  body: AsyncIterable<Uint8Array>,
): Promise<'taken' | 'lost' | 'too_large' | 'no_space'> {
  const { objects } = webPlatform();
  if ((await findPrepared(runner, lease))?.purpose !== 'train') return 'lost';
  if (!(await requireSpace()).ok) return 'no_space';
  const key = objectKeys.runModel(lease.runId, lease.fence);
  try {
    await objects.put(key, whileSpace(limitBytes(body, sealedModelBytesMax)));
  } catch (error) {
    if (error instanceof TooLarge) return 'too_large';
    if (isDiskFull(error)) return 'no_space';
    throw error;
  }
  if (await findPrepared(runner, lease)) return 'taken';
  await objects.delete(key);
  return 'lost';
}
