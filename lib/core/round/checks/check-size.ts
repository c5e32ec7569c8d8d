import { computeTestLevel } from '../../feedback/ladder/wins-needed';
import { type MetricName, metricByName } from '../../metrics/metric-name';
import { listGainChances } from '../../planner/gain-chances';
import { itemsForFeedbackMin } from '../../planner/plan-round';
import { normalQuantile975 } from '../../statistics/normal-distribution';
import { type Check, formatCount } from './check';

/**
 * Number of final items from which intervals are narrow enough for most differences to be significant; fewer cause a
 * warning.
 */
export const finalItemsAdvisedMin = 200;

/** Minimum number of final items: with a single item, a score has no spread from which an interval could be computed. */
export const finalItemsMin = 2;

/**
 * Checks that the final split is large enough for its intervals to distinguish models. The reported half-width is that of
 * the widest 95 % interval of a share, z·√(¼/n).
 *
 * Only a final split of fewer than two items blocks, since no interval exists for it. A small split is the maintainer's
 * choice, since every score shows its interval.
 */
export function checkSize(
  itemCount: number,
  { feedbackShare, metric }: { feedbackShare: number; metric: MetricName },
): Check {
  const feedbackCount = Math.round(itemCount * feedbackShare);
  const finalCount = itemCount - feedbackCount;
  const halfWidth = finalCount === 0 ? 1 : Math.min(1, normalQuantile975 / 2 / Math.sqrt(finalCount));
  const points = (100 * halfWidth).toFixed(1);
  const isBlind = isFeedbackBlind(metric, feedbackCount);
  const numbers = {
    item_count: itemCount,
    feedback_count: feedbackCount,
    final_count: finalCount,
    half_width_percent: Number(points),
    ...(isBlind && { reported_percent: 0 }),
  };
  const splits = `${formatCount(itemCount)} items, ${formatCount(finalCount)} of them in the final split.`;
  const width = describeWidth(metric, points);
  if (finalCount < finalItemsMin)
    return {
      name: 'size',
      outcome: 'block',
      detail: `${splits} No interval can be computed from that: add items or lower the feedback share.`,
      numbers,
    };
  const doubts = [
    isBlind
      ? ` ${formatCount(feedbackCount)} feedback items can show nothing: fewer than 1 of 100 better models is reported.`
      : '',
    finalCount < finalItemsAdvisedMin
      ? ` Under ${finalItemsAdvisedMin} final items intervals are wide, and few differences between models are significant.`
      : '',
    itemCount < itemsForFeedbackMin && feedbackCount > 0
      ? ` Under ${itemsForFeedbackMin} items all should be final: set the feedback share to 0, so that feedback only confirms that a file is valid.`
      : '',
    itemCount < itemsForFeedbackMin && feedbackCount === 0
      ? ` Under ${itemsForFeedbackMin} items are few for ranking models.`
      : '',
  ].join('');
  return {
    name: 'size',
    outcome: doubts === '' ? 'pass' : 'warn',
    detail: `${splits} ${width}${doubts}`,
    numbers,
  };
}

/**
 * True if the exact McNemar test would report fewer than 1 of 100 files that are better by 1 to 5 % of the items. For
 * metrics that count only positive items, the number of counted items, and so the chance, is even smaller.
 */
function isFeedbackBlind(metric: MetricName, feedbackCount: number): boolean {
  const test = metricByName[metric].ladder?.test;
  if (feedbackCount === 0 || (test !== 'mcnemar' && test !== 'mcnemar-of-positives')) return false;
  return listGainChances(feedbackCount, computeTestLevel(0)).every(
    ({ alike, unlike }) => Math.max(alike, unlike) < 0.01,
  );
}

function describeWidth(metric: MetricName, points: string): string {
  const { title, intervalWidth } = metricByName[metric];
  switch (intervalWidth) {
    case 'of-a-share':
      return `Expect intervals of up to ${points} points on each side of a final ${title.toLowerCase()}.`;
    case 'of-classes':
      // For such a metric the score averages shares of classes, and a class with few items has a wider interval.
      return `Expect intervals of up to ${points} points on each side of a final score (for an accuracy; classes of few items make them wider).`;
    case 'unknown':
      return `How wide an interval of ${title} will be depends on the predictions; that of a share would reach up to ${points} points on each side.`;
  }
}
