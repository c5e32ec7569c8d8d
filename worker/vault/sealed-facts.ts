import type { RoundRow } from '@/db/queries/round-queries';

/** What sealing fixed. @throws for a round that was never sealed */
export function requireSealedFacts({
  feedbackPolicy,
  itemCount,
  feedbackCount,
  finalCount,
}: Pick<RoundRow, 'feedbackPolicy' | 'itemCount' | 'feedbackCount' | 'finalCount'>) {
  if (feedbackPolicy === null || itemCount === null || feedbackCount === null || finalCount === null)
    throw new Error('the round was never sealed');
  return { feedbackPolicy, itemCount, feedbackCount, finalCount };
}
