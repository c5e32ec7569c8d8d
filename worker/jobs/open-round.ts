import { addSnapshotJob } from '@/db/queries/add-snapshot-job';
import { readClock } from '@/db/queries/read-clock';
import { findOpenRound, lockRound } from '@/db/queries/round-queries';
import { findRoundWithBenchmark, updateRoundOpened } from '@/db/queries/round-scorer-queries';
import { decideInterval } from '@/lib/core/round/decide-interval';
import type { ScorerPlatform } from '../scorer-platform';
import { publishInputs } from './publish-inputs';

/**
 * Opens a sealed round: its inputs are written first, so that an open round always has them; nobody is given them before
 * the state says open. Does nothing when another round of the benchmark is open or the interval has passed.
 */
export async function openRound(
  platform: ScorerPlatform,
  of: { roundId: string; closesAt: string | null },
): Promise<void> {
  const { db } = platform.client;
  const found = await findRoundWithBenchmark(db, of.roundId);
  if (found?.round.state !== 'sealed') return;
  if (found.benchmark.inputs === 'public') await publishInputs(platform, found.round, found.benchmark);
  await db.transaction(async (tx) => {
    const round = await lockRound(tx, of.roundId);
    if (round?.state !== 'sealed' || (await findOpenRound(tx, round.benchmarkId))) return;
    const openedAt = await readClock(tx);
    const closesAt = decideInterval({
      openedAt,
      planned: round.closesAt,
      wanted: of.closesAt === null ? null : new Date(of.closesAt),
    });
    if (!closesAt.ok) return;
    await updateRoundOpened(tx, of.roundId, { openedAt, closesAt: closesAt.value });
    await addSnapshotJob(tx, of.roundId);
  });
}
