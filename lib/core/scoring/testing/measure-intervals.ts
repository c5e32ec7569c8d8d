import { computeDifferenceInterval, decodePair, encodePair } from '../../leaderboard/pair-codes';
import { type MetricName, metricByName } from '../../metrics/metric-name';
import type { Scorable } from '../../metrics/scorable/scorable';
import { comparePairs } from '../../statistics/compare-pairs';
import { findHolmCutoff } from '../../statistics/multiple-tests';
import type { PairComparison } from '../../statistics/pair-comparison';
import { rankLevel } from '../../statistics/rank-intervals';
import { createRng, type Rng } from '../../statistics/rng';
import { choosePairTest, codePredictions, comparesOutcomes } from '../choose-pair-test';
import { scoreMetric } from '../score';

type Sampled = {
  readonly name: string;
  readonly draw: (rng: Rng) => Scorable;
  readonly groups?: Int32Array | null;
};

/** Interval of a simulated sample, with a flag if the interval is marked as unreliable; null without an interval. */
export type SampleInterval = {
  readonly lower: number;
  readonly upper: number;
  readonly isUnreliable: boolean;
} | null;

/** Draws and scores one sample. The sample depends only on the name of the setting and on the sample's number. */
export function scoreSample(
  metric: MetricName,
  { name, draw, groups = null }: Sampled,
  sample: number,
): SampleInterval {
  const seed = `${name} ${sample}`;
  const score = scoreMetric(metric, draw(createRng(seed)), seed, { groups });
  if (!score.ok || score.value.interval === null) return null;
  const { lower, upper, unreliable = null } = score.value.interval;
  return { lower, upper, isUnreliable: unreliable !== null };
}

/** Intervals of one kind: their number, and the share that covered the true score; NaN without intervals. */
export type CoveredShare = { readonly count: number; readonly covered: number };

/** Coverage of the intervals, separately for those marked as unreliable; and the number of samples without an interval. */
export type Coverage = {
  readonly covered: number;
  /** Share of samples with an interval marked as unreliable. */
  readonly unreliable: number;
  readonly ofUnreliable: CoveredShare;
  readonly ofReliable: CoveredShare;
  readonly missingCount: number;
};

export function summariseCoverage(intervals: readonly SampleInterval[], truth: number): Coverage {
  const found = intervals.filter((interval) => interval !== null);
  const shareOf = (some: typeof found): CoveredShare => ({
    count: some.length,
    covered: some.filter(({ lower, upper }) => lower <= truth && truth <= upper).length / some.length,
  });
  const ofUnreliable = shareOf(found.filter(({ isUnreliable }) => isUnreliable));
  return {
    covered: shareOf(found).covered,
    unreliable: ofUnreliable.count / intervals.length,
    ofUnreliable,
    ofReliable: shareOf(found.filter(({ isUnreliable }) => !isUnreliable)),
    missingCount: intervals.length - found.length,
  };
}

export function measureCoverage(
  metric: MetricName,
  { truth, samples, ...sampled }: Sampled & { readonly truth: number; readonly samples: number },
): Coverage {
  const intervals = Array.from({ length: samples }, (_, sample) => scoreSample(metric, sampled, sample));
  return summariseCoverage(intervals, truth);
}

/** Finds the true value of a metric approximately, as the mean over large samples. */
export function findTruth(metric: MetricName, draw: (rng: Rng) => Scorable): number {
  const large = 4;
  let sum = 0;
  for (let sample = 0; sample < large; sample++) {
    const score = metricByName[metric].compute(draw(createRng(`truth ${metric} ${sample}`)));
    if (!score.ok) throw new Error(score.error.reason);
    sum += score.value;
  }
  return sum / large;
}

/** True if two of the models differ significantly after Holm's correction. For equal models that is an error. */
export function isAnyPairSignificant(metric: MetricName, models: readonly Scorable[]): boolean {
  const { pOf } = compareSamples(metric, models, null);
  const pValues = models.flatMap((_, j) => Array.from({ length: j }, (_, i) => pOf(i, j)));
  return findHolmCutoff(Float64Array.from(pValues), rankLevel) >= 0;
}

