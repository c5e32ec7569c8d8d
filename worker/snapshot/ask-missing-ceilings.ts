import type { Database } from '@/db/client';
import { addScorerJobOnce } from '@/db/queries/add-scorer-job';
import { listUnmeasuredRounds } from '@/db/queries/rank-ceiling-queries';

const askedAtOnce = 1000;

/** Asks for the ceilings of rankings that none was noted of: from before there were any, or beside a ranking that was published again. */
export async function askMissingCeilings(db: Database): Promise<void> {
  for (const roundId of await listUnmeasuredRounds(db, askedAtOnce))
    await addScorerJobOnce(db, 'measure_rank_ceiling', { roundId });
}
