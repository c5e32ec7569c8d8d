import type { Database } from '@/db/client';
import { updateBenchmarkListed } from '@/db/queries/benchmark-queries';
import { insertAuditEvent } from '@/db/queries/insert-audit-event';
import { auditActs } from '@/lib/core/audit/audit-act';

/**
 * The operator's word that an unlisted benchmark belongs into the lists.
 * @param db with the rights of the migration role; neither process has them
 * @returns whether there was an unlisted one of that slug
 */
export async function listBenchmarkByOperator(db: Database, slug: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const benchmarkId = await updateBenchmarkListed(tx, slug);
    if (benchmarkId === undefined) return false;
    await insertAuditEvent(tx, {
      act: 'benchmark_listed',
      actorKind: 'operator',
      benchmarkId,
      detail: {},
      isPublic: auditActs.benchmark_listed.isPublic,
    });
    return true;
  });
}
