import type { Direction } from '../benchmark';
import { findHolmCutoff } from './multiple-tests';

/** A model's rank: `lower` ≤ `rank` ≤ `upper`, the best and the worst rank that is compatible with the paired tests. */
export type RankInterval = {
  readonly rank: number;
  readonly lower: number;
  readonly upper: number;
  /** True if no model is significantly better, so that `lower` is 1. */
  readonly isTiedWithLeader: boolean;
};

/** Maximum probability that any of all rank intervals is wrong. */
export const rankLevel = 0.05;

/**
 * Computes rank intervals of m ranked models from paired tests (Holm over all m(m − 1)/2 pairs): lower = 1 + number
 * significantly better, upper = m − number significantly worse, which contain all true ranks simultaneously with 95 %
 * confidence (Al Mohamad, Goeman & van Zwet 2022, "Simultaneous confidence intervals for ranks"). One model counts as
 * significantly better than another only if its score is better too, so the interval always contains the rank.
 *
 * A model is tied with the leader if `lower` is 1. With the same confidence, all models that are truly best are among the
 * tied ones. Holm over only the m − 1 comparisons with the leader wouldn't guarantee that: in simulations, some of 30 equal
 * models were excluded in 29 of 100 tables.
 *
 * @param scores models with null, NaN and infinite scores get null: they are never ranked, compared or counted
 * @param computePairP two-sided p-value of the models at two indices of `scores`, called only for ranked models
 * @returns rank intervals in the order of `scores`, on which they don't depend
 */
export function computeRankIntervals({
  scores,
  direction,
  computePairP,
}: {
  scores: readonly (number | null)[];
  direction: Direction;
  computePairP: (i: number, j: number) => number;
}): (RankInterval | null)[] {
  const { ranks, isSignificant } = findSignificantPairs({ scores, direction, computePairP });
  const ranked = ranks.flatMap((rank, model) => (rank === null ? [] : [model]));
  const betterCount = new Int32Array(ranks.length);
  const worseCount = new Int32Array(ranks.length);
  for (let a = 1; a < ranked.length; a++)
    for (let b = 0; b < a; b++) {
      const [one, other] = [ranked[b]!, ranked[a]!];
      if (!isSignificant(one, other)) continue;
      const isOneAhead = ranks[one]! < ranks[other]!;
      worseCount[isOneAhead ? one : other]!++;
      betterCount[isOneAhead ? other : one]!++;
    }
  return ranks.map((rank, model) =>
    rank === null
      ? null
      : {
          rank,
          lower: 1 + betterCount[model]!,
          upper: ranked.length - worseCount[model]!,
          isTiedWithLeader: betterCount[model] === 0,
        },
  );
}

/**
 * Finds the pairs of ranked models that differ significantly, by Holm over all pairs, from which rank intervals are
 * computed. Two models with equal ranks never differ significantly.
 * @param computePairP as in `computeRankIntervals`
 * @returns the ranks, null for a model without a score, and a function that says if two ranked models, at indices of
 * `scores`, differ significantly
 */
export function findSignificantPairs({
  scores,
  direction,
  computePairP,
}: {
  scores: readonly (number | null)[];
  direction: Direction;
  computePairP: (i: number, j: number) => number;
}): { ranks: (number | null)[]; isSignificant: (i: number, j: number) => boolean } {
  const ranks = rankScores(scores, direction);
  const ranked = ranks.flatMap((rank, model) => (rank === null ? [] : [model]));
  const pValues = new Float64Array((ranked.length * (ranked.length - 1)) / 2);
  let pair = 0;
  for (let a = 1; a < ranked.length; a++)
    for (let b = 0; b < a; b++) pValues[pair++] = computePairP(ranked[b]!, ranked[a]!);
  const cutoff = findHolmCutoff(pValues, rankLevel);
  return { ranks, isSignificant: (i, j) => ranks[i] !== ranks[j] && computePairP(i, j) <= cutoff };
}

/**
 * Competition ranks ("1, 2, 2, 4"): 1 + the number of strictly better scores. Equal scores share a rank.
 * @param scores null, NaN and infinite scores get null as their rank, and count as no better score
 * @returns ranks in the order of the input
 */
export function rankScores(scores: readonly (number | null)[], direction: Direction): (number | null)[] {
  const sign = direction === 'higher' ? -1 : 1;
  const sorted = scores
    .filter((score): score is number => score !== null && Number.isFinite(score))
    .map((score) => sign * score)
    .sort((a, b) => a - b);
  const rankOf = new Map<number, number>();
  sorted.forEach((key, index) => {
    if (!rankOf.has(key)) rankOf.set(key, index + 1);
  });
  return scores.map((score) => (score === null ? null : (rankOf.get(sign * score) ?? null)));
}
