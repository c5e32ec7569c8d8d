import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { listFlaggedSubmissionsByIds, listFlagsOf } from '@/db/queries/flag-queries';
import type { FlagView } from '@/lib/contracts/flag';
import { listFlaggedSubmissions } from '@/lib/core/flags/list-flagged-submissions';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { requireMaintained } from '../access/require-benchmark';
import { viewOfFlag } from './view';

/** The flags of a benchmark, for those with a role in it: those that wait first. */
export async function listFlags(actor: Actor | null, slug: string): Promise<Result<FlagView[], Refusal>> {
  const { db } = webPlatform();
  const maintained = await requireMaintained(db, actor, slug, 'auditor');
  if (!maintained.ok) return maintained;
  return ok(await readFlags(db, maintained.value.benchmark.benchmarkId));
}

export async function readFlags(db: Executor, benchmarkId: string): Promise<FlagView[]> {
  const rows = await listFlagsOf(db, benchmarkId);
  const flagged = await listFlaggedSubmissionsByIds(
    db,
    rows.flatMap(({ flag }) => listFlaggedSubmissions(flag)),
  );
  return rows.map((row) => {
    const ids = listFlaggedSubmissions(row.flag);
    return viewOfFlag(
      row,
      flagged.filter(({ submissionId }) => ids.includes(submissionId)),
    );
  });
}
