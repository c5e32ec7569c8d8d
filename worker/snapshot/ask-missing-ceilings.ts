import type { Database } from '@/db/client';
import { addScorerJobOnce } from '@/db/queries/add-scorer-job';
import { listUnmeasuredRounds } from '@/db/queries/rank-ceiling-queries';

const askedAtOnce = 1000;

/** Asks for the ceilings that are missing: beside a ranking that was published again, or where a round between two was invalidated. */
export async function askMissingCeilings(db: Database): Promise<void> {
  for (const roundId of await listUnmeasuredRounds(db, askedAtOnce))
    await addScorerJobOnce(db, 'measure_rank_ceiling', { roundId });
}
