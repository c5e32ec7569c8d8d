import { describe, expect, it } from 'vitest';
import { isGapOutsideNoise } from './is-gap-outside-noise';

const half = (p: number, n: number) => 1.959963984540054 * Math.sqrt((p * (1 - p)) / n);

describe('isGapOutsideNoise', () => {
  it('agrees with p(1−p)(1/n_feedback + 1/n_final) for a share', () => {
    const [p, n] = [0.7, { feedback: 1200, final: 2800 }];
    const interval = { lower: p - half(p, n.final), upper: p + half(p, n.final) };
    const limit = 1.959963984540054 * Math.sqrt(p * (1 - p) * (1 / n.feedback + 1 / n.final));
    expect(isGapOutsideNoise(limit * 1.01, interval, n)).toBe(true);
    expect(isGapOutsideNoise(-limit * 1.01, interval, n)).toBe(true);
    expect(isGapOutsideNoise(limit * 0.99, interval, n)).toBe(false);
  });

  it('never warns of a gap of nothing, not even without any noise', () => {
    expect(isGapOutsideNoise(0, { lower: 0.5, upper: 0.5 }, { feedback: 10, final: 10 })).toBe(false);
  });
});
