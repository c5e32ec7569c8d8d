import { webPlatform } from '@/adapters/web-platform';
import { updateLeakReportHandled } from '@/db/queries/moderation-queries';
import { readClock } from '@/db/queries/read-clock';
import { isUuid } from '@/lib/core/is-uuid';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { recordAct } from '../access/record-act';
import { requireMaintainedRound } from '../access/require-round';

/** Marks a report as handled, once. */
export async function handleLeakReport(
  actor: Actor | null,
  slug: string,
  number: number,
  leakReportId: string,
): Promise<Result<null, Refusal>> {
  const { db } = webPlatform();
  const found = await requireMaintainedRound(db, actor, slug, number);
  if (!found.ok) return found;
  const { roundId, benchmarkId } = found.value.round;
  const { actor: maintainer } = found.value;
  return db.transaction(async (tx): Promise<Result<null, Refusal>> => {
    const at = await readClock(tx);
    const isHandled =
      isUuid(leakReportId) &&
      (await updateLeakReportHandled(
        tx,
        { roundId, leakReportId },
        { handledBy: maintainer.userId, handledAt: at },
      ));
    if (!isHandled) return refuse({ kind: 'not_found', what: 'report that waits' });
    await recordAct(tx, {
      act: 'leak_report_handled',
      actor: maintainer,
      benchmarkId,
      roundId,
      detail: { leak_report: leakReportId },
    });
    return ok(null);
  });
}
