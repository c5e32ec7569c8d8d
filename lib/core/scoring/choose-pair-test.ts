import { type MetricName, metricByName } from '../metrics/metric-name';
import type { Scorable } from '../metrics/scorable/scorable';
import type { ComparedValues, PairTest } from '../statistics/compare-pairs';
import { hashNumbers } from '../statistics/paired-t';
import { selectGroups } from './item-outcomes';
import type { LabelColumn } from './label-column';

/** The split on which models are compared. */
type ComparedSplit = {
  readonly labels: LabelColumn;
  /** The index of each item's group in the round; null where items are independent. */
  readonly groups: Int32Array | null;
  readonly positions: Uint32Array;
};

/** Chooses the test of two models' scores in a metric on a split's items. Reasons and sources: decision 0018. */
export function choosePairTest(metric: MetricName, split: ComparedSplit): PairTest {
  const { pairTest, degrees } = metricByName[metric];
  const groups = selectGroups(split.groups, split.positions);
  const yardstick = computeYardstick(metric, split);
  if (groups !== null) return { name: 'cluster-paired-t', groups, yardstick };
  if (pairTest === 'mcnemar') return { name: 'mcnemar' };
  const listLabels = () => Int32Array.from(split.positions, (position) => Number(split.labels[position]));
  if (pairTest === 'mcnemar-of-positives') return { name: 'mcnemar-of-positives', labels: listLabels() };
  if (degrees === 'items') return { name: 'paired-t', degrees, yardstick };
  return { name: 'paired-t', degrees, labels: listLabels() };
}

/** Divisors of the metric, item by item (`Metric.computeYardstick`); null without a sampled divisor. */
function computeYardstick(metric: MetricName, { labels, positions }: ComparedSplit): Float64Array | null {
  const { computeYardstick: compute } = metricByName[metric];
  return compute && labels instanceof Float64Array
    ? compute(Float64Array.from(positions, (position) => labels[position]!))
    : null;
}

/** True if a test compares models by outcomes. Other tests compare pseudo-values if the metric has any. */
export const comparesOutcomes = ({ name }: Pick<PairTest, 'name'>): boolean =>
  name === 'mcnemar' || name === 'mcnemar-of-positives';

/** Values of each item of a scored split. */
type ItemValues = {
  readonly outcomes: Float64Array;
  readonly pseudoValues: Float64Array | null;
  readonly codes: Uint32Array | null;
};

/** Picks the values that a test compares: the outcomes of a scored split, or its pseudo-values. */
export const pickComparedValues = (
  test: Pick<PairTest, 'name'>,
  { outcomes, pseudoValues, codes }: ItemValues,
): ComparedValues => ({ values: comparesOutcomes(test) ? outcomes : (pseudoValues ?? outcomes), codes });

/**
 * A 32-bit code of each item's prediction, as the metric distinguishes predictions. Two models have equal codes for equal
 * predictions, and different codes for different predictions, except for one pair in 2³². Null where the metric is a mean,
 * whose terms suffice.
 */
export function codePredictions(metric: MetricName, s: Scorable): Uint32Array | null {
  const { outcomes, needs } = metricByName[metric];
  if (outcomes.isMean) return null;
  if (s.task === 'regression') return hashNumbers(s.predicted);
  if (s.task === 'text') return Uint32Array.from(s.predicted, hashText);
  if (needs !== 'probabilities' || s.probabilities === null) return Uint32Array.from(s.predicted);
  const words = hashNumbers(s.probabilities);
  const width = s.classes.length;
  return Uint32Array.from(s.labels, (_, item) => {
    let hash = 0;
    for (let c = 0; c < width; c++) hash = Math.imul(hash ^ words[item * width + c]!, prime) + 1;
    return hash;
  });
}

/** FNV-1a over UTF-16 code units (Fowler, Noll & Vo 1991). */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), prime);
  return hash;
}

const prime = 0x01000193;
