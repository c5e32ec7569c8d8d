import type { Executor } from '@/db/client';
import { findNewestSnapshot } from '@/db/queries/snapshot-queries';
import {
  countUndecidedFeedback,
  countUnfinished,
  isWithdrawnSince,
} from '@/db/queries/submission-scorer-queries';

/**
 * Whether a closed round is to be ranked: for the first time, or again without submissions that were withdrawn since. Reported scores decide
 * which submissions count, so the ranking waits for the round's last feedback.
 */
export async function isOfficialDue(db: Executor, roundId: string): Promise<boolean> {
  if ((await countUnfinished(db, roundId)) > 0 || (await countUndecidedFeedback(db, roundId)) > 0)
    return false;
  const newest = await findNewestSnapshot(db, roundId, 'final');
  return !newest || isWithdrawnSince(db, roundId, newest.publishedAt);
}
