/**
 * One reading of the database's clock, with the scorer's own clock just before and just after it. The own clock counts
 * milliseconds since the machine was started, sleep included, and can't be set.
 */
export type ClockReading = {
  /** Readings from before and after a restart of the machine can't be compared. */
  readonly bootId: string;
  readonly bootMsBefore: number;
  readonly bootMsAfter: number;
  readonly at: Date;
};

/** A larger difference means that the clock was set. */
export const leapMsMin = 60_000;

/** Ten times the slew of a disciplined clock (500 ppm, RFC 5905 § 7.1): no jump, however long it lasts. */
const driftShareMax = 0.005;

/**
 * Computes how far the database's clock has moved beyond the time that has passed since an earlier reading: in milliseconds,
 * negative where it was set back, 0 where the difference is within the drift. Null for readings of different boots.
 */
export function computeLeapMs(earlier: ClockReading, later: ClockReading): number | null {
  if (earlier.bootId !== later.bootId) return null;
  const shown = later.at.getTime() - earlier.at.getTime();
  const passedMin = (later.bootMsBefore - earlier.bootMsAfter) * (1 - driftShareMax);
  const passedMax = (later.bootMsAfter - earlier.bootMsBefore) * (1 + driftShareMax);
  if (shown > passedMax) return shown - passedMax;
  return shown < passedMin ? shown - passedMin : 0;
}

export const isLeap = (leapMs: number | null): leapMs is number =>
  leapMs !== null && Math.abs(leapMs) > leapMsMin;
