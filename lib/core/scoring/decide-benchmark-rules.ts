import type { Direction, FeedbackPolicyName, MetricName, Task } from '../benchmark';
import type { Refusal } from '../refusal';
import { ok, type Result, refuse } from '../result';
import { metrics } from './metrics';

/**
 * Metrics whose digits tell single labels, because the submitter chooses how much each label weighs: the score is a sum over items
 * of terms whose difference between one label and another can be made the powers of two, so that one number holds many labels, as
 * Whitehill 2017 (arXiv 1707.01825) showed of log loss, 16 of them a number.
 *
 * - `log_loss`, `brier_score`: the weight is set by the item's probability.
 * - `calibration_error`: within a bin by the confidence, and each bin is a sum of its own.
 * - `token_f1`, `rouge_l`, `chrf`, `bleu`: by how many words or characters are sent with each guess.
 * - `average_precision`: by the rank; the first items weigh 1, 1/2, 1/3, … against the number of positives.
 * - `mape`: |y − ŷ|/|y| grows by 1/|y| for each unit of ŷ, which has no bound. `rmse`, `r2`: ŷ weighs y by −2ŷ, likewise.
 *
 * Not among them: metrics of predicted classes and an exact match, choice or number, where every hit weighs alike; `mae`, where a
 * label counts with slope ±1 whatever is predicted; and `roc_auc`, `spearman` and `kendall`, sums of ranks divided by numbers of the order n², in which four decimals
 * hold a handful of items at most, and the decimals of the budget none.
 */
const leakyMetrics: ReadonlySet<MetricName> = new Set([
  'log_loss',
  'brier_score',
  'token_f1',
  'rouge_l',
  'chrf',
  'bleu',
  'calibration_error',
  'average_precision',
  'mape',
  'rmse',
  'r2',
]);

const tellsScores = (policy: FeedbackPolicyName): boolean =>
  policy === 'exact' || policy === 'exact-with-budget';

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
  if (tellsScores(wanted.feedbackPolicy) && leakyMetrics.has(wanted.metric))
    return refuse({
      kind: 'policy_not_allowed',
      detail: `${metrics[wanted.metric].title} leaks labels through its digits, so it is never answered exactly: choose \`guarded-ladder\` or \`final-only\`.`,
    });
  return ok({ direction });
}
