import { limitDifference } from '../../leaderboard/limit-difference';
import { decodePair, encodePair } from '../../leaderboard/pair-codes';
import { metricByName } from '../../metrics/metric-by-name';
import type { MetricName } from '../../metrics/metric-name';
import type { Scorable } from '../../metrics/scorable/scorable';
import { comparePairs } from '../../statistics/compare-pairs';
import { findHolmCutoff } from '../../statistics/multiple-tests';
import type { PairComparison } from '../../statistics/pair-comparison';
import { rankLevel } from '../../statistics/rank-intervals';
import { createRng, type Rng } from '../../statistics/rng';
import { computeYardstick } from '../compute-yardstick';
import { comparesOutcomes } from '../pick-compared-values';
import { scoreMetric } from '../score';
import { requireScorerRules } from '../versions/find-scorer-rules';
import type { ScorerRules } from '../versions/scorer-rules';

/** The shares of samples whose interval held the true score, and whose interval had the mark. */
export type Coverage = { readonly held: number; readonly marked: number };

/** Scores samples by one scorer version's rules. A sample depends on the name and its number alone. */
export function measureCoverage(
  metric: MetricName,
  {
    name,
    draw,
    groups = null,
    truth,
    samples,
    version,
  }: {
    name: string;
    draw: (rng: Rng) => Scorable;
    groups?: Int32Array | null;
    truth: number;
    samples: number;
    version: string;
  },
): Coverage {
  const scorer = requireScorerRules(version);
  let held = 0;
  let marked = 0;
  for (let sample = 0; sample < samples; sample++) {
    const seed = `${name} ${sample}`;
    const score = scoreMetric(metric, draw(createRng(seed)), seed, { groups, scorer });
    if (!score.ok || score.value.interval === null) continue;
    const { lower, upper, rests_on_few_items: isMarked } = score.value.interval;
    if (lower <= truth && truth <= upper) held++;
    if (isMarked) marked++;
  }
  return { held: held / samples, marked: marked / samples };
}

/** What a metric tends to on ever more items: its mean over large samples. */
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

/** The share of rounds in which Holm tells any pair of models apart: of equal ones falsely, of two unlike ones the power. */
export function measurePairsTold(
  metric: MetricName,
  {
    name,
    draw,
    rounds,
    version,
  }: { name: string; draw: (rng: Rng) => Scorable[]; rounds: number; version: string },
): number {
  const scorer = requireScorerRules(version);
  let told = 0;
  for (let round = 0; round < rounds; round++) {
    const models = draw(createRng(`${name} ${round}`));
    if (tellsAnyPair(metric, models, scorer)) told++;
  }
  return told / rounds;
}

/** What became of the 95 % intervals of a difference: shares of samples. */
export type DifferenceCoverage = {
  /** Of those that had limits. */
  readonly held: number;
  readonly hadLimits: number;
  /** Of all, in which the test of the pair alone told the two apart. */
  readonly apart: number;
};

/**
 * How often the interval of the difference of two models holds the true one, as it is published: through the codes, two digits, the
 * scores' own rounding and the rule that it can't contradict its test.
 * @param draw two models on the same items
 * @param truth of the first less the second
 */
export function measureDifferences(
  metric: MetricName,
  {
    name,
    draw,
    groups = null,
    truth,
    samples,
  }: {
    name: string;
    draw: (rng: Rng) => Scorable[];
    groups?: Int32Array | null;
    truth: number;
    samples: number;
  },
): DifferenceCoverage {
  let [held, limited, apart] = [0, 0, 0];
  const { range, worthOfMean } = metricByName[metric];
  for (let sample = 0; sample < samples; sample++) {
    const models = draw(createRng(`${name} ${sample}`));
    const pairs = compareSamples(metric, models, requireScorerRules('5'), groups);
    const scores = models.map((s) => {
      const score = metricByName[metric].compute(s);
      return score.ok ? score.value : Number.NaN;
    });
    const scored = (i: number) => ({ score: scores[i]!, mean: pairs.meanOf(i) });
    const halfWidth = pairs.halfWidthOf(0, 1);
    const verdict = decodePair(
      encodePair({
        halfWidth: halfWidth && halfWidth * (worthOfMean?.(scored(0), scored(1)) ?? 1),
        isApartAlone: pairs.pOf(0, 1) <= rankLevel,
        isToldApart: false,
      }),
    );
    const [first, second] = scores.map((score) => Number(score.toPrecision(5)));
    const limits = limitDifference(first! - second!, verdict, range);
    if (verdict.isApartAlone) apart++;
    if (limits === null) continue;
    limited++;
    if (limits.lower <= truth && truth <= limits.upper) held++;
  }
  return { held: held / limited, hadLimits: limited / samples, apart: apart / samples };
}

function compareSamples(
  metric: MetricName,
  models: readonly Scorable[],
  scorer: ScorerRules,
  groups: Int32Array | null,
): PairComparison {
  const { labels: column } = models[0]!;
  const labels = Int32Array.from(column, Number);
  const positions = Uint32Array.from(labels, (_, i) => i);
  const test = scorer.choosePairTest(metric, { labels, groups, positions, seed: 'pairs' });
  const values = models.map((s) => {
    const { computePseudoValues, outcomes } = metricByName[metric];
    const found = (comparesOutcomes(test) ? outcomes.compute : (computePseudoValues ?? outcomes.compute))(s);
    return found.ok ? found.value : null;
  });
  const numbers = column instanceof Float64Array ? column : null;
  return comparePairs(test, values, numbers && computeYardstick(metric, { labels: numbers, positions }));
}

function tellsAnyPair(metric: MetricName, models: readonly Scorable[], scorer: ScorerRules): boolean {
  const { pOf } = compareSamples(metric, models, scorer, null);
  const pValues = models.flatMap((_, j) => Array.from({ length: j }, (_, i) => pOf(i, j)));
  return findHolmCutoff(Float64Array.from(pValues), rankLevel) >= 0;
}
