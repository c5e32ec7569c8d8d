import { objectKeys } from '@/adapters/object-store/object-store';
import { readClock } from '@/db/queries/clock-queries';
import { addScorerJobOnce } from '@/db/queries/job-queries';
import { insertNotice } from '@/db/queries/notice-queries';
import {
  listBenchmarksRotatingSoon,
  listBenchmarksToRotate,
  listRoundsClosingSoon,
  listRoundsToReveal,
  listSealedRounds,
} from '@/db/queries/rotation-queries';
import { inputsBeforeOpeningMs } from '@/lib/core/round/schedule/list-coming-events';
import type { ScorerPlatform } from '../scorer-platform';
import { addPrepareJob, type Rotated, rotateBenchmark } from './rotate-benchmark';

const closingSoonMs = 24 * 60 * 60_000;

/** Processes all schedules once: rotates what is due, and prepares, announces and reveals what comes next. */
export async function keepSchedules(
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'bootClock'>,
): Promise<Rotated> {
  const { db } = platform.client;
  const now = await readClock(db);
  const rotated: Rotated = { closed: 0, opened: 0, overdue: 0 };
  const faults: unknown[] = [];
  for (const benchmarkId of await listBenchmarksToRotate(db, now)) {
    try {
      const one = await rotateBenchmark(platform, benchmarkId);
      rotated.closed += one.closed;
      rotated.opened += one.opened;
      rotated.overdue += one.overdue;
    } catch (error) {
      // A fault of one benchmark doesn't stop the others.
      faults.push(error);
    }
  }
  await prepareOpenings(platform, now);
  await announceCloses(platform, now);
  for (const roundId of await listRoundsToReveal(db)) await addScorerJobOnce(db, 'reveal_round', { roundId });
  if (faults.length > 0) throw faults[0];
  return rotated;
}

async function prepareOpenings(
  { client: { db }, objects }: Pick<ScorerPlatform, 'client' | 'objects'>,
  now: Date,
): Promise<void> {
  const until = new Date(now.getTime() + inputsBeforeOpeningMs);
  for (const benchmarkId of await listBenchmarksRotatingSoon(db, now, until)) {
    const [next] = (await listSealedRounds(db, benchmarkId)).filter(
      ({ opensAt }) => opensAt === null || opensAt <= until,
    );
    if (next && !(await objects.has(objectKeys.inputs(next.roundId))))
      await db.transaction((tx) => addPrepareJob(tx, next.roundId));
  }
}

async function announceCloses({ client: { db } }: Pick<ScorerPlatform, 'client'>, now: Date): Promise<void> {
  for (const { roundId, benchmarkId, closesAt } of await listRoundsClosingSoon(db, {
    now,
    leadMs: closingSoonMs,
  }))
    await insertNotice(db, {
      // An extended round is announced again, before its new close.
      key: `closing_soon:${roundId}:${closesAt.getTime()}`,
      kind: 'closing_soon',
      benchmarkId,
      roundId,
      detail: { closes_at: closesAt.toISOString() },
      createdAt: now,
    });
}
