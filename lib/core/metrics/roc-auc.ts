import { ok, type Result, refuse } from '../result';
import { type Contrast, computeArea, computeContrastArea } from '../statistics/contrast';
import {
  computeInfluenceError,
  computeScaleInterval,
  countDegrees,
  type InfluenceEstimate,
  joinIntervals,
  type Spread,
} from '../statistics/influence-estimate';
import type { Bounds, MethodInterval } from '../statistics/interval';
import { computeWelchDegrees } from '../statistics/student-distribution';
import { listVarianceParts, spreadByClass } from '../statistics/sums';
import { computeNewcombeInterval } from '../statistics/wilson';
import { listContrasts } from './average-precision';
import { classMetric, classTasks, spreadInfluences } from './family/mean-metrics';
import { baselines, type Sampled } from './metric';
import { type ClassificationScorable, type UndefinedMetric, undefinedMetric } from './scorable/scorable';

/**
 * Area under the ROC curve: the chance that a positive item is scored above a negative one, ties counting half (Hanley &
 * McNeil 1982), by midranks in O(n log n). Binary: the score is the probability of `classes[1]`. Multiclass: the unweighted
 * mean over classes of the area of class c against all others (Provost & Domingos 2000). Range 0 to 1, 0.5 for a constant
 * score, higher is better. Equal to scikit-learn's `roc_auc_score` (multiclass: `multi_class='ovr'`, `average='macro'`).
 *
 * Undefined for n = 0 (`no-items`), without probabilities (`no-probabilities`), and if the labels lack any class
 * (`absent-class`): scikit-learn refuses these too, and a mean over the present classes would change its meaning from split
 * to split. Also undefined (`not-finite`) if a probability is NaN or infinite, since it has no rank.
 */
export const rocAuc = classMetric({
  name: 'roc_auc',
  title: 'ROC AUC',
  meaning:
    'How often an item that belongs to a class gets a higher probability of that class than an item that doesn’t. {0.5} is guessing, {1} is perfect.',
  formula: 'P(s₊ > s₋) + ½ · P(s₊ = s₋)',
  note: 'Area under the ROC curve (Hanley & McNeil 1982); several classes: mean of each against the rest (Provost & Domingos 2000).',
  tasks: classTasks,
  needs: 'probabilities',
  direction: 'higher',
  range: [0, 1],
  compute(s) {
    const contrasts = listContrasts(s);
    if (!contrasts.ok) return contrasts;
    let sum = 0;
    for (const contrast of contrasts.value) sum += computeArea(contrast);
    return ok(sum / contrasts.value.length);
  },
  // An area depends on pairs of items, so it isn't the mean of outcomes of single items. For a binary task, the area is
  // computed from the outcomes below.
  outcomes: {
    compute: pickProbabilities,
    kind: 'real',
    direction: 'higher',
    isMean: false,
    isDistance: false,
  },
  itemComparison: {
    by: 'merits',
    compute: computePlacements,
    direction: 'higher',
    meaning: 'it orders this item correctly against more items of the other classes',
  },
  interval: {
    method: 'logit-t',
    compute: computeRocAreaInterval,
    needsWrongClasses: false,
    hasHeavyTails: false,
  },
  pairTest: 'paired-t',
  degrees: 'area',
  computePseudoValues: spreadInfluences(estimateRocArea),
  ladder: { test: 'guarded-z', losses: 'roc-area' },
  baseline: baselines.accuracy,
  scoresConstantsAlike: true,
  intervalWidth: 'unknown',
  // For two classes, the area is the probability that a positive is scored above a negative. The mean of several classes'
  // areas has no probit scale.
  excessScale: 'area',
  probitScale: 'of-two-classes',
  chanceScore: 0.5,
  // Not at risk: the score is a sum of ranks divided by numbers of the order n², of which four decimals can encode only a
  // few items.
  digitsRevealLabels: false,
  seesOrderAlone: true,
});

/**
 * Computes each item's placement: the share of the items of the other side that are ordered correctly relative to it,
 * averaged over contrasts. Returns an error where the metric is undefined.
 */
function computePlacements(s: ClassificationScorable): Result<Float64Array, UndefinedMetric> {
  const contrasts = listContrasts(s);
  if (!contrasts.ok) return contrasts;
  const placements = new Float64Array(s.labels.length);
  for (const contrast of contrasts.value) {
    const ofContrast = computeContrastArea(contrast).placements;
    for (let i = 0; i < placements.length; i++) placements[i]! += ofContrast[i]!;
  }
  return ok(placements.map((sum) => sum / contrasts.value.length));
}

/** Selects the probability of the positive class for a binary task, of the label's class for a multiclass task. */
function pickProbabilities(s: ClassificationScorable): Result<Float64Array, UndefinedMetric> {
  const { probabilities, classes } = s;
  if (probabilities === null) return refuse(undefinedMetric('no-probabilities'));
  const column = (label: number) => (s.task === 'binary' ? 1 : label);
  return ok(Float64Array.from(s.labels, (label, i) => probabilities[i * classes.length + column(label)]!));
}

