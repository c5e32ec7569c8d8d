import type { Database } from '@/db/client';
import { updateBenchmarkListed } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/read-clock';
import { recordAct } from '../access/record-act';

/**
 * The operator's word that an unlisted benchmark belongs into the lists.
 * @param db with the rights of the migration role; neither process has them
 * @returns whether there was an unlisted one of that slug
 */
export async function listBenchmarkByOperator(db: Database, slug: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const benchmarkId = await updateBenchmarkListed(tx, slug);
    if (benchmarkId === undefined) return false;
    const at = await readClock(tx);
    await recordAct(tx, { act: 'benchmark_listed', actor: null, actorKind: 'operator', at, benchmarkId });
    return true;
  });
}
