import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeFairCoinMass, computeFairCoinTail } from './discrete-distributions';
import { computeExactMcNemarP, computeOneSidedMcNemarP } from './mcnemar';

const error = (value: number, expected: number) => Math.abs(value / expected - 1);

const counts = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 }));

/** Computes n choose k as a whole number. */
function choose(n: number, k: number): bigint {
  let value = 1n;
  for (let i = 1; i <= k; i++) value = (value * BigInt(n - k + i)) / BigInt(i);
  return value;
}

describe('McNemar test', () => {
  it('has the published values of 150 against 86 (Edwards 1948; Fagerland et al. 2013)', () => {
    const exactP = computeExactMcNemarP(150, 86);
    expect(exactP.toExponential(2)).toBe('3.72e-5');
    // The publications state the mid-p, which is the exact p minus the mass of the observed count.
    expect((exactP - computeFairCoinMass(150, 236)).toExponential(2)).toBe('2.89e-5');
    expect(computeOneSidedMcNemarP(150, 86)).toBe(exactP / 2);
  });

  it('has the tails that mpmath computes with 30 digits, up to a million items', () => {
    for (const [k, n, expected] of [
      [150, 236, 1.857968069785721e-5],
      [3, 4, 0.3125],
      [700, 1000, 8.832839003975069e-38],
      [5200, 10_000, 3.296757799336221e-5],
      [501_500, 1_000_000, 0.0013543276530298784],
      [505_000, 1_000_000, 7.690777521953676e-24],
      [510_000, 1_000_000, 2.772181643849612e-89],
    ] as const)
      expect(error(computeFairCoinTail(k, n), expected)).toBeLessThan(1e-13);
  });

  it('has the masses from Pascal’s triangle', () => {
    for (const n of [1, 2, 7, 25, 60, 301])
      for (let k = 0; k <= n; k++)
        expect(error(computeFairCoinMass(k, n), Number(choose(n, k)) / 2 ** n)).toBeLessThan(5e-14);
  });

  it('has an upper tail that sums to 1 with the lower tail', () => {
    fc.assert(
      fc.property(counts, ([b, c]) => {
        const n = b + c;
        // P(X ≤ b − 1) = P(X ≥ c + 1), since the coin is fair.
        const below = b === 0 ? 0 : computeFairCoinTail(c + 1, n);
        expect(computeFairCoinTail(b, n) + below).toBeCloseTo(1, 12);
      }),
    );
  });

  it('doesn’t depend on which model is first, and gives p-values from 0 to 1', () => {
    fc.assert(
      fc.property(counts, ([b, c]) => {
        const exactP = computeExactMcNemarP(b, c);
        expect(computeExactMcNemarP(c, b)).toBe(exactP);
        for (const p of [exactP, computeOneSidedMcNemarP(b, c)]) {
          expect(p).toBeGreaterThanOrEqual(0);
          expect(p).toBeLessThanOrEqual(1);
        }
        expect(computeOneSidedMcNemarP(b + 1, c)).toBeLessThanOrEqual(computeOneSidedMcNemarP(b, c));
      }),
    );
  });

  it('gives p = 1 without discordant items, and throws for impossible counts', () => {
    expect(computeExactMcNemarP(0, 0)).toBe(1);
    expect(computeOneSidedMcNemarP(0, 0)).toBe(1);
    expect(computeOneSidedMcNemarP(0, 9)).toBe(1);
    for (const [b, c] of [
      [-1, 3],
      [0.5, 1],
      [NaN, 1],
    ] as const) {
      expect(() => computeExactMcNemarP(b, c)).toThrow(RangeError);
      expect(() => computeOneSidedMcNemarP(b, c)).toThrow(RangeError);
    }
    expect(() => computeFairCoinTail(5, 4)).toThrow(RangeError);
  });

  it('gives the same bits on every JavaScript engine', () => {
    const bits = (value: number) =>
      Buffer.from(new Float64Array([value]).buffer)
        .readBigUInt64LE()
        .toString(16);
    expect(
      [computeExactMcNemarP(150, 86), computeExactMcNemarP(7, 1), computeExactMcNemarP(5100, 4900)].map(bits),
    ).toMatchInlineSnapshot(`
      [
        "3f037b71ef7b889f",
        "3fb2000000000002",
        "3fa7da0eebeb575b",
      ]
    `);
  });
});
