import type { Readable } from 'node:stream';
import { objectKeys } from '@/adapters/object-store/object-store';
import { webPlatform } from '@/adapters/web-platform';
import { readClock } from '@/db/queries/clock-queries';
import { findArtefactsOf, findLeasedRun, type Lease } from '@/db/queries/run-queries';
import type { RunnerRow } from '@/db/queries/runner-queries';

/** The encrypted container image of a leased run, and of no other; null when the lease has ended, or its work isn't prepared. */
export async function openArtefact(
  { runnerId }: RunnerRow,
  lease: Lease,
): Promise<{ stream: Readable; byteCount: number } | null> {
  const { db, objects } = webPlatform();
  const run = await findLeasedRun(db, lease, { runnerId, now: await readClock(db) });
  if (run?.state !== 'prepared' || run.kind !== 'container') return null;
  if (run.dryRunId !== null) return objects.open(objectKeys.dryRun(run.dryRunId));
  const found = await findArtefactsOf(db, run);
  return found && objects.open(objectKeys.artefact(found.image));
}
