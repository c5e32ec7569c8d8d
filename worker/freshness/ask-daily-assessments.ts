import type { Database } from '@/db/client';
import { addScorerJobOnce } from '@/db/queries/add-scorer-job';
import { listBenchmarksToAssess } from '@/db/queries/assessment-queries';
import { readClock } from '@/db/queries/read-clock';

/** Asks for an assessment of each benchmark with a round that has had none on this UTC day. */
export async function askDailyAssessments(db: Database): Promise<void> {
  const midnight = new Date(`${(await readClock(db)).toISOString().slice(0, 10)}T00:00:00.000Z`);
  for (const benchmarkId of await listBenchmarksToAssess(db, midnight))
    await addScorerJobOnce(db, 'assess_freshness', { benchmarkId, scope: 'newest' });
}
