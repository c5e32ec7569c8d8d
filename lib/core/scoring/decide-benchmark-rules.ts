import type { Direction, FeedbackPolicyName, Task } from '../benchmark';
import { type MetricName, metricByName } from '../metrics/metric-name';
import { faultyField } from '../refusal';
import { ok, type Result, refuse } from '../result';

const reportsScores = (policy: FeedbackPolicyName): boolean =>
  policy === 'exact' || policy === 'exact-with-budget';

/**
 * Checks that a task, its metrics and its feedback policy are compatible. The direction follows from the metric.
 *
 * `digitsRevealLabels`: for such a metric a submitter can choose the weight of each label. The score is a sum of terms, one per
 * item, whose differences between labels can be made powers of two, so that one number encodes many labels. Whitehill 2017
 * (arXiv 1707.01825) showed this for log loss, with 16 labels per number. Metrics of predicted classes give every hit the same
 * weight, so their digits reveal no labels.
 */
export function decideBenchmarkRules(wanted: {
  task: Task;
  metric: MetricName;
  secondaryMetrics: readonly MetricName[];
  direction: Direction | undefined;
  feedbackPolicy: FeedbackPolicyName;
}): Result<{ direction: Direction }> {
  const fault = (field: string, detail: string) => refuse(faultyField('mismatch', field, detail));
  const { direction } = metricByName[wanted.metric];
  if (!metricByName[wanted.metric].tasks.includes(wanted.task))
    return fault('metric', `${wanted.metric} is not a metric of a ${wanted.task} task`);
  for (const secondary of wanted.secondaryMetrics) {
    if (secondary === wanted.metric)
      return fault('secondary_metrics', `${secondary} is the primary metric already`);
    if (!metricByName[secondary].tasks.includes(wanted.task))
      return fault('secondary_metrics', `${secondary} is not a metric of a ${wanted.task} task`);
  }
  if (wanted.direction !== undefined && wanted.direction !== direction)
    return fault('direction', `for ${wanted.metric} the ${direction} score is better`);
  const { ladder, title } = metricByName[wanted.metric];
  if (ladder === null && wanted.feedbackPolicy !== 'final-only')
    return refuse({
      kind: 'policy_not_allowed',
      detail: `No test is known that keeps its level for ${title}, so its rounds give no feedback before the close: choose \`final-only\`.`,
    });
  if (reportsScores(wanted.feedbackPolicy) && metricByName[wanted.metric].digitsRevealLabels)
    return refuse({
      kind: 'policy_not_allowed',
      detail: `${title} leaks labels through its digits, so its exact score is never reported: choose \`guarded-ladder\` or \`final-only\`.`,
    });
  return ok({ direction });
}
