import type { FeedbackPolicyName } from '../benchmark';
import { frozenCountMin } from '../freshness/drop';
import { metricByName } from '../metrics/metric-by-name';
import type { MetricName } from '../metrics/metric-name';
import { type ClassShares, findRarestShare } from './class-shares';
import { type FreshDesign, freshDesigns } from './fresh-figures';

/** Below, a round can't show whether a benchmark is fresh, whatever its models. */
const finalItemsMin = 200;

export type FreshPlan =
  | {
      readonly kind: 'simulated';
      /** Of one number of items, the nearest that isn't larger than the round’s, or else the smallest; by number of models. */
      readonly designs: readonly FreshDesign[];
      /** Whether they have more items than the round, or more of the rarest class. */
      readonly hasMore: boolean;
      readonly byDropAlone: boolean;
      /** With fewer frozen models than this a round is never fresh. */
      readonly frozenCountMin: number;
    }
  | { readonly kind: 'few-final-items' | 'not-measured' | 'not-simulated' };

/** Of shares of items that are right, which are measured alike, independent ones. */
export const freshDesignsOfHits = freshDesigns.filter(
  ({ metric, groupSize }) => metric === 'accuracy' && groupSize === 1,
);

/** By the nearest simulated rounds: of the metric, or of another share of hits; of more than two classes hits alone. */
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
  const byDropAlone = policy === 'final-only' || feedbackCount === 0;
  const isOfHits = metricByName[metric].ladder.test === 'mcnemar';
  const simulated = isOfHits
    ? freshDesignsOfHits
    : freshDesigns.filter(
        (design) =>
          design.metric === metric &&
          design.groupSize === 1 &&
          (design.rarestShare === null || shares.length === 2),
      );
  const ofShare = findNearest(
    simulated,
    ({ rarestShare }) => rarestShare ?? 0,
    ({ rarestShare }) => isOfHits || rarestShare === null || rarestShare <= findRarestShare(shares),
  );
  const nearest = findNearest(
    ofShare.designs,
    ({ finalCount: items }) => items,
    (design) => design.finalCount <= finalCount && (byDropAlone || design.feedbackCount <= feedbackCount),
  );
  if (nearest.designs.length === 0) return { kind: 'not-simulated' };
  const hasMore = ofShare.hasMore || nearest.hasMore;
  return { kind: 'simulated', designs: nearest.designs, hasMore, byDropAlone, frozenCountMin };
}

/** The designs of the largest measure that is within the round's, or else of the smallest. */
function findNearest(
  designs: readonly FreshDesign[],
  measure: (design: FreshDesign) => number,
  isWithin: (design: FreshDesign) => boolean,
): { designs: readonly FreshDesign[]; hasMore: boolean } {
  const within = designs.filter(isWithin).map(measure);
  const at = within.length > 0 ? Math.max(...within) : Math.min(...designs.map(measure));
  return { designs: designs.filter((design) => measure(design) === at), hasMore: within.length === 0 };
}
