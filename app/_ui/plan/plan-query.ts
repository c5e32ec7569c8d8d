import { type FeedbackPolicyName, feedbackPolicies } from '@/lib/core/benchmark';
import { type MetricName, metricByName, metricNames } from '@/lib/core/metrics/metric-name';
import { proposeFeedback, proposeQuota, type RoundToPlan } from '@/lib/core/planner/plan-round';
import { type ClassShares, findClassShares, twoAlike } from '@/lib/core/planner/typical-set';

export const plannedItemsMax = 1_000_000;

export const plannedModelsMax = 1000;

const usual = { modelCount: 10, discordantShare: 0.1 };

export const classesTextMax = 400;

/**
 * Pattern of the field for class shares: whole percentages, separated by blanks, commas, semicolons, colons, slashes or per
 * cent signs.
 */
export const classesPattern = '\\s*\\d{1,3}([\\s,;:\\/%]+\\d{1,3})*[\\s%]*';

/** The values of the planning form; null keeps the proposal for that field. */
export type PlanQuery = {
  readonly itemCount: number | null;
  readonly metric: MetricName | null;
  readonly shares: ClassShares | null;
  readonly policy: FeedbackPolicyName | null;
  readonly feedbackShare: number | null;
  readonly quotaPerRound: number | null;
  readonly modelCount: number | null;
  readonly discordantShare: number | null;
};

type Sent = Readonly<Record<string, string | string[] | undefined>>;

/** Reads the query; invalid values are ignored, since a plan changes nothing. */
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
    shares: parseClassShares(sent.plan_shares),
    policy: feedbackPolicies.find((name) => name === sent.plan_policy) ?? null,
    feedbackShare: share('plan_share', 0, 90),
    quotaPerRound: whole('plan_quota', 1, 1000),
    modelCount: whole('plan_models', 2, plannedModelsMax),
    discordantShare: share('plan_differ', 1, 100),
  };
}

/** Two or more whole percentages with a sum above 0, scaled so that their sum is 1; null for anything else. */
function parseClassShares(sent: string | string[] | undefined): ClassShares | null {
  if (typeof sent !== 'string' || sent.length > classesTextMax) return null;
  if (!new RegExp(`^(?:${classesPattern})$`).test(sent)) return null;
  const shares = findClassShares([...sent.matchAll(/\d+/g)].map(([percent]) => Number(percent)));
  return shares.length > 0 ? shares : null;
}

/** Class shares as text for the form's field; empty if there are more classes than the field accepts. */
export function formatClassShares(shares: ClassShares): string {
  const text = shares.map((share) => Math.max(1, Math.round(100 * share))).join(' ');
  return text.length <= classesTextMax ? text : '';
}

/** The round to plan: values of the query; where one is missing, that of `start`, or else the proposal. */
export function planOf(
  query: PlanQuery,
  start: Partial<RoundToPlan> & Pick<RoundToPlan, 'itemCount' | 'metric'>,
): RoundToPlan {
  const itemCount = query.itemCount ?? start.itemCount;
  const metric = query.metric ?? start.metric;
  const proposal = proposeFeedback(itemCount);
  // `final-only` is the only policy for metrics without a statistical test that keeps its level.
  const onlyPolicy = metricByName[metric].ladder === null ? ('final-only' as const) : null;
  const policy = onlyPolicy ?? query.policy ?? start.policy ?? proposal.policy;
  const feedbackShare = onlyPolicy
    ? 0
    : (query.feedbackShare ?? start.feedbackShare ?? proposal.feedbackShare);
  return {
    itemCount,
    metric,
    shares: query.shares ?? start.shares ?? twoAlike,
    policy,
    feedbackShare,
    quotaPerRound:
      query.quotaPerRound ??
      start.quotaPerRound ??
      proposeQuota(policy, Math.round(itemCount * feedbackShare)),
    modelCount: query.modelCount ?? start.modelCount ?? usual.modelCount,
    discordantShare: query.discordantShare ?? start.discordantShare ?? usual.discordantShare,
    lastPairs: start.lastPairs ?? null,
  };
}
