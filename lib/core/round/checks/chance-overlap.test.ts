import { describe, expect, it } from 'vitest';
import { createRng, type Rng } from '../../statistics/rng';
import { computeChanceOverlap, computeChanceSameId } from './chance-overlap';

function drawTwins(count: number, draw: () => number): { values: number[]; twins: Uint32Array } {
  const values = Array.from({ length: count }, draw);
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return { values, twins: Uint32Array.from(values, (value) => counts.get(value)! - 1) };
}

const repeatedOf = (twins: Uint32Array) => ({
  itemCount: twins.length,
  repeatedCount: twins.filter((count) => count > 0).length,
});

/**
 * Computes how many standard errors the observed overlap is above the expected one, for a set of n items and earlier rounds
 * of M items from one source.
 */
function compare(n: number, earlier: readonly number[], draw: () => number) {
  const own = drawTwins(n, draw);
  const rounds = earlier.map((count) => drawTwins(count, draw));
  const known = new Set(rounds.flatMap(({ values }) => values));
  const isHit = (item: number) => known.has(own.values[item]!);
  const chance = computeChanceOverlap(
    own.twins,
    rounds.map(({ twins }) => repeatedOf(twins)),
    isHit,
  );
  const observed = own.values.filter((value) => known.has(value)).length / n;
  return { ...chance, observed, excess: observed - chance.share };
}

const uniform = (rng: Rng, size: number) => () => Math.floor(rng.nextUnit() * size);
const skewed = (rng: Rng, size: number) => () => Math.floor(size ** rng.nextUnit());

describe('overlap expected by chance', () => {
  it('equals the average share of honest draws of the same size', () => {
    const rng = createRng('average');
    for (const draw of [uniform(rng, 20_000), skewed(rng, 20_000)]) {
      const runs = Array.from({ length: 40 }, () => compare(2_000, [2_000], draw));
      const mean = runs.reduce((sum, run) => sum + run.excess, 0) / runs.length;
      expect(Math.abs(mean)).toBeLessThan(0.01);
    }
  });

  it('clearly exceeds the overlap of every honest draw, for any sizes, skew and number of rounds', () => {
    const rng = createRng('honest');
    let runCount = 0;
    let warningCount = 0;
    const sizes = [
      [2_000, 2_000],
      [2_000, 200],
      [500, 20_000],
      [3_000, 30_000],
      [60, 40],
    ] as const;
    for (const population of [50, 2_000, 100_000, 10_000_000]) {
      for (const [n, earlier] of sizes) {
        for (const draw of [uniform(rng, population), skewed(rng, population)]) {
          for (const rounds of [[earlier], [earlier, n, earlier]]) {
            const { excess, standardError } = compare(n, rounds, draw);
            const surplusCount = (excess - 4 * standardError) * n;
            expect(surplusCount).toBeLessThan(16);
            runCount++;
            if (surplusCount > 0) warningCount++;
          }
        }
      }
    }
    expect(warningCount / runCount).toBeLessThan(0.05);
  });

  it('expects almost no overlap if no item repeats another, even for a small set and a large earlier round', () => {
    for (const [n, earlier] of [
      [500, 100_000],
      [100_000, 500],
      [4_000, 4_000],
    ] as const) {
      const { share } = computeChanceOverlap(
        new Uint32Array(n),
        [{ itemCount: earlier, repeatedCount: 0 }],
        () => false,
      );
      expect(share * n).toBeLessThan(0.5);
    }
  });

  it('doesn’t rise because of one frequent input if all other inputs are rare', () => {
    const twins = new Uint32Array(1_000);
    twins.fill(99, 0, 100);
    const { share } = computeChanceOverlap(twins, [{ itemCount: 20_000, repeatedCount: 2_000 }], () => true);
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.25);
  });

  it('equals 0 for an empty earlier round', () => {
    expect(computeChanceOverlap(new Uint32Array(5), [], () => false)).toEqual({ share: 0, standardError: 0 });
  });

  it('equals one in N for items with equal ids and inputs, with N equally frequent inputs', () => {
    const { twins } = drawTwins(5_000, uniform(createRng('ids'), 50));
    expect(computeChanceSameId(twins, 1).share).toBeCloseTo(1 / 50, 3);
    expect(computeChanceSameId(twins, 3).share).toBeCloseTo(3 / 50, 2);
  });
});
