import { describe, expect, it } from 'vitest';
import { listAxisTicks } from './lay-out-calendar';

const labels = (from: string, to: string) =>
  listAxisTicks(new Date(from), new Date(to)).map(({ label }) => label);

describe('listAxisTicks', () => {
  it('names months over half a year', () => {
    expect(labels('2026-01-15T00:00Z', '2026-05-15T00:00Z')).toEqual([
      '2026-02',
      '2026-03',
      '2026-04',
      '2026-05',
    ]);
  });

  it('names Mondays over a month', () => {
    expect(labels('2026-03-01T00:00Z', '2026-03-31T00:00Z')).toEqual([
      '2026-03-02',
      '2026-03-09',
      '2026-03-16',
      '2026-03-23',
      '2026-03-30',
    ]);
  });

  it('never stands closer than eight to a span, from a day to a century', () => {
    for (const days of [0.1, 1, 7, 20, 100, 300, 900, 4_000, 40_000]) {
      const from = new Date('2026-01-01T00:00Z');
      const ticks = listAxisTicks(from, new Date(from.getTime() + days * 86_400_000));
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThanOrEqual(10);
    }
  });
});