/**
 * Measures the share of rounds with a significant difference between two models: the error rate for equal models, the power
 * for two different ones.
 */
export function measureSignificantPairs(
  metric: MetricName,
  { name, draw, rounds }: { name: string; draw: (rng: Rng) => Scorable[]; rounds: number },
): number {
  let told = 0;
  for (let round = 0; round < rounds; round++)
    if (isAnyPairSignificant(metric, draw(createRng(`${name} ${round}`)))) told++;
  return told / rounds;
}

type SampledPair = {
  readonly name: string;
  /** Draws two models on the same items. */
  readonly draw: (rng: Rng) => Scorable[];
  readonly groups?: Int32Array | null;
};

/** The 95 % interval of a difference, if it has one, and the result of the test of the pair without correction. */
export type SampleDifference = {
  readonly interval: { readonly lower: number; readonly upper: number } | null;
  readonly isSignificant: boolean;
};

/**
 * Computes the interval of the difference of two models as it is published: encoded with two digits, from rounded scores,
 * and in agreement with the test.
 */
export function compareSample(
  metric: MetricName,
  { name, draw, groups = null }: SampledPair,
  sample: number,
): SampleDifference {
  const { range, worthOfMean } = metricByName[metric];
  const models = draw(createRng(`${name} ${sample}`));
  const pairs = compareSamples(metric, models, groups);
  const scores = models.map((s) => {
    const score = metricByName[metric].compute(s);
    return score.ok ? score.value : Number.NaN;
  });
  const scored = (i: number) => ({ score: scores[i]!, mean: pairs.meanOf(i) });
  const halfWidth = pairs.halfWidthOf(0, 1);
  const verdict = decodePair(
    encodePair({
      halfWidth: halfWidth && halfWidth * (worthOfMean?.(scored(0), scored(1)) ?? 1),
      isSignificantAlone: pairs.pOf(0, 1) <= rankLevel,
      isSignificant: false,
    }),
  );
  const [first, second] = scores.map((score) => Number(score.toPrecision(5)));
  return {
    interval: computeDifferenceInterval(first! - second!, verdict, range),
    isSignificant: verdict.isSignificantAlone,
  };
}

/** Coverage of the 95 % intervals of a difference; all fields are shares of samples. */
export type DifferenceCoverage = {
  /** Share of the samples with an interval in which the interval covered the true difference. */
  readonly covered: number;
  readonly hadInterval: number;
  /** Share of all samples in which the test of the pair without correction is significant. */
  readonly significant: number;
};

/**
 * Summarises samples as coverage.
 * @param truth true score of the first model minus that of the second
 */
export function summariseDifferences(
  differences: readonly SampleDifference[],
  truth: number,
): DifferenceCoverage {
  const limited = differences.flatMap(({ interval }) => interval ?? []);
  const covered = limited.filter(({ lower, upper }) => lower <= truth && truth <= upper);
  return {
    covered: covered.length / limited.length,
    hadInterval: limited.length / differences.length,
    significant: differences.filter(({ isSignificant }) => isSignificant).length / differences.length,
  };
}

/** Measures the coverage of the interval of the difference of two models. */
export function measureDifferences(
  metric: MetricName,
  { truth, samples, ...sampled }: SampledPair & { readonly truth: number; readonly samples: number },
): DifferenceCoverage {
  const differences = Array.from({ length: samples }, (_, sample) => compareSample(metric, sampled, sample));
  return summariseDifferences(differences, truth);
}

function compareSamples(
  metric: MetricName,
  models: readonly Scorable[],
  groups: Int32Array | null,
): PairComparison {
  const { labels: column } = models[0]!;
  const labels = Int32Array.from(column, Number);
  const positions = Uint32Array.from(labels, (_, i) => i);
  const test = choosePairTest(metric, {
    labels: column instanceof Float64Array ? column : labels,
    groups,
    positions,
  });
  const values = models.map((s) => {
    const { computePseudoValues, outcomes } = metricByName[metric];
    const found = (comparesOutcomes(test) ? outcomes.compute : (computePseudoValues ?? outcomes.compute))(s);
    return found.ok ? { values: found.value, codes: codePredictions(metric, s) } : null;
  });
  return comparePairs(test, values);
}
