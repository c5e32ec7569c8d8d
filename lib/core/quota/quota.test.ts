import { describe, expect, it } from 'vitest';
import { nextUtcDay, slotsLeft, utcDay } from './quota';

describe('quota', () => {
  it('counts a day from midnight to midnight UTC', () => {
    expect(utcDay(new Date('2026-03-31T23:59:59.999Z'))).toBe('2026-03-31');
    expect(utcDay(new Date('2026-04-01T00:00:00.000Z'))).toBe('2026-04-01');
    expect(nextUtcDay(new Date('2026-03-31T23:59:59.999Z')).toISOString()).toBe('2026-04-01T00:00:00.000Z');
    expect(nextUtcDay(new Date('2026-12-31T00:00:00.000Z')).toISOString()).toBe('2027-01-01T00:00:00.000Z');
  });

  it('has 0 slots left, never a negative number, if the limit was lowered', () => {
    expect(slotsLeft({ limit: 3, used: 5 })).toBe(0);
    expect(slotsLeft({ limit: 5, used: 2 })).toBe(3);
  });
});
