import type { Executor } from '@/db/client';
import { listPairsOfRankings } from '@/db/queries/pair-queries';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { RoundComparisonView } from '@/lib/contracts/round-comparison';
import type { RankCeiling } from '@/lib/core/freshness/rank-ceiling';
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
  { boards, ceiling }: { boards: Boards; ceiling: RankCeiling | null },
): Promise<RoundComparisonView | null> {
  if (!(before && isOfficial(round))) return null;
  const [earlier, later] = [before, round].map(({ number, title }) => {
    const ranking = boards.get(number);
    return ranking?.part === 'final' ? { number, title, ranking } : null;
  });
  if (!(earlier && later)) return null;
  // Before what is kept of pairs is read, which is up to four megabytes of a ranking.
  const withoutPairs = viewOfComparison(benchmark, {
    earlier: { ...earlier, pairs: null },
    later: { ...later, pairs: null },
    ceiling,
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
  return viewOfComparison(benchmark, { earlier: withPairs(earlier), later: withPairs(later), ceiling });
}
