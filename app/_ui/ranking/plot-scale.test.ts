import { describe, expect, it } from 'vitest';
import { computePlotScale } from './plot-scale';

const entry = (score: number, half = 0.02) => ({
  score,
  interval: { lower: score - half, upper: score + half },
});

describe('the plot scale of a ranking', () => {
  it('contains the intervals of all models, including a baseline that predicts at random', () => {
    const scale = computePlotScale([entry(0.7), entry(0.68), entry(0.6), entry(0.5)]);
    expect(scale.at(0.72)).toBeLessThan(100);
    expect(scale.at(0.48)).toBeGreaterThan(0);
  });

  it('ignores a model far behind the others', () => {
    const near = computePlotScale([entry(0.7), entry(0.68)]);
    const withReference = computePlotScale([entry(0.7), entry(0.68), entry(0.1)]);
    expect([withReference.low, withReference.high]).toEqual([near.low, near.high]);
    expect(withReference.at(0.1)).toBeLessThan(0);
  });

  it('has three to seven round ticks in any unit', () => {
    for (const size of [1e-4, 0.7, 13, 4200]) {
      const { ticks, low, high } = computePlotScale([entry(size, size / 30), entry(size * 0.95, size / 25)]);
      expect(ticks.length).toBeGreaterThanOrEqual(3);
      expect(ticks.length).toBeLessThanOrEqual(7);
      expect(ticks.every((tick) => tick >= low && tick <= high)).toBe(true);
    }
  });

  it('centres the axis on a single score whose interval has no width', () => {
    const scale = computePlotScale([entry(0.5, 0)]);
    expect(scale.at(0.5)).toBeCloseTo(50);
  });
});
