import type { Direction } from '../benchmark';
import { computeRankIntervals } from '../statistics/rank-intervals';
import { computeStudentUpperTail } from '../statistics/student-distribution';

/** Final score of a version history in one round, adjusted to the base round's difficulty. */
export type VersionHistoryScore = {
  /** The round's number. */
  readonly round: number;
  /** The adjusted score; null if the score can't be adjusted. A round without an adjusted score doesn't count. */
  readonly adjusted: AdjustedScore | null;
  /** True if the version that was active at the round's opening had been frozen before the opening. */
  readonly wasFrozenBefore: boolean;
};

export type AdjustedScore = {
  readonly score: number;
  readonly standardError: number;
  /** Degrees of freedom of the adjusted score's standard error; infinite in the base round itself. */
  readonly degreesOfFreedom: number;
};

export type VersionHistory = {
  readonly id: string;
  /** Scores of the version history by round, the newest round first. */
  readonly scores: readonly VersionHistoryScore[];
};

export type RollingRank = {
  readonly id: string;
  /** Rank by mean score; null for a version history with too few rounds. Equal means share a rank. */
  readonly rank: number | null;
  /** Best and worst rank that is compatible with the tests of all pairs of ranked version histories. */
  readonly rankLower: number | null;
  readonly rankUpper: number | null;
  /** Mean adjusted score over `rounds`; null if there are no such rounds. */
  readonly score: number | null;
  /** Mean of the rounds' standard errors, an upper bound of the standard error of the mean for any dependence between rounds. */
  readonly standardError: number | null;
  /** Numbers of the rounds that the mean includes, newest first; at most R. */
  readonly rounds: readonly number[];
};

/**
 * Ranks version histories by the mean adjusted final score over the last R rounds in which the version active at the opening
 * was frozen before the round opened, so that no model can have seen the rounds' data. A version history with fewer than R
 * such rounds has a mean but no rank, so that no model leads because of one lucky round.
 *
 * Rank ranges come from `computeRankIntervals`, with two-sided p from Student's t = |Δ|/√(SE₁² + SE₂²) on the fewer degrees
 * of freedom of the two. Errors of links that two version histories have in common would cancel, so the ranges are rather
 * too wide than too narrow.
 *
 * @param roundCount R, at least 1; a benchmark with fewer closed rounds passes their number
 * @returns ranked version histories by rank, then those without a rank; equal ones in the given order
 */
export function rankVersionHistories(
  versionHistories: readonly VersionHistory[],
  { roundCount, direction }: { roundCount: number; direction: Direction },
): readonly RollingRank[] {
  if (!(Number.isInteger(roundCount) && roundCount >= 1))
    throw new RangeError(`A rolling rank is over at least one round, got ${roundCount}.`);
  const means = versionHistories.map((versionHistory) => averageLastRounds(versionHistory, roundCount));
  const intervals = computeRankIntervals({
    scores: means.map(({ mean, rounds }) => (mean && rounds.length === roundCount ? mean.score : null)),
    direction,
    computePairP: (i, j) => computePairP(means[i]?.mean ?? null, means[j]?.mean ?? null),
  });
  const ranks = means.map(({ id, rounds, mean }, i): RollingRank => {
    const interval = intervals[i] ?? null;
    return {
      ...{ id, rounds },
      ...{ score: mean?.score ?? null, standardError: mean?.standardError ?? null },
      rank: interval?.rank ?? null,
      rankLower: interval?.lower ?? null,
      rankUpper: interval?.upper ?? null,
    };
  });
  return ranks.sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || 0);
}

function averageLastRounds({ id, scores }: VersionHistory, roundCount: number) {
  const counted = scores
    .flatMap(({ round, adjusted, wasFrozenBefore }) =>
      wasFrozenBefore && adjusted !== null ? [{ round, adjusted }] : [],
    )
    .slice(0, roundCount);
  const meanOf = (value: (adjusted: AdjustedScore) => number) =>
    counted.reduce((sum, { adjusted }) => sum + value(adjusted), 0) / counted.length;
  const mean: AdjustedScore | null =
    counted.length === 0
      ? null
      : {
          score: meanOf(({ score }) => score),
          standardError: meanOf(({ standardError }) => standardError),
          degreesOfFreedom: Math.min(...counted.map(({ adjusted }) => adjusted.degreesOfFreedom)),
        };
  return { id, mean, rounds: counted.map(({ round }) => round) };
}

function computePairP(a: AdjustedScore | null, b: AdjustedScore | null): number {
  if (!a || !b) return 1;
  const error = Math.hypot(a.standardError, b.standardError);
  const difference = Math.abs(a.score - b.score);
  if (difference === 0) return 1;
  if (error === 0) return 0;
  return 2 * computeStudentUpperTail(difference / error, Math.min(a.degreesOfFreedom, b.degreesOfFreedom));
}