/**
 * 95 % interval of an area under the ROC curve, on the logit scale (Pepe 2003, section 5.2) with the variance of DeLong,
 * DeLong & Clarke-Pearson 1988 (Biometrics 44:837–845), given the class sizes: V_c = Σ (I − Ī_c)²·n_c/(n_c − 1)/n² of each
 * true class, with the degrees of freedom of Welch and Satterthwaite; for several classes, the number of items of the
 * smallest class minus 1. For items in groups: the spread of the influences summed by group.
 *
 * For an area above .9 or below .1 the result is the union of this interval and Newcombe's. Where the variance is
 * uninformative (a perfect order, a class of one item or within one group) it is Newcombe's interval alone; for items in
 * groups, groups are counted instead of items. A constant prediction has no interval: its area is ½ on every sample.
 */
export function computeRocAreaInterval(
  s: ClassificationScorable,
  { groups }: Pick<Sampled, 'groups'>,
): Result<MethodInterval | null, UndefinedMetric> {
  const contrasts = listContrasts(s);
  if (!contrasts.ok) return contrasts;
  if (contrasts.value.every(areScoresTied)) return ok(null);
  const estimate = estimateContrasts(contrasts.value);
  const { value } = estimate;
  const interval = computeScaleInterval(
    'logit',
    groups === null ? spreadOfClasses(s.labels, estimate) : spreadOfGroups(s.labels, estimate, groups),
  );
  const isNearEnd = value > 0.9 || value < 0.1;
  const found =
    interval === undefined || isNearEnd
      ? joinIntervals(interval, averageNewcombe(contrasts.value, groups))
      : interval;
  return ok({ ...found, method: 'logit-t' });
}

/** Computes the area and every item's influence on it. Returns an error where the metric is undefined. */
export function estimateRocArea(s: ClassificationScorable): Result<InfluenceEstimate, UndefinedMetric> {
  const contrasts = listContrasts(s);
  return contrasts.ok ? ok(estimateContrasts(contrasts.value)) : contrasts;
}

/** Computes influences n·(placement − area)/size of the item's side, averaged over contrasts. */
function estimateContrasts(contrasts: readonly Contrast[]): InfluenceEstimate {
  const n = contrasts[0]!.labels.length;
  const influences = new Float64Array(n);
  let value = 0;
  for (const contrast of contrasts) {
    const { area, positiveCount, negativeCount, placements } = computeContrastArea(contrast);
    value += area / contrasts.length;
    for (let i = 0; i < n; i++) {
      const side = contrast.labels[i] === contrast.positive ? positiveCount : negativeCount;
      influences[i]! += (n * (placements[i]! - area)) / side / contrasts.length;
    }
  }
  return { value, influences };
}

function spreadOfClasses(labels: Int32Array, { value, influences }: InfluenceEstimate): Spread {
  const spreads = spreadByClass(labels, influences);
  const splits = listVarianceParts(spreads);
  const fewest = Math.min(...spreads.map(({ count }) => count));
  const variance = fewest < 2 ? Number.NaN : splits.reduce((sum, split) => sum + split.variance, 0);
  const degrees = spreads.length === 2 ? computeWelchDegrees(splits) : Math.max(1, fewest - 1);
  return { value, error: Math.sqrt(variance), degrees };
}

/** The area with its standard error from groups of items; the error is NaN if a class occurs in only one group. */
function spreadOfGroups(
  labels: Int32Array,
  { value, influences }: InfluenceEstimate,
  groups: Int32Array,
): Spread {
  const isInOne = [...new Set(labels)].some(
    (label) => countGroups(labels, groups, (own) => own === label) < 2,
  );
  const error = isInOne ? Number.NaN : computeInfluenceError(influences, groups);
  return { value, error, degrees: countDegrees(labels.length, groups) };
}

function averageNewcombe(contrasts: readonly Contrast[], groups: Int32Array | null): Bounds {
  const all = contrasts.map((contrast) => {
    const { labels, positive } = contrast;
    const { area, positiveCount, negativeCount } = computeContrastArea(contrast);
    return groups === null
      ? computeNewcombeInterval(area, positiveCount, negativeCount)
      : computeNewcombeInterval(
          area,
          countGroups(labels, groups, (label) => label === positive),
          countGroups(labels, groups, (label) => label !== positive),
        );
  });
  const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / all.length;
  return { lower: average(all.map((l) => l.lower)), upper: average(all.map((l) => l.upper)) };
}

const countGroups = (labels: Int32Array, groups: Int32Array, isCounted: (label: number) => boolean): number =>
  new Set(groups.filter((_, item) => isCounted(labels[item]!))).size;

const areScoresTied = ({ labels, scores, step = 1 }: Contrast): boolean =>
  labels.every((_, item) => scores[item * step] === scores[0]);
