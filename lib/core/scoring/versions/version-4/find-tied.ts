import type { Direction } from '../../../benchmark';
import { findHolmCutoff } from '../../../statistics/multiple-tests';
import { rankLevel } from '../../../statistics/rank-intervals';
import { rankScores } from '../../../statistics/rank-scores';

/**
 * Who was tied with the leader by scorer version 4: not significantly worse by Holm over the m − 1 comparisons with it; where several
 * share rank 1, with any of them. So a model could stand outside whose rank interval began at 1.
 * @param scores null, NaN and infinite scores are never tied
 */
export function findTiedOfVersion4({
  scores,
  direction,
  computePairP,
}: {
  scores: readonly (number | null)[];
  direction: Direction;
  computePairP: (i: number, j: number) => number;
}): ReadonlySet<number> {
  const ranks = rankScores(scores, direction);
  const ranked = ranks.flatMap((rank, model) => (rank === null ? [] : [model]));
  const leaders = ranked.filter((model) => ranks[model] === 1);
  const tied = new Set(leaders);
  for (const leader of leaders) {
    const others = ranked.filter((model) => model !== leader);
    const pValues = Float64Array.from(others, (model) => computePairP(leader, model));
    const cutoff = findHolmCutoff(pValues, rankLevel);
    others.forEach((model, k) => {
      if (pValues[k]! > cutoff) tied.add(model);
    });
  }
  return tied;
}
