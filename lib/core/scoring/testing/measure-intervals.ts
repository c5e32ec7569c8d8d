import { metricByName } from '../../metrics/metric-by-name';
import type { MetricName } from '../../metrics/metric-name';
import type { Scorable } from '../../metrics/scorable/scorable';
import { comparePairs } from '../../statistics/compare-pairs';
import { findHolmCutoff } from '../../statistics/multiple-tests';
import { rankLevel } from '../../statistics/rank-intervals';
import { createRng, type Rng } from '../../statistics/rng';
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

/** The share of rounds of equal models in which Holm tells any pair of them apart, which is false of each. */
export function measureFalsePairs(
  metric: MetricName,
  {
    name,
    draw,
    rounds,
    version,
  }: { name: string; draw: (rng: Rng) => Scorable[]; rounds: number; version: string },
): number {
  const scorer = requireScorerRules(version);
  let wrong = 0;
  for (let round = 0; round < rounds; round++) {
    const models = draw(createRng(`${name} ${round}`));
    if (tellsAnyPair(metric, models, scorer)) wrong++;
  }
  return wrong / rounds;
}

function tellsAnyPair(metric: MetricName, models: readonly Scorable[], scorer: ScorerRules): boolean {
  const labels = Int32Array.from(models[0]!.labels, Number);
  const positions = Uint32Array.from(labels, (_, i) => i);
  const test = scorer.choosePairTest(metric, { labels, groups: null, positions, seed: 'pairs' });
  const values = models.map((s) => {
    const { computePseudoValues, outcomes } = metricByName[metric];
    const found = (computePseudoValues ?? outcomes.compute)(s);
    return found.ok ? found.value : null;
  });
  const { pOf } = comparePairs(test, values);
  const pValues = models.flatMap((_, j) => Array.from({ length: j }, (_, i) => pOf(i, j)));
  return findHolmCutoff(Float64Array.from(pValues), rankLevel) >= 0;
}
