import { type FeedbackPolicyName, feedbackPolicies } from '@/lib/core/benchmark';
import { type MetricName, metricNames } from '@/lib/core/metrics/metric-name';
import type { RoundToPlan } from '@/lib/core/planner/plan-round';
import { proposeFeedback, proposeQuota } from '@/lib/core/planner/propose-feedback';

export const plannedItemsMax = 1_000_000;

/** What the form of a plan has sent, field by field; null where it is left to the proposal. */
export type PlanQuery = {
  readonly itemCount: number | null;
  readonly metric: MetricName | null;
  readonly rarestShare: number | null;
  readonly policy: FeedbackPolicyName | null;
  readonly feedbackShare: number | null;
  readonly quotaPerRound: number | null;
};

type Sent = Readonly<Record<string, string | string[] | undefined>>;

/** What isn't as the form sends it is left out: nothing is kept by this, so there is nothing to refuse. */
export function parsePlanQuery(sent: Sent): PlanQuery {
  const whole = (name: string, min: number, max: number): number | null => {
    const text = sent[name];
    if (typeof text !== 'string' || !/^\d{1,7}$/.test(text)) return null;
    const number = Number(text);
    return number >= min && number <= max ? number : null;
  };
  const share = (name: string, min: number, max: number): number | null => {
    const percent = whole(name, min, max);
    return percent === null ? null : percent / 100;
  };
  return {
    itemCount: whole('items', 2, plannedItemsMax),
    metric: metricNames.find((name) => name === sent.plan_metric) ?? null,
    rarestShare: share('rarest', 1, 50),
    policy: feedbackPolicies.find((name) => name === sent.plan_policy) ?? null,
    feedbackShare: share('plan_share', 0, 90),
    quotaPerRound: whole('plan_quota', 1, 1000),
  };
}

/** The round that is planned, with what `start` says or the proposal where nothing is chosen. */
export function planOf(
  query: PlanQuery,
  start: Partial<RoundToPlan> & Pick<RoundToPlan, 'itemCount' | 'metric'>,
): RoundToPlan {
  const itemCount = query.itemCount ?? start.itemCount;
  const proposal = proposeFeedback(itemCount);
  const policy = query.policy ?? start.policy ?? proposal.policy;
  const feedbackShare = query.feedbackShare ?? start.feedbackShare ?? proposal.feedbackShare;
  return {
    itemCount,
    metric: query.metric ?? start.metric,
    rarestShare: query.rarestShare ?? start.rarestShare ?? 0.5,
    policy,
    feedbackShare,
    quotaPerRound:
      query.quotaPerRound ??
      start.quotaPerRound ??
      proposeQuota(policy, Math.round(itemCount * feedbackShare)),
  };
}
