import type { Evidence } from '../benchmark';
import { isAtChance } from '../equating/link-scale';
import type { Leaderboard, LeaderboardEntry } from '../leaderboard/leaderboard';
import { type PublishedPairs, readIsSignificant } from '../leaderboard/pair-codes';
import type { ExcessScale } from '../metrics/metric';
import { type MetricName, metricByName } from '../metrics/metric-name';
import { countConcordance } from '../statistics/concordance';
import { square } from '../statistics/exact-math';
import { computeStudentQuantile } from '../statistics/student-distribution';
import { computeSum, groupValues } from '../statistics/sums';
import { fitLine, type LineFit } from './drop';
import { excessScaleRules } from './excess';

/** A version in a published ranking; it may be one that doesn't count for its model. */
export type PublishedVersion = {
  /** The model's slug; `name` is the model's name and `team` the name of its team. */
  readonly model: string;
  readonly name: string;
  readonly team: string;
  readonly version: string;
} & InRound;

type InRound = {
  readonly score: number;
  /** 95 % interval of the score; null where the ranking gives none. */
  readonly interval: { readonly lower: number; readonly upper: number } | null;
  /** Best and worst rank that is compatible with the paired tests; null for versions without a rank. */
  readonly ranks: { readonly lower: number; readonly upper: number } | null;
  readonly evidence: Evidence;
};

export type PublishedRound = {
  readonly round: number;
  readonly itemCount: number;
  /** Versions of the ranking: first the ranked versions in the order of their ranks, then the others. */
  readonly versions: readonly PublishedVersion[];
  /**
   * True if two versions, given by index, differ significantly by the round's paired tests; null where the ranking stores no
   * pairs.
   */
  readonly isSignificant: ((i: number, j: number) => boolean) | null;
};

/**
 * Takes from a round's official ranking what the comparison needs.
 * @param pairs the ranking's stored pairwise tests; null where it has none
 */
export const publishedRoundOf = (
  round: number,
  {
    item_count,
    entries,
    reference_entries,
  }: Pick<Leaderboard, 'item_count' | 'entries' | 'reference_entries'>,
  pairs: PublishedPairs | null,
): PublishedRound => ({
  round,
  itemCount: item_count,
  versions: [...entries, ...(reference_entries ?? [])].map(publishedVersionOf),
  isSignificant: pairs && ((i, j) => readIsSignificant(pairs, i, j)),
});

const publishedVersionOf = (entry: LeaderboardEntry): PublishedVersion => ({
  model: entry.model_slug,
  name: entry.model,
  team: entry.team,
  version: entry.version,
  score: entry.score,
  interval: entry.interval && { lower: entry.interval.lower, upper: entry.interval.upper },
  ranks:
    entry.rank_lower === null || entry.rank_upper === null
      ? null
      : { lower: entry.rank_lower, upper: entry.rank_upper },
  evidence: entry.evidence,
});

/**
 * Height of the fitted line at a score of the earlier round: the expected score in the later round, with its pointwise 95 %
 * interval.
 */
export type HeightOfLine = { readonly later: number; readonly lower: number; readonly upper: number };

/** A version's published scores in two rounds, with the number of items of each. */
export type ComparedVersion = Pick<PublishedVersion, 'model' | 'name' | 'team' | 'version'> & {
  readonly earlier: InRound;
  readonly later: InRound;
  /** Height of the line at the version's earlier score; null without a line, and for a score at chance level. */
  readonly fitted: HeightOfLine | null;
};

/** The least-squares line of the later scores on the earlier scores, on the scale of the metric's drop. */
export type ComparisonFit = {
  readonly scale: ExcessScale;
  readonly intercept: number;
  readonly slope: number;
  /** Standard deviation of the residuals, with divisor m − 2, on the scale on which the line is fitted. */
  readonly deviation: number;
  readonly degreesOfFreedom: number;
  /** Heights of the line from the lowest to the highest earlier score, evenly spaced on the line's scale. */
  readonly band: readonly ({ readonly earlier: number } & HeightOfLine)[];
};

export type RoundComparison = {
  readonly versions: readonly ComparedVersion[];
  /**
   * The fitted line. Null if the metric has no drop scale, if a score has no value on that scale, with fewer than three
   * different versions, and for equal scores.
   */
  readonly fit: ComparisonFit | null;
  /**
   * Kendall's τ-b between the scores of the two rounds; null with fewer than two versions, and if all versions are tied in
   * one round.
   */
  readonly rankAgreement: number | null;
  /**
   * Number of pairs with a significant difference in both rounds, and number of these pairs that changed order. Null where a
   * round's ranking stores no pairs. More pairs differ significantly than have disjoint rank intervals, since a rank interval
   * depends on all pairs of its model.
   */
  readonly significantPairs: { readonly pairs: number; readonly changedPlaces: number } | null;
};

const bandSteps = 20;

/**
 * Compares an old round with a new one (the figure of Recht et al. 2019, arXiv 1902.10811): every version with a published
 * score in both rounds, counting for its model or not. The line y = a + bx is fitted by least squares on the scale of the
 * metric's drop: probits of shares, logarithms of losses. The pointwise 95 % interval of the line at x is ± t·s·√(1/m + (x −
 * x̄)²/S_xx) on m − 2 degrees of freedom (Draper & Smith 1998, ch. 3). Both rounds' scores have errors, so the slope is a
 * little too flat. A model at chance level in one round is at chance level in every round, so it is excluded from the line. The
 * interval ignores that errors of versions of one model are correlated: the interval is descriptive, and no rule uses it.
 *
 * Pairs with a significant difference in both rounds need no further correction: by Holm, each round's tests hold
 * simultaneously.
 */
