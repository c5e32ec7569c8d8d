import type { RoundRow } from '@/db/queries/round-queries';

/** What sealing fixed. @throws for a round that was never sealed */
export function requireSealedFacts({ feedbackPolicy, feedbackCount, finalCount }: RoundRow) {
  if (feedbackPolicy === null || feedbackCount === null || finalCount === null)
    throw new Error('the round was never sealed');
  return { feedbackPolicy, feedbackCount, finalCount };
}
