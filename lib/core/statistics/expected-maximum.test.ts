import { describe, expect, it } from 'vitest';
import { computeBestOfKOptimism, computeExpectedMaximum } from './expected-maximum';
import { drawNormal } from './normal-distribution';
import { createRng } from './rng';

describe('expected maximum of k normal numbers', () => {
  it('equals the values of mpmath, among them 1/√π for two', () => {
    for (const [k, expected] of [
      [1, 0],
      [2, 0.5641895835477563],
      [10, 1.538752730835173],
      [27, 1.998269302006579],
      [100, 2.507593636441684],
      [1000, 3.241435769133441],
      [1_000_000, 4.862897486196463],
    ] as const)
      expect(computeExpectedMaximum(k)).toBeCloseTo(expected, 11);
  });

  it('equals the average gain of the best of 20 correlated scores', () => {
    const rng = createRng('best of 20');
    const optimism = computeBestOfKOptimism({ k: 20, standardError: 0.01, correlation: 0.75 });
    let sum = 0;
    const repeats = 4000;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const shared = Math.sqrt(0.75) * drawNormal(rng);
      let best = -Infinity;
      for (let i = 0; i < 20; i++) best = Math.max(best, shared + 0.5 * drawNormal(rng));
      sum += 0.01 * best;
    }
    expect(Math.abs(sum / repeats - optimism)).toBeLessThan(0.0006);
  });

  it('bounds the gain of selection: less where one is better, or where only some agree', () => {
    const rng = createRng('picked');
    const repeats = 20_000;
    for (const { means, shares } of [
      { means: [0, 0, 0, 0], shares: [0.9, 0.9, 0, 0] },
      { means: [1, 0, 0, 0], shares: [0.5, 0.5, 0.5, 0.5] },
      { means: [3, 0, -1], shares: [0.8, 0.8, 0] },
      { means: [0.3, 0, -0.3], shares: [0.95, 0.6, 0.2] },
    ]) {
      const k = means.length;
      let agreement = 0;
      for (let i = 0; i < k; i++) for (let j = 0; j < i; j++) agreement += Math.sqrt(shares[i]! * shares[j]!);
      const correlation = agreement / ((k * (k - 1)) / 2);
      let gained = 0;
      for (let repeat = 0; repeat < repeats; repeat++) {
        const shared = drawNormal(rng);
        const errors = shares.map(
          (share) => Math.sqrt(share) * shared + Math.sqrt(1 - share) * drawNormal(rng),
        );
        const scores = errors.map((error, i) => means[i]! + error);
        gained += errors[scores.indexOf(Math.max(...scores))]!;
      }
      expect(gained / repeats).toBeLessThan(computeBestOfKOptimism({ k, standardError: 1, correlation }));
    }
  });

  it('equals 0 for one score, or for scores that always agree', () => {
    expect(computeBestOfKOptimism({ k: 1, standardError: 0.01, correlation: 0 })).toBe(0);
    expect(computeBestOfKOptimism({ k: 50, standardError: 0.01, correlation: 1 })).toBe(0);
  });

  it('throws for an invalid number of scores, standard error or correlation', () => {
    for (const k of [0, 1.5, NaN]) expect(() => computeExpectedMaximum(k)).toThrow(RangeError);
    expect(() => computeBestOfKOptimism({ k: 2, standardError: -1, correlation: 0 })).toThrow(RangeError);
    expect(() => computeBestOfKOptimism({ k: 2, standardError: 1, correlation: 1.1 })).toThrow(RangeError);
  });
});
