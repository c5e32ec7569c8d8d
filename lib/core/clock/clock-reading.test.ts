import { describe, expect, it } from 'vitest';
import { type ClockReading, computeLeapMs, isLeap } from './clock-reading';

const dayMs = 86_400_000;
const noon = new Date('2030-01-01T12:00:00Z');

const reading = (bootMs: number, shownMs: number, { tookMs = 0, bootId = 'boot' } = {}): ClockReading => ({
  bootId,
  bootMsBefore: bootMs,
  bootMsAfter: bootMs + tookMs,
  at: new Date(noon.getTime() + shownMs),
});
const first = reading(1_000, 0);
const leaps = (later: ClockReading) => isLeap(computeLeapMs(first, later));

describe('detection of clock jumps', () => {
  it('detects a jump of two days within five seconds, forwards and backwards', () => {
    expect(leaps(reading(6_000, 2 * dayMs + 5_000))).toBe(true);
    expect(leaps(reading(6_000, -2 * dayMs + 5_000))).toBe(true);
  });

  it('ignores a jump of a minute, and time that passed while the machine ran or slept', () => {
    expect(leaps(reading(6_000, 65_000))).toBe(false);
    expect(leaps(reading(6_000, 65_100))).toBe(true);
    expect(leaps(reading(1_000 + 30 * dayMs, 30 * dayMs))).toBe(false);
  });

  it('ignores a clock that is slewed by 500 ppm for a year', () => {
    expect(computeLeapMs(first, reading(1_000 + 365 * dayMs, 365 * dayMs * 1.0005))).toBe(0);
    expect(computeLeapMs(first, reading(1_000 + 365 * dayMs, 365 * dayMs * 0.9995))).toBe(0);
  });

  it('ignores a database that took five minutes to respond', () => {
    expect(leaps(reading(6_000, 5_000, { tookMs: 300_000 }))).toBe(false);
    expect(leaps(reading(6_000, 305_000, { tookMs: 300_000 }))).toBe(false);
  });

  it('returns null for two readings before and after a restart of the machine', () => {
    expect(computeLeapMs(first, reading(10, 2 * dayMs, { bootId: 'another' }))).toBeNull();
  });
});
