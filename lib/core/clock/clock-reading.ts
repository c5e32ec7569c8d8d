/**
 * One reading of the database's clock, with the scorer's own clock just before and just after it. The scorer's clock counts
 * milliseconds since the machine was started, sleep included, and can't be set.
 */
export type ClockReading = {
  /** Identifies the machine's current boot. Readings from before and after a restart can't be compared. */
  readonly bootId: string;
  readonly bootMsBefore: number;
  readonly bootMsAfter: number;
  readonly at: Date;
};

/** In ms: a larger difference between the two clocks means that the database's clock was set. */
export const leapMsMin = 60_000;

/**
 * A clock that is being corrected gradually may run this much faster or slower: ten times 500 ppm, the greatest slew by RFC
 * 5905 § 7.1. A drift below this share of the elapsed time is no jump.
 */
const driftShareMax = 0.005;

/**
 * Computes how far the database's clock has jumped between two readings: in milliseconds, negative if the clock was set
 * back, 0 if the difference is explained by drift. Null for readings of different boots.
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
