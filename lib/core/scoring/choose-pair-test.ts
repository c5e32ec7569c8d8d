import { type MetricName, metricByName } from '../metrics/metric-name';
import type { Scorable } from '../metrics/scorable/scorable';
import type { ComparedValues, PairTest } from '../statistics/compare-pairs';
import { hashNumbers } from '../statistics/paired-t';
import { selectGroups } from './item-outcomes';
import type { LabelColumn } from './label-column';

/** The items of a split on which models are compared, with their labels and groups. */
type ComparedSplit = {
  readonly labels: LabelColumn;
  /** For each item of the round the index of its group; null where items are independent. */
  readonly groups: Int32Array | null;
  readonly positions: Uint32Array;
};

/**
 * Chooses the test by which two models' scores in a metric are compared on a split. Decision 0018 has reasons and sources.
 */
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

/**
 * Computes the item values whose mean is the metric's sampled divisor (`Metric.computeYardstick`); null for a metric without
 * one.
 */
function computeYardstick(metric: MetricName, { labels, positions }: ComparedSplit): Float64Array | null {
  const { computeYardstick: compute } = metricByName[metric];
  return compute && labels instanceof Float64Array
    ? compute(Float64Array.from(positions, (position) => labels[position]!))
    : null;
}

/** True if a test compares models by their outcomes. Other tests compare pseudo-values, if the metric has them. */
export const comparesOutcomes = ({ name }: Pick<PairTest, 'name'>): boolean =>
  name === 'mcnemar' || name === 'mcnemar-of-positives';

/** Outcomes and pseudo-values of the items of a scored split. */
type ItemValues = {
  readonly outcomes: Float64Array;
  readonly pseudoValues: Float64Array | null;
  readonly codes: Uint32Array | null;
};

/** Selects the values that a test compares: the outcomes of a scored split, or its pseudo-values. */
export const pickComparedValues = (
  test: Pick<PairTest, 'name'>,
  { outcomes, pseudoValues, codes }: ItemValues,
): ComparedValues => ({ values: comparesOutcomes(test) ? outcomes : (pseudoValues ?? outcomes), codes });

/**
 * A 32-bit code of each item's prediction, as the metric distinguishes predictions. Equal predictions have equal codes, and
 * different predictions have different codes, except for one pair in 2³². Null for a metric that is a mean, whose outcomes
 * are compared instead.
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

/** FNV-1a hash over UTF-16 code units (Fowler, Noll & Vo 1991). */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), prime);
  return hash;
}

const prime = 0x01000193;
