import type { Direction, FeedbackPolicyName, MetricName, Task } from '../benchmark';
import type { Refusal } from '../refusal';
import { ok, type Result, refuse } from '../result';
import { metrics } from './metrics';

/**
 * Their digits tell labels to who chooses the predictions: all are made of sums over items of terms that depend on the label,
 * whose sizes the submitter can make the powers of two (Whitehill 2017, arXiv 1707.01825, for log loss): by the probabilities,
 * or, in the scores of partly right texts, by how many words or characters are sent with each guess. An exact match, choice or
 * number weighs every item alike, as accuracy does.
 */
const leakyMetrics: ReadonlySet<MetricName> = new Set([
  'log_loss',
  'brier_score',
  'token_f1',
  'rouge_l',
  'chrf',
  'bleu',
]);

/** Whether a task, its metrics and its feedback policy go together; the direction follows from the metric. */
export function decideBenchmarkRules(wanted: {
  task: Task;
  metric: MetricName;
  secondaryMetrics: readonly MetricName[];
  direction: Direction | undefined;
  feedbackPolicy: FeedbackPolicyName;
}): Result<{ direction: Direction }, Refusal> {
  const fault = (field: string, detail: string) =>
    refuse<Refusal>({ kind: 'invalid_request', faults: [{ code: 'mismatch', field, detail }] });
  const { direction } = metrics[wanted.metric];
  if (!metrics[wanted.metric].tasks.includes(wanted.task))
    return fault('metric', `${wanted.metric} is not a metric of a ${wanted.task} task`);
  for (const secondary of wanted.secondaryMetrics) {
    if (secondary === wanted.metric)
      return fault('secondary_metrics', `${secondary} is the primary metric already`);
    if (!metrics[secondary].tasks.includes(wanted.task))
      return fault('secondary_metrics', `${secondary} is not a metric of a ${wanted.task} task`);
  }
  if (wanted.direction !== undefined && wanted.direction !== direction)
    return fault('direction', `for ${wanted.metric} the ${direction} score is better`);
  if (wanted.feedbackPolicy === 'exact' && leakyMetrics.has(wanted.metric))
    return refuse({
      kind: 'policy_not_allowed',
      detail: `${metrics[wanted.metric].title} leaks labels through its digits, so it is never answered exactly: choose \`final-only\`.`,
    });
  return ok({ direction });
}
