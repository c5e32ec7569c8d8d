import { insertAuditEvent } from '@/db/queries/audit-queries';
import { findClockHold, insertClockHold, insertClockReading } from '@/db/queries/clock-queries';
import { auditActs } from '@/lib/core/audit/audit-act';
import { isLeap } from '@/lib/core/clock/clock-reading';
import type { ScorerPlatform } from '../scorer-platform';
import { measureLeap, readBothClocks } from './read-steady-clock';

export type ClockState = 'steady' | 'held';

/**
 * Compares the database's clock with the machine's own, and holds irreversible actions once the one has jumped: until an operator
 * accepts it, by `npm run admin -- accept-clock`.
 */
export async function watchClock({
  client: { db },
  bootClock,
}: Pick<ScorerPlatform, 'client' | 'bootClock'>): Promise<ClockState> {
  if (await findClockHold(db)) return 'held';
  const reading = await readBothClocks(db, { bootClock });
  const leapMs = await measureLeap(db, reading);
  if (!isLeap(leapMs)) {
    if (leapMs === null) await insertClockReading(db, reading);
    return 'steady';
  }
  await db.transaction(async (tx) => {
    if (!(await insertClockHold(tx, { heldAt: reading.at, leapMs }))) return;
    const event = {
      act: 'clock_held',
      actorKind: 'scorer',
      userId: null,
      benchmarkId: null,
      roundId: null,
      detail: { leap_seconds: Math.round(leapMs / 1_000) },
      isPublic: auditActs.clock_held.isPublic,
    } as const;
    await insertAuditEvent(tx, event, reading.at);
  });
  return 'held';
}
