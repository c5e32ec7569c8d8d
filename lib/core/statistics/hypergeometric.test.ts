import { describe, expect, it } from 'vitest';
import { createHypergeometricTails } from './hypergeometric';

describe('hypergeometric tails', () => {
  const choose = (n: number, k: number): bigint => {
    let product = 1n;
    for (let i = 0; i < k; i++) product = (product * BigInt(n - i)) / BigInt(i + 1);
    return k < 0 || k > n ? 0n : product;
  };

  it('equal those of counting all draws, far from the mean', () => {
    for (const [total, marked, drawn] of [
      [30, 12, 10],
      [64, 5, 40],
      [100, 50, 50],
    ] as const) {
      const tails = createHypergeometricTails(total);
      for (let k = 0; k <= Math.min(marked, drawn); k++) {
        const p = tails.computeTwoSided(k, marked, drawn);
        if (p === 1) continue;
        const isUpper = k * total > marked * drawn;
        let favourable = 0n;
        for (let x = 0; x <= drawn; x++)
          if (isUpper ? x >= k : x <= k) favourable += choose(marked, x) * choose(total - marked, drawn - x);
        const exact = (2 * Number((favourable * 10n ** 60n) / choose(total, drawn))) / 1e60;
        expect(p / exact).toBeCloseTo(1, 9);
      }
    }
  });

  it('equal 1 near the mean, and where nothing varies', () => {
    const tails = createHypergeometricTails(100);
    expect(tails.computeTwoSided(25, 50, 50)).toBe(1);
    expect(tails.computeTwoSided(31, 50, 50)).toBe(1);
    expect(tails.computeTwoSided(10, 100, 10)).toBe(1);
  });
});
