import { ok, type Result, refuse } from '../../result';
import { square } from '../../statistics/exact-math';
import {
  computeInfluenceError,
  computeScaleInterval,
  countDegrees,
  type InfluenceEstimate,
  joinIntervals,
  type Scale,
  type Spread,
} from '../../statistics/influence-estimate';
import type { Bounds, MethodInterval } from '../../statistics/interval';
import { computeWelchDegrees } from '../../statistics/student-distribution';
import { listVarianceParts, spreadByClass } from '../../statistics/sums';
import { computeWilsonInterval } from '../../statistics/wilson';
import { baselines, type Compute, type Metric, type Sampled } from '../metric';
import { type ClassificationScorable, type UndefinedMetric, undefinedMetric } from '../scorable/scorable';
import {
  type ConfusionCells,
  computeConfusionCells,
  countMarginsOf,
  type Derive,
  estimateByDerivative,
  explainByDerivative,
} from './confusion-matrix';
import { classMetric, classTasks, outcomesOfClasses, spreadInfluences } from './mean-metrics';

/** A metric of the confusion matrix, with a function for its value given any counts in the cells. */
export type ConfusionMetric<Name extends string> = Metric<Name> & {
  readonly statistic: ConfusionStatistic;
};

/**
 * Defines a metric of the whole confusion matrix. Shares of the matrix, such as accuracy and recall, are defined as counts
 * instead. Intervals and comparisons use the metric's influences.
 */
export function confusionMetric<const Name extends string>({
  statistic,
  derive,
  isUndefinedAlike,
  fixesConstants,
  ...particular
}: Pick<
  Metric<Name, ClassificationScorable>,
  'name' | 'title' | 'meaning' | 'short' | 'formula' | 'note' | 'range'
> &
  Partial<Differing> & {
    readonly statistic: ConfusionStatistic;
    readonly derive: Derive;
    /** True if the metric is 0/0 (`no-variation`) where labels and predictions are all the same class. */
    readonly isUndefinedAlike: boolean;
    /** True if a constant prediction has the same score on every sample, and so no interval. */
    readonly fixesConstants: boolean;
  }): ConfusionMetric<Name> {
  const compute: Compute<ClassificationScorable, number> = (s) => {
    if (s.labels.length === 0) return refuse(undefinedMetric('no-items'));
    const cells = computeConfusionCells(s);
    if (isUndefinedAlike && cells.counts.length === 1 && cells.labels[0] === cells.predicted[0])
      return refuse(undefinedMetric('no-variation'));
    return ok(statistic(cells, cells.counts));
  };
  const estimate: Compute<ClassificationScorable, InfluenceEstimate> = (s) =>
    estimateByDerivative({ compute, derive }, s);
  const scale = particular.range[0] < 0 ? 'fisher' : 'logit';
  const metric = classMetric<Name>({
    ...sameOfConfusion,
    compute,
    interval: {
      method: scale === 'logit' ? 'logit-t' : 'fisher-t',
      compute: (s, sampled) =>
        computeConfusionInterval(s, sampled, { scale, statistic, derive, fixesConstants, estimate }),
      needsWrongClasses: false,
      hasHeavyTails: false,
    },
    computePseudoValues: spreadInfluences(estimate),
    explainClasses: (s) => explainByDerivative({ compute, derive }, s),
    ...particular,
  });
  return { ...metric, statistic };
}

/** Properties in which these metrics differ. */
type Differing = Pick<
  Metric<string, ClassificationScorable>,
  'outcomes' | 'ladder' | 'baseline' | 'scoresConstantsAlike' | 'intervalWidth' | 'excessScale'
>;

const sameOfConfusion = {
  tasks: classTasks,
  needs: 'classes',
  direction: 'higher',
  outcomes: outcomesOfClasses,
  itemComparison: { by: 'outcomes' },
  pairTest: 'paired-t',
  degrees: 'classes',
  ladder: { test: 'guarded-z', losses: 'confusion-cells' },
  baseline: baselines.accuracy,
  scoresConstantsAlike: false,
  intervalWidth: 'unknown',
  excessScale: 'share',
  probitScale: 'never',
  chanceScore: null,
  digitsRevealLabels: false,
  seesOrderAlone: false,
} as const satisfies Partial<Metric<string, ClassificationScorable>>;

/** Computes a metric of the whole confusion matrix from cells that contain `counts` items, at least one of them positive. */
export type ConfusionStatistic = (cells: ConfusionCells, counts: Float64Array) => number;

export type ConfusionRule = {
  readonly scale: Scale;
  readonly statistic: ConfusionStatistic;
  readonly derive: Derive;
  /** True if a constant prediction has the same score on every sample, and so no interval. */
  readonly fixesConstants: boolean;
  /** Computes the metric with influences; an error where the metric is undefined. */
  readonly estimate: Compute<ClassificationScorable, InfluenceEstimate>;
};

/** Minimum number of hits, and of misses, of a true class. With fewer, the class's standard error is unreliable. */
const errorCountMin = 5;

