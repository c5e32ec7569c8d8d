import { webPlatform } from '@/adapters/web-platform';
import { updateLeakReportHandled } from '@/db/queries/moderation-queries';
import { readClock } from '@/db/queries/read-clock';
import { parseWith } from '@/lib/contracts/field-faults';
import { handleLeakReportSchema } from '@/lib/contracts/moderation';
import { isUuid } from '@/lib/core/is-uuid';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { recordAct } from '../access/record-act';
import { requireMaintainedRound } from '../access/require-round';

/**
 * Marks a report as handled, once. The changelog has that it was, how many so far, and the maintainer's public words if
 * there are any; nothing of the report.
 */
export async function handleLeakReport(
  actor: Actor | null,
  slug: string,
  number: number,
  leakReportId: string,
  input: unknown,
): Promise<Result<null, Refusal>> {
  const { db } = webPlatform();
  const found = await requireMaintainedRound(db, actor, slug, number);
  if (!found.ok) return found;
  const parsed = parseWith(handleLeakReportSchema, input);
  if (!parsed.ok) return parsed;
  const { public_words } = parsed.value;
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
      // The database adds how many have been handled so far.
      detail: { leak_report: leakReportId, ...(public_words && { public_words }) },
    });
    return ok(null);
  });
}
