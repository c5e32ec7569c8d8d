import type { Database } from '@/db/client';
import { addScorerJobOnce } from '@/db/queries/add-scorer-job';
import { listRoundsWithoutPairs } from '@/db/queries/pair-queries';

const askedAtOnce = 1000;

/** Asks for the pairs of rankings from before there were any, the newest first. */
export async function askMissingPairs(db: Database): Promise<void> {
  for (const roundId of await listRoundsWithoutPairs(db, askedAtOnce))
    await addScorerJobOnce(db, 'fill_pairs', { roundId });
}
