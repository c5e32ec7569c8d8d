import type { FeedbackPolicyName } from '../benchmark';
import { metricByName } from '../metrics/metric-by-name';
import type { MetricName } from '../metrics/metric-name';
import { type ClassShares, findRarestShare } from './class-shares';

/** Below, a round can't show whether a benchmark is fresh, whatever its models. */
const finalItemsMin = 200;

/** What a round needs to be called fresh, and how often it is where no model has learnt its answers. */
export type FreshDesign = {
  readonly metric: MetricName;
  /** The share of items of the rarest class, of two; null without classes. */
  readonly rarestShare: number | null;
  readonly frozenCount: number;
  readonly adaptedCount: number;
  readonly feedbackCount: number;
  readonly finalCount: number;
  /** Of simulated closes those called fresh by the drop alone, as where no score is told before, and by both measures. */
  readonly freshByDrop: number;
  readonly fresh: number;
};

export type FreshPlan =
  | { readonly kind: 'simulated'; readonly designs: readonly FreshDesign[]; readonly byDropAlone: boolean }
  | { readonly kind: 'few-final-items' | 'not-measured' | 'not-simulated' };

type Row = readonly [metric: MetricName, rarestShare: number | null, ...counts: number[]];

/** Metric, rarest class; frozen and adapted models, feedback and final items; then the shares. `npm run bench:fresh-models`. */
const rows: readonly Row[] = [
  ['accuracy', 0.5, 6, 3, 1000, 1500, 0.475, 0.32],
  ['accuracy', 0.5, 8, 8, 1000, 1500, 0.85, 0.8],
  ['accuracy', 0.5, 20, 20, 1000, 1500, 0.98, 0.935],
  ['accuracy', 0.5, 8, 8, 3000, 7000, 0.975, 0.94],
  ['macro_f1', 0.1, 8, 8, 1000, 1500, 0.455, 0.245],
  ['mcc', 0.2, 8, 8, 1000, 1500, 0.265, 0.045],
  ['roc_auc', 0.5, 8, 8, 1000, 1500, 0.95, 0.905],
  ['roc_auc', 0.1, 8, 8, 1000, 1500, 0.76, 0.635],
  ['average_precision', 0.1, 8, 8, 1000, 1500, 0.16, 0.03],
  ['log_loss', 0.5, 8, 8, 1000, 1500, 0.95, 0.875],
  ['rmse', null, 8, 8, 1000, 1500, 0.96, 0.905],
  ['r2', null, 8, 8, 1000, 1500, 0.99, 0.93],
  ['spearman', null, 8, 8, 1000, 1500, 0.845, 0.79],
];

export const freshDesigns = rows.map(
  ([
    metric,
    rarestShare,
    frozenCount = 0,
    adaptedCount = 0,
    feedbackCount = 0,
    finalCount = 0,
    freshByDrop = 0,
    fresh = 0,
  ]): FreshDesign => ({
    metric,
    rarestShare,
    frozenCount,
    adaptedCount,
    feedbackCount,
    finalCount,
    freshByDrop,
    fresh,
  }),
);

/** All that were simulated of shares of items that are right, which are measured alike. */
export const freshDesignsOfHits = freshDesigns.filter(({ metric }) => metric === 'accuracy');

/** The simulated designs that have no more items than this round, nor more of the rarest class of two; of more classes none was. */
export function planFresh({
  metric,
  policy,
  shares,
  feedbackCount,
  finalCount,
}: {
  readonly metric: MetricName;
  readonly policy: FeedbackPolicyName;
  readonly shares: ClassShares;
  readonly feedbackCount: number;
  readonly finalCount: number;
}): FreshPlan {
  if (metricByName[metric].excessScale === null) return { kind: 'not-measured' };
  if (finalCount < finalItemsMin) return { kind: 'few-final-items' };
  // Where no score is told before the close, nobody could learn the feedback part, and the drop alone decides.
  const byDropAlone = policy === 'final-only';
  const isOfHits = metricByName[metric].ladder.test === 'mcnemar';
  const designs = freshDesigns.filter(
    (design) =>
      design.metric === (isOfHits ? 'accuracy' : metric) &&
      design.finalCount <= finalCount &&
      (byDropAlone || design.feedbackCount <= feedbackCount) &&
      (isOfHits ||
        design.rarestShare === null ||
        (shares.length === 2 && design.rarestShare <= findRarestShare(shares))),
  );
  return designs.length > 0 ? { kind: 'simulated', designs, byDropAlone } : { kind: 'not-simulated' };
}
