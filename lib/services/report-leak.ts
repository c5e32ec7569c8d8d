import { insertNotice } from '@/db/queries/insert-notice';
import { readClock } from '@/db/queries/read-clock';
import { insertLeakReport, listUnhandledReportInstants, lockLeakReports } from '@/db/queries/trouble-queries';
import { webPlatform } from '@/lib/adapters/web-platform';
import { parseWith } from '@/lib/contracts/field-faults';
import { type LeakReportReceipt, newLeakReportSchema } from '@/lib/contracts/trouble';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from './actor';
import { recordAct } from './record-act';
import { requirePublicRound } from './require-round';

/** Reports of a round that wait for its maintainers, of the last hour; more would only bury them. */
const unhandledMax = 20;
const windowMs = 3_600_000;

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
    const waiting = await listUnhandledReportInstants(tx, roundId, new Date(at.getTime() - windowMs));
    const inTheWay = waiting.at(-unhandledMax);
    if (inTheWay) {
      const freeInMs = inTheWay.getTime() + windowMs - at.getTime();
      return refuse({ kind: 'rate_limited', retryAfterSeconds: Math.max(1, Math.ceil(freeInMs / 1000)) });
    }
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
