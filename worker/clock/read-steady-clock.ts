import type { Executor } from '@/db/client';
import { findClockReading, readClock } from '@/db/queries/clock-queries';
import { type ClockReading, computeLeapMs, isLeap } from '@/lib/core/clock/clock-reading';
import type { ScorerPlatform } from '../scorer-platform';

/** The database's clock has jumped: its consequences are not carried out. */
export class ClockLeapt extends Error {
  constructor(
    readonly at: Date,
    readonly leapMs: number,
  ) {
    super('the database’s clock has leapt');
  }
}

/**
 * The database's clock, for irreversible actions. Compared within the acting transaction, so that a jump between check and action
 * isn't missed.
 * @throws ClockLeapt
 */
export async function readSteadyClock(
  tx: Executor,
  { bootClock }: Pick<ScorerPlatform, 'bootClock'>,
): Promise<Date> {
  const reading = await readBothClocks(tx, { bootClock });
  const leapMs = await measureLeap(tx, reading);
  if (isLeap(leapMs)) throw new ClockLeapt(reading.at, leapMs);
  return reading.at;
}

export async function readBothClocks(
  db: Executor,
  { bootClock }: Pick<ScorerPlatform, 'bootClock'>,
): Promise<ClockReading> {
  const bootMsBefore = bootClock.readMs();
  const at = await readClock(db);
  return { bootId: bootClock.bootId, bootMsBefore, bootMsAfter: bootClock.readMs(), at };
}

export async function measureLeap(db: Executor, reading: ClockReading): Promise<number | null> {
  const earlier = await findClockReading(db, reading.bootId);
  return earlier ? computeLeapMs(earlier, reading) : null;
}
