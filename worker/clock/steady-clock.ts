import type { Executor } from '@/db/client';
import { insertAuditEvent } from '@/db/queries/audit-queries';
import {
  findClockHold,
  findClockReading,
  insertClockHold,
  insertClockReading,
  readClock,
} from '@/db/queries/clock-queries';
import { auditActs } from '@/lib/core/audit/audit-act';
import { type ClockReading, computeLeapMs, isLeap } from '@/lib/core/clock/clock-reading';
import type { ScorerPlatform } from '../scorer-platform';

/** Error: the database's clock has jumped, so time-dependent actions are held. */
export class ClockJumped extends Error {
  constructor(
    readonly at: Date,
    readonly leapMs: number,
  ) {
    super('the database’s clock has jumped');
  }
}

/**
 * Reads the database's clock for an irreversible action, and compares it with the machine's. The comparison
 * is in the action's transaction, so that a jump between check and action isn't missed. @throws ClockJumped
 */
export async function readSteadyClock(
  tx: Executor,
  { bootClock }: Pick<ScorerPlatform, 'bootClock'>,
): Promise<Date> {
  const reading = await readBothClocks(tx, { bootClock });
  const leapMs = await measureLeap(tx, reading);
  if (isLeap(leapMs)) throw new ClockJumped(reading.at, leapMs);
  return reading.at;
}

async function readBothClocks(
  db: Executor,
  { bootClock }: Pick<ScorerPlatform, 'bootClock'>,
): Promise<ClockReading> {
  const bootMsBefore = bootClock.readMs();
  const at = await readClock(db);
  return { bootId: bootClock.bootId, bootMsBefore, bootMsAfter: bootClock.readMs(), at };
}

async function measureLeap(db: Executor, reading: ClockReading): Promise<number | null> {
  const earlier = await findClockReading(db, reading.bootId);
  return earlier ? computeLeapMs(earlier, reading) : null;
}

type ClockState = 'steady' | 'held';

/**
 * Compares the database's clock with the machine's monotonic clock, and holds irreversible actions once the
 * database's clock has jumped, until an operator accepts the jump by `npm run admin -- accept-clock`.
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