/**
 * 95 % interval of a metric of the confusion matrix, by the infinitesimal jackknife on the logit or Fisher's scale, with the
 * degrees of freedom of Welch and Satterthwaite over the true classes; for items in groups by the influences summed by
 * group.
 *
 * Where the standard error is uninformative (no spread, an end of the range): Wilson's interval with the items of the rarest
 * class as trials, or the groups that contain it. Where a true class has fewer than five hits or misses, the interval is the
 * union of this one and of the interval of a matrix with half a hit and half a miss added to each true class, misses spread
 * evenly. Chosen by simulation (`npm run bench:coverage`).
 */
export function computeConfusionInterval(
  s: ClassificationScorable,
  { groups }: Pick<Sampled, 'groups'>,
  rule: ConfusionRule,
): Result<MethodInterval | null, UndefinedMetric> {
  const estimate = rule.estimate(s);
  if (!estimate.ok) return estimate;
  const method = rule.scale === 'logit' ? 'logit-t' : 'fisher-t';
  const cells = computeConfusionCells(s);
  if (rule.fixesConstants && cells.predicted.every((predicted) => predicted === cells.predicted[0]))
    return ok(null);
  const spread =
    groups === null ? spreadCells(cells, cells.counts, rule) : spreadGroups(estimate.value, groups);
  const own =
    computeScaleInterval(rule.scale, spread) ??
    computeEndInterval(rule.scale, estimate.value.value, countRarest(s.labels, groups));
  if (!hasFewErrors(cells)) return ok({ ...own, method });
  const softened = softenCells(cells);
  const second = computeScaleInterval(rule.scale, spreadCells(softened, softened.counts, rule));
  return ok({ ...joinIntervals(second, own), method });
}

function spreadCells(
  cells: ConfusionCells,
  counts: Float64Array,
  { statistic, derive }: ConfusionRule,
): Spread {
  const margins = countMarginsOf(cells, counts);
  const slope = derive(margins);
  const n = margins.itemCount;
  const slopes = counts.map((_, cell) => n * slope(cells.labels[cell]!, cells.predicted[cell]!));
  const mean = slopes.reduce((sum, value, cell) => sum + counts[cell]! * value, 0) / n;
  const squares = slopes.reduce((sum, value, cell) => sum + counts[cell]! * square(value - mean), 0);
  return {
    value: statistic(cells, counts),
    error: Math.sqrt(squares / n / (n - 1)),
    degrees: computeWelchDegrees(listVarianceParts(spreadByClass(cells.labels, slopes, counts))),
  };
}

const spreadGroups = ({ value, influences }: InfluenceEstimate, groups: Int32Array): Spread => ({
  value,
  error: computeInfluenceError(influences, groups),
  degrees: countDegrees(influences.length, groups),
});

function computeEndInterval(scale: Scale, value: number, trialCount: number): Bounds {
  if (scale === 'logit') return computeWilsonInterval(value * trialCount, trialCount);
  const { lower, upper } = computeWilsonInterval(((1 + value) / 2) * trialCount, trialCount);
  return { lower: 2 * lower - 1, upper: 2 * upper - 1 };
}

/**
 * Number of items of the rarest class among the labels; for items in groups, the smallest number of groups that contain a
 * class.
 */
function countRarest(labels: Int32Array, groups: Int32Array | null): number {
  const unitsOf = new Map<number, Set<number>>();
  for (let i = 0; i < labels.length; i++) {
    const units = unitsOf.get(labels[i]!) ?? new Set<number>();
    unitsOf.set(labels[i]!, units.add(groups?.[i] ?? i));
  }
  return Math.min(...[...unitsOf.values()].map((units) => units.size));
}

function hasFewErrors(cells: ConfusionCells): boolean {
  const { labelled, hits } = countMarginsOf(cells, cells.counts);
  return labelled.some(
    (count, c) => count > 0 && (hits[c]! < errorCountMin || count - hits[c]! < errorCountMin),
  );
}

/** Adds half a hit and half a miss to each true class, the miss spread evenly over the other classes that occur. */
function softenCells(cells: ConfusionCells): ConfusionCells & { readonly counts: Float64Array } {
  const { labelled, predicted } = countMarginsOf(cells, cells.counts);
  const present = Array.from(labelled.keys()).filter((c) => labelled[c]! + predicted[c]! > 0);
  const countOf = new Map<number, number>();
  const add = (label: number, predictedClass: number, count: number) => {
    const key = label * cells.classCount + predictedClass;
    countOf.set(key, (countOf.get(key) ?? 0) + count);
  };
  for (let cell = 0; cell < cells.counts.length; cell++)
    add(cells.labels[cell]!, cells.predicted[cell]!, cells.counts[cell]!);
  for (const label of present)
    if (labelled[label]! > 0)
      for (const predictedClass of present)
        add(label, predictedClass, predictedClass === label ? 0.5 : 0.5 / (present.length - 1));
  const keys = [...countOf.keys()].sort((a, b) => a - b);
  return {
    classCount: cells.classCount,
    labels: Int32Array.from(keys, (key) => Math.floor(key / cells.classCount)),
    predicted: Int32Array.from(keys, (key) => key % cells.classCount),
    counts: Float64Array.from(keys, (key) => countOf.get(key)!),
  };
}
