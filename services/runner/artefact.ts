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

/** The container run of this lease, once the scorer has prepared it; null where the lease has ended and for other kinds of runs. */
async function findPrepared({ runnerId }: RunnerRow, lease: Lease): Promise<RunRow | null> {
  const { db } = webPlatform();
  const run = await findLeasedRun(db, lease, { runnerId, now: await readClock(db) });
  return run?.state === 'prepared' && run.kind === 'container' ? run : null;
}

/** Opens the encrypted container image of a leased run. Null when the lease has ended or its work isn't prepared yet. */
export async function openArtefact(runner: RunnerRow, lease: Lease): Promise<Opened | null> {
  const { db, objects } = webPlatform();
  const run = await findPrepared(runner, lease);
  if (!run) return null;
  if (run.dryRunId !== null) return objects.open(objectKeys.dryRun(run.dryRunId));
  const found = await findArtefactsOf(db, run);
  return found && objects.open(objectKeys.artefact(found.image));
}

/**
 * Opens the encrypted model that a training of this image wrote: for a prediction run that of its own version, for a training
 * the one that it continues from. Null where there is none.
 */
export async function openTrained(runner: RunnerRow, lease: Lease): Promise<Opened | null> {
  const { db, objects } = webPlatform();
  const run = await findPrepared(runner, lease);
  const found = run && (await findArtefactsOf(db, run));
  return found?.trained ? objects.open(objectKeys.artefact(found.trained)) : null;
}

/** Opens a file of the revealed rounds for a leased training. @param index in the file list of the training's work */
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

/** Size of an encrypted model. age adds a header, and 16 bytes to each chunk of 64 KiB: a MiB for 4 GiB. */
export const sealedModelBytesMax = trainedBytesMax + 2 * 1024 ** 2;

/**
 * Stores the model that a leased training wrote, encrypted to the scorer. The holder of the lease may repeat the upload.
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
