import type { Executor } from '@/db/client';
import { listVouchedVersions } from '@/db/queries/assessment-queries';
import { listPairsOfRankings } from '@/db/queries/pair-queries';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { RoundComparisonView } from '@/lib/contracts/round-comparison';
import { selectFrozen } from '@/lib/core/equating/frozen-versions';
import type { PublicRound } from '@/lib/core/round/round';
import { isOfficial } from '../publication/official-round';
import { viewOfComparison } from '../publication/view-of-comparison';
import type { Boards } from './read-boards';

/** So many versions show how a round relates to the one before; the figure needs no fewer. */
const versionsMin = 3;

/** The round before against this one, by official rankings that were read; null where either has no official ranking, and of fewer than three versions in both. */
export async function findComparison(
  db: Executor,
  benchmark: Pick<BenchmarkView, 'slug' | 'metric'>,
  round: PublicRound,
  before: PublicRound | undefined,
  boards: Boards,
): Promise<RoundComparisonView | null> {
  if (!(before && isOfficial(round))) return null;
  const vouched = await listVouchedVersions(db, round.benchmarkId);
  const [earlier, later] = [before, round].map((one) => {
    const ranking = boards.get(one.number);
    if (ranking?.part !== 'final' || one.openedAt === null) return null;
    return { number: one.number, title: one.title, ranking, isFrozen: selectFrozen(vouched, one) };
  });
  if (!(earlier && later)) return null;
  // Before what is kept of pairs is read, which is up to four megabytes of a ranking.
  const withoutPairs = viewOfComparison(benchmark, {
    earlier: { ...earlier, pairs: null },
    later: { ...later, pairs: null },
  });
  if (withoutPairs.versions.length < versionsMin) return null;
  const pairs = await listPairsOfRankings(
    db,
    [earlier, later].map(({ ranking }) => ranking.snapshot_id),
  );
  const withPairs = (round: typeof earlier) => ({
    ...round,
    pairs: pairs.get(round.ranking.snapshot_id) ?? null,
  });
  return viewOfComparison(benchmark, { earlier: withPairs(earlier), later: withPairs(later) });
}
