import type { MetricName } from '../../benchmark';
import { metrics } from '../../scoring/metrics';
import { normalQuantile975 } from '../../statistics/normal-quantile';
import type { Check } from './check';
import { formatCount } from './format-share';

/** Below, a round has no room for two parts. */
export const itemsForFeedbackMin = 500;
/** Below, a round can't show whether a benchmark is fresh. */
const finalItemsProvenMin = 200;
/** Below, a score has no spread to compute an interval from. */
const finalItemsMin = 2;

const shareMetrics: readonly MetricName[] = [
  'accuracy',
  'balanced_accuracy',
  'macro_f1',
  'exact_match',
  'choice_accuracy',
  'numeric_accuracy',
];
/** Of these the share is one of classes, and a class of few items has a wider interval. */
const classMetrics: readonly MetricName[] = ['balanced_accuracy', 'macro_f1'];

/**
 * Whether the final part is large enough for its intervals to tell models apart. The half-width is that of a 95 % interval
 * of a share at its worst, z·√(¼/n).
 *
 * Only a final part of fewer than two items blocks: no interval exists for it. A small one is the maintainer's to choose, since
 * every score shows how wide its interval is.
 */
export function checkSize(
  itemCount: number,
  { feedbackShare, metric }: { feedbackShare: number; metric: MetricName },
): Check {
  const feedbackCount = Math.round(itemCount * feedbackShare);
  const finalCount = itemCount - feedbackCount;
  const halfWidth = finalCount === 0 ? 1 : Math.min(1, normalQuantile975 / 2 / Math.sqrt(finalCount));
  const points = (100 * halfWidth).toFixed(1);
  const numbers = {
    item_count: itemCount,
    feedback_count: feedbackCount,
    final_count: finalCount,
    half_width_percent: Number(points),
  };
  const parts = `${formatCount(itemCount)} items, ${formatCount(finalCount)} of them in the final part.`;
  const width = shareMetrics.includes(metric)
    ? `Expect 95 % intervals of up to ±${points} points around a final ${classMetrics.includes(metric) ? 'score (for an accuracy; classes of few items make it wider)' : metrics[metric].title.toLowerCase()}.`
    : `How wide a 95 % interval of ${metric} will be depends on the predictions; that of a share would be up to ±${points} points.`;
  if (finalCount < finalItemsMin)
    return {
      name: 'size',
      outcome: 'block',
      detail: `${parts} No interval can be computed from that: add items or lower the feedback share.`,
      numbers,
    };
  const doubts = [
    finalCount < finalItemsProvenMin
      ? ` Under ${finalItemsProvenMin} final items the round counts as unproven: it can't show whether the benchmark is fresh.`
      : '',
    itemCount < itemsForFeedbackMin && feedbackCount > 0
      ? ` Under ${itemsForFeedbackMin} items all should be final: set the feedback share to 0, so that feedback says only whether a file is valid.`
      : '',
    itemCount < itemsForFeedbackMin && feedbackCount === 0
      ? ` Under ${itemsForFeedbackMin} items are few for ranking models.`
      : '',
  ].join('');
  return {
    name: 'size',
    outcome: doubts === '' ? 'pass' : 'warn',
    detail: `${parts} ${width}${doubts}`,
    numbers,
  };
}
