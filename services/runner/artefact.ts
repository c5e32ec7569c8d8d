import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { artefactFolders, isObjectMissing, objectKeys } from '@/adapters/object-store/object-store';
import { webPlatform } from '@/adapters/web-platform';
import { readClock } from '@/db/queries/clock-queries';
import { findLeasedRun, type Lease, type RunnerRow } from '@/db/queries/run-queries';

/**
 * The encrypted container image of a leased run; null when the lease has ended, or the run has none. The scorer has named the image
 * in the run's own object: a runner can't ask for another.
 */
export async function openArtefact(
  { runnerId }: RunnerRow,
  lease: Lease,
): Promise<{ stream: Readable; byteCount: number } | null> {
  const { db, objects } = webPlatform();
  const run = await findLeasedRun(db, lease, { runnerId, now: await readClock(db) });
  if (run?.state !== 'prepared') return null;
  const key = await findArtefactKey(lease.runId);
  return key === null ? null : objects.open(key);
}

const artefactKey = new RegExp(
  `^(?:${artefactFolders.versions}|${artefactFolders.dryRuns})/[0-9a-f-]{36}/artefact\\.age$`,
);

async function findArtefactKey(runId: string): Promise<string | null> {
  try {
    const { stream } = await webPlatform().objects.open(objectKeys.runArtefact(runId));
    const key = (await buffer(stream)).toString();
    return artefactKey.test(key) ? key : null;
  } catch (error) {
    if (isObjectMissing(error)) return null;
    throw error;
  }
}
