import { describe, expect, it } from 'vitest';
import { createHypergeometricTails, drawBinomial } from './discrete-distributions';
import { createRng } from './rng';

function computeMasses(n: number, p: number): number[] {
  const masses: number[] = [];
  let logChoose = 0;
  for (let k = 0; k <= n; k++) {
    if (k > 0) logChoose += Math.log((n - k + 1) / k);
    masses.push(Math.exp(logChoose + k * Math.log(p) + (n - k) * Math.log1p(-p)));
  }
  return masses;
}

describe('binomial draws', () => {
  it.each([
    [5, 0.3],
    [40, 0.1],
    [60, 0.5],
    [200, 0.97],
    [300, 0.35],
    [1000, 0.02],
  ])('follow the binomial distribution for n = %i, p = %f (χ² within 5 standard deviations)', (n, p) => {
    const draws = 100_000;
    const rng = createRng(`binomial ${n} ${p}`);
    const counts = new Array<number>(n + 1).fill(0);
    for (let i = 0; i < draws; i++) counts[drawBinomial(rng, n, p)]!++;
    let chi2 = 0;
    let cells = 0;
    let expectedRest = 0;
    let countRest = 0;
    computeMasses(n, p).forEach((mass, k) => {
      if (mass * draws < 10) {
        expectedRest += mass * draws;
        countRest += counts[k]!;
        return;
      }
      chi2 += (counts[k]! - mass * draws) ** 2 / (mass * draws);
      cells++;
    });
    if (expectedRest > 1) chi2 += (countRest - expectedRest) ** 2 / expectedRest;
    expect(chi2).toBeLessThan(cells + 5 * Math.sqrt(2 * cells));
  });

  it('stay within 0 … n for certain and impossible outcomes, and for very many trials', () => {
    const rng = createRng('edges');
    expect(drawBinomial(rng, 10, 0)).toBe(0);
    expect(drawBinomial(rng, 10, 1)).toBe(10);
    expect(drawBinomial(rng, 10, 1 + 1e-16)).toBe(10);
    expect(drawBinomial(rng, 0, 0.5)).toBe(0);
    for (let i = 0; i < 1000; i++) {
      const k = drawBinomial(rng, 1_000_000_000, 0.25);
      expect(Math.abs(k - 250_000_000)).toBeLessThan(6 * Math.sqrt(1e9 * 0.1875));
    }
  });
});

describe('hypergeometric tails', () => {
  const choose = (n: number, k: number): bigint => {
    let product = 1n;
    for (let i = 0; i < k; i++) product = (product * BigInt(n - i)) / BigInt(i + 1);
    return k < 0 || k > n ? 0n : product;
  };

  it('equal the tails found by counting all draws, even far from the mean', () => {
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

  it('equal 1 near the mean, and if only one outcome is possible', () => {
    const tails = createHypergeometricTails(100);
    expect(tails.computeTwoSided(25, 50, 50)).toBe(1);
    expect(tails.computeTwoSided(31, 50, 50)).toBe(1);
    expect(tails.computeTwoSided(10, 100, 10)).toBe(1);
  });
});
