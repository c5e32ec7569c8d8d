import type { Metric } from '../metrics/metric';
import { metricByName } from '../metrics/metric-by-name';
import type { MetricName } from '../metrics/metric-name';
import { type ClassificationScorable, createClassScorable } from '../metrics/scorable/scorable';
import { computeInfluenceError } from '../statistics/influence-estimate';
import type { Limits } from '../statistics/interval';
import { computeNewcombeLimits } from '../statistics/newcombe-area';
import { normalQuantile975 } from '../statistics/normal-quantile';
import { computeWilsonLimits } from '../statistics/wilson';

/** What a typical model is taken to have right, of every class alike, and its area. */
export const typicalShare = 0.8;
/** A larger set has intervals as much narrower as the root of its size says. */
const drawnCountMax = 20_000;

/** Whether a metric is the area that a typical model is taken to have. */
export const isArea = ({ limits }: Pick<Metric, 'limits'>): boolean => limits.method === 'delong-logit-t';

/** A score with its limits. */
export type ExpectedLimits = Limits & { readonly score: number };

/**
 * The 95 % limits that the final score of a typical model will have, which has four of five items of each class right, or an area of .8:
 * Wilson's of shares of items, Newcombe's of areas, and of other metrics of two classes the score ± 1.96 standard errors by the influences
 * of a set that is just like that. Null where it depends on more than that, and where the rarest class or the part has fewer than two items.
 * @param rarestShare of the items, the class of which there are fewer
 */
export function expectLimits({
  metric,
  finalCount,
  rarestShare,
}: {
  readonly metric: MetricName;
  readonly finalCount: number;
  readonly rarestShare: number;
}): ExpectedLimits | null {
  if (finalCount < 2) return null;
  const { ladder, tasks, needs } = metricByName[metric];
  if (ladder.test === 'mcnemar') return expectShare(finalCount);
  const rarestCount = Math.round(finalCount * rarestShare);
  if (rarestCount < 2 || finalCount - rarestCount < 2) return null;
  if (ladder.test === 'mcnemar-of-positives') return expectShare(rarestCount);
  if (isArea(metricByName[metric]))
    return {
      score: typicalShare,
      ...computeNewcombeLimits(typicalShare, rarestCount, finalCount - rarestCount),
    };
  if (!tasks.includes('binary') || needs !== 'classes') return null;
  const drawnCount = Math.min(finalCount, drawnCountMax);
  const limits = expectByInfluences(metricByName[metric], makeTypicalSet(drawnCount, rarestShare));
  return limits && narrow(limits, Math.sqrt(drawnCount / finalCount));
}

const expectShare = (count: number): ExpectedLimits => ({
  score: typicalShare,
  ...computeWilsonLimits(typicalShare * count, count),
});

/** Of two classes, each as right as the other. */
function makeTypicalSet(itemCount: number, rarestShare: number): ClassificationScorable {
  const rarestCount = Math.max(1, Math.round(itemCount * rarestShare));
  const [labels, predicted] = [new Int32Array(itemCount), new Int32Array(itemCount)];
  for (let i = 0; i < itemCount; i++) {
    const isRare = i < rarestCount;
    const [place, count] = isRare ? [i, rarestCount] : [i - rarestCount, itemCount - rarestCount];
    const isRight = place < typicalShare * count;
    labels[i] = isRare ? 1 : 0;
    predicted[i] = isRare === isRight ? 1 : 0;
  }
  return createClassScorable({ task: 'binary', classes: ['0', '1'], labels, predicted });
}

function expectByInfluences(
  { compute, computePseudoValues, range: [low, high] }: Metric,
  s: ClassificationScorable,
): ExpectedLimits | null {
  const [score, values] = [compute(s), computePseudoValues?.(s)];
  if (!score.ok || !values?.ok) return null;
  const half = normalQuantile975 * computeInfluenceError({ value: score.value, influences: values.value });
  return {
    score: score.value,
    lower: Math.max(low, score.value - half),
    upper: Math.min(high, score.value + half),
  };
}

const narrow = ({ score, lower, upper }: ExpectedLimits, by: number): ExpectedLimits => ({
  score,
  lower: score - by * (score - lower),
  upper: score + by * (upper - score),
});
