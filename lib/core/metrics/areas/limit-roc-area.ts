import { ok, type Result } from '../../result';
import { type Contrast, computeContrastArea } from '../../statistics/contrast';
import { listVarianceParts, spreadByClass } from '../../statistics/group-sums';
import {
  computeInfluenceError,
  countDegrees,
  type InfluenceEstimate,
  joinIntervals,
  limitOnScale,
  type Spread,
} from '../../statistics/influence-estimate';
import type { Bounds, MethodInterval } from '../../statistics/interval';
import { computeWelchDegrees } from '../../statistics/student-distribution';
import { computeNewcombeInterval } from '../../statistics/wilson';
import type { Sampled } from '../metric';
import type { ClassificationScorable } from '../scorable/scorable';
import type { UndefinedMetric } from '../scorable/undefined-metric';
import { listContrasts } from './precision-area';

/**
 * 95 % interval of an area under the ROC curve, on the logit scale (Pepe 2003, section 5.2) with the variance of DeLong, DeLong &
 * Clarke-Pearson 1988 (Biometrics 44:837–845), given the class sizes: V_c = Σ (I − Ī_c)²·n_c/(n_c − 1)/n² of each true class,
 * with the degrees of Welch and Satterthwaite, for several classes one less than the smallest has items. For items in groups: the
 * spread of the influences summed by group.
 *
 * An area above .9 or below .1 has the outer bounds of these and of Newcombe's, and one whose variance is uninformative (a
 * perfect order, a class of one item or within one group) has Newcombe's alone; in groups with groups in the place of items. A
 * constant has none: its area is ½ on every sample.
 */
export function limitRocArea(
  s: ClassificationScorable,
  { groups }: Pick<Sampled, 'groups'>,
): Result<MethodInterval | null, UndefinedMetric> {
  const contrasts = listContrasts(s);
  if (!contrasts.ok) return contrasts;
  if (contrasts.value.every(areScoresTied)) return ok(null);
  const estimate = estimateContrasts(contrasts.value);
  const { value } = estimate;
  const interval = limitOnScale(
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

/** The area with every item's influence on it. Fails for the metric's reasons. */
export function estimateRocArea(s: ClassificationScorable): Result<InfluenceEstimate, UndefinedMetric> {
  const contrasts = listContrasts(s);
  return contrasts.ok ? ok(estimateContrasts(contrasts.value)) : contrasts;
}

/** n·(placement − area)/size of the item's side, averaged over contrasts. */
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

/** A class that occurs in one group alone has no spread from group to group: NaN. */
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

const countGroups = (labels: Int32Array, groups: Int32Array, isHeld: (label: number) => boolean): number =>
  new Set(groups.filter((_, item) => isHeld(labels[item]!))).size;

const areScoresTied = ({ labels, scores, step = 1 }: Contrast): boolean =>
  labels.every((_, item) => scores[item * step] === scores[0]);