export function compareRounds(
  earlier: PublishedRound,
  later: PublishedRound,
  metric: MetricName,
): RoundComparison {
  const pairs = earlier.versions.flatMap((before, was) => {
    const is = later.versions.findIndex(
      ({ model, version }) => model === before.model && version === before.version,
    );
    return is < 0 ? [] : [{ before, after: later.versions[is]!, places: { was, is } }];
  });
  const isReported = ({ before, after }: Pick<Pair, 'before' | 'after'>) =>
    ![before, after].some(({ score }) => isAtChance(metric, score));
  const fit = fitRounds(pairs.filter(isReported), {
    earlier,
    later,
    scale: metricByName[metric].excessScale,
  });
  return {
    versions: pairs.map(({ before, after }) => ({
      model: after.model,
      name: after.name,
      team: after.team,
      version: after.version,
      earlier: inRoundOf(before),
      later: inRoundOf(after),
      fitted: (isReported({ before, after }) && fit?.heightAt(before.score)) || null,
    })),
    fit: fit?.described ?? null,
    rankAgreement: computeRankAgreement(
      Float64Array.from(pairs, ({ before }) => before.score),
      Float64Array.from(pairs, ({ after }) => after.score),
    ),
    significantPairs: countSignificantPairs(pairs, earlier.isSignificant, later.isSignificant),
  };
}

type Pair = {
  readonly before: PublishedVersion;
  readonly after: PublishedVersion;
  /** Index of the version in the older round's list (`was`) and in the newer round's list (`is`). */
  readonly places: { readonly was: number; readonly is: number };
};

const inRoundOf = ({ score, interval, ranks, evidence }: PublishedVersion): InRound => ({
  score,
  interval,
  ranks,
  evidence,
});

function fitRounds(
  pairs: readonly Pair[],
  { earlier, later, scale }: { earlier: PublishedRound; later: PublishedRound; scale: ExcessScale | null },
): { described: ComparisonFit; heightAt: (score: number) => HeightOfLine } | null {
  if (scale === null) return null;
  const { scaleScore, scoreAt } = excessScaleRules[scale];
  const scaleAll = (scores: readonly number[], { itemCount }: PublishedRound) =>
    scores.flatMap((score) => scaleScore({ score, itemCount }) ?? []);
  const x = scaleAll(
    pairs.map(({ before }) => before.score),
    earlier,
  );
  const y = scaleAll(
    pairs.map(({ after }) => after.score),
    later,
  );
  // Copies of one model count as one point. A line through only two points has no residuals, and so would appear exact.
  const points = new Set(pairs.map(({ before, after }) => `${before.score} ${after.score}`));
  const isFitted = x.length === pairs.length && y.length === pairs.length && points.size >= 3;
  const line = isFitted ? fitLine(x, y) : null;
  if (!line) return null;
  const heightAt = (at: number) => measureHeight(line, at, scoreAt);
  const [low, high] = [Math.min(...x), Math.max(...x)];
  const band = Array.from({ length: bandSteps + 1 }, (_, step) => {
    const at = low + ((high - low) * step) / bandSteps;
    return { earlier: scoreAt(at), ...heightAt(at) };
  });
  return {
    described: {
      scale,
      intercept: line.intercept,
      slope: line.slope,
      deviation: Math.sqrt(line.residualVariance),
      degreesOfFreedom: line.count - 2,
      band,
    },
    heightAt: (score) => heightAt(scaleScore({ score, itemCount: earlier.itemCount })!),
  };
}

function measureHeight(
  { intercept, slope, count, meanX, squaresX, residualVariance }: LineFit,
  at: number,
  scoreAt: (y: number) => number,
): HeightOfLine {
  const height = intercept + slope * at;
  const half =
    computeStudentQuantile(0.975, count - 2) *
    Math.sqrt(residualVariance * (1 / count + square(at - meanX) / squaresX));
  // The scale of losses is decreasing, so converting back exchanges lower and upper bound.
  const interval = [scoreAt(height - half), scoreAt(height + half)];
  return { later: scoreAt(height), lower: Math.min(...interval), upper: Math.max(...interval) };
}

function countSignificantPairs(
  pairs: readonly Pair[],
  wasSignificant: PublishedRound['isSignificant'],
  isSignificant: PublishedRound['isSignificant'],
): RoundComparison['significantPairs'] {
  if (!wasSignificant || !isSignificant) return null;
  let [count, changedPlaces] = [0, 0];
  pairs.forEach(({ places: a }, i) => {
    for (const { places: b } of pairs.slice(0, i)) {
      if (!wasSignificant(a.was, b.was) || !isSignificant(a.is, b.is)) continue;
      count++;
      if (a.was < b.was !== a.is < b.is) changedPlaces++;
    }
  });
  return { pairs: count, changedPlaces };
}

/**
 * Computes Kendall's τ-b between the scores of the same models in two rounds (Kendall 1945, Biometrika 33:239–251):
 * (concordant − discordant pairs)/√(pairs untied in x · pairs untied in y), −1 to 1. Null with fewer than two models, and if
 * all models are tied in one round. O(m log m).
 */
function computeRankAgreement(x: Float64Array, y: Float64Array): number | null {
  const [first, second] = [groupValues(x), groupValues(y)];
  const untied = ({ sizes }: typeof first) => square(x.length) - computeSum(sizes.map((size) => size * size));
  const root = Math.sqrt(untied(first)) * Math.sqrt(untied(second));
  return root > 0 ? Math.max(-1, Math.min(1, computeSum(countConcordance(first, second)) / root)) : null;
}
