import { webPlatform } from '@/adapters/web-platform';
import { insertNotice } from '@/db/queries/insert-notice';
import { insertLeakReport, listReportInstants, lockLeakReports } from '@/db/queries/moderation-queries';
import { readClock } from '@/db/queries/read-clock';
import { parseWith } from '@/lib/contracts/field-faults';
import { type LeakReportReceipt, newLeakReportSchema } from '@/lib/contracts/moderation';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { recordAct } from '../access/record-act';
import { requirePublicRound } from '../access/require-round';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Reports of a round that wait for its maintainers, of the last hour; more would only bury them. */
const waitingPerHourMax = 20;
/** Reports of a round of the last 24 hours, handled ones too: each is a mail to every maintainer. */
const perDayMax = 100;

/**
 * Keeps anybody's report that a round has leaked, and tells the maintainers that there is one. Neither the record of acts
 * nor the mail has a word of it: only the maintainers read it, on the site.
 */
export async function reportLeak(
  actor: Actor | null,
  slug: string,
  number: number,
  input: unknown,
): Promise<Result<LeakReportReceipt, Refusal>> {
  const { db } = webPlatform();
  const found = await requirePublicRound(db, slug, number);
  if (!found.ok) return found;
  const parsed = parseWith(newLeakReportSchema, input);
  if (!parsed.ok) return parsed;
  const { roundId, benchmarkId } = found.value.round;
  return db.transaction(async (tx): Promise<Result<LeakReportReceipt, Refusal>> => {
    await lockLeakReports(tx, roundId);
    const at = await readClock(tx);
    const freeInMs = computeWaitMs(await listReportInstants(tx, roundId, new Date(at.getTime() - dayMs)), at);
    if (freeInMs > 0) return refuse({ kind: 'rate_limited', retryAfterSeconds: Math.ceil(freeInMs / 1000) });
    const leakReportId = await insertLeakReport(tx, {
      roundId,
      userId: actor?.userId ?? null,
      contact: parsed.value.contact,
      report: parsed.value.text,
      reportedAt: at,
    });
    // The record of acts is for ever, so it doesn't say who reported.
    await recordAct(tx, { act: 'leak_reported', actor: null, at, benchmarkId, roundId });
    await insertNotice(tx, {
      key: `leak_reported:${leakReportId}`,
      kind: 'leak_reported',
      benchmarkId,
      roundId,
      detail: {},
      createdAt: at,
    });
    return ok({ reported_at: at.toISOString() });
  });
}

/** How long until both limits leave room for one more; 0 when they do now. @param reports of the last day, oldest first */
function computeWaitMs(reports: readonly { reportedAt: Date; isHandled: boolean }[], at: Date): number {
  const waiting = reports.filter(({ isHandled }) => !isHandled);
  const freeIn = (inTheWay: { reportedAt: Date } | undefined, windowMs: number): number =>
    inTheWay ? inTheWay.reportedAt.getTime() + windowMs - at.getTime() : 0;
  return Math.max(0, freeIn(waiting.at(-waitingPerHourMax), hourMs), freeIn(reports.at(-perDayMax), dayMs));
}
