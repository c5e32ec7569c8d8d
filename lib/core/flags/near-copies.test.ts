import { describe, expect, it } from 'vitest';
import { computeChances, drawItems, drawOutcomes } from '../freshness/testing/simulated-items';
import { createRng } from '../statistics/rng';
import { computeBinomialTail } from './chance-level';
import { describeFlag } from './flag';
import { type CopyPair, computeCopyKappa, flagNearCopies } from './near-copies';

const oneLabel = (itemCount: number, firstCorrectCount: number, secondCorrectCount: number) => [
  { itemCount, firstCorrectCount, secondCorrectCount },
];

const copy: CopyPair = {
  first: 'a',
  second: 'b',
  byLabel: oneLabel(2000, 1600, 1598),
  correctnessDifferences: 12,
  predictionDifferences: 16,
};

function compare(first: Uint8Array, second: Uint8Array): CopyPair {
  const differences = first.reduce((sum, right, j) => sum + (right === second[j] ? 0 : 1), 0);
  const sum = (outcomes: Uint8Array) => outcomes.reduce((total, right) => total + right, 0);
  return {
    ...copy,
    byLabel: oneLabel(first.length, sum(first), sum(second)),
    correctnessDifferences: differences,
    predictionDifferences: Math.round(1.2 * differences),
  };
}

describe('near copies', () => {
  it('have an agreement of κ = (s − e)/(1 − e)', () => {
    const p = 0.8;
    const q = 0.799;
    const e = p * q + (1 - p) * (1 - q);
    expect(computeCopyKappa(copy)).toBeCloseTo((1 - 12 / 2000 - e) / (1 - e), 12);
    const perfect = { ...copy, byLabel: oneLabel(2000, 2000, 2000), correctnessDifferences: 0 };
    expect(computeCopyKappa(perfect)).toBeNull();
  });

  it('raise a flag with numbers and an explanation of possible false alarms', () => {
    const [flag] = flagNearCopies([copy]);
    expect(flag).toMatchObject({ kind: 'near-copy', first: 'a', second: 'b', pairCount: 1 });
    expect(flag!.kappa).toBeGreaterThan(0.9);
    expect(flag!.adjustedPValue).toBeLessThan(1e-9);
    const { finding, falseAlarms } = describeFlag(flag!);
    expect(finding).toContain('0.8 % of 2,000 items');
    expect(falseAlarms).toContain('435 honest pairs');
  });

  it('raise a flag among 435 pairs of honest models, which raise none', () => {
    const rng = createRng('honest');
    const items = drawItems(rng, 2000);
    const models = Array.from({ length: 30 }, (_, k) =>
      drawOutcomes(rng, items, computeChances(0.6 + 0.02 * k)),
    );
    const pairs = models.flatMap((first, i) => models.slice(i + 1).map((second) => compare(first, second)));
    expect(pairs).toHaveLength(435);
    const kappas = pairs.map((pair) => computeCopyKappa(pair)!).sort((a, b) => a - b);
    expect(kappas[217]).toBeGreaterThan(0.35);
    expect(kappas[217]).toBeLessThan(0.5);
    expect(flagNearCopies(pairs)).toEqual([]);
    const edited = models[4]!.map((right, j) => (j % 100 === 0 ? 1 - right : right));
    const flagged = flagNearCopies([...pairs, { ...compare(models[4]!, edited), first: 'x', second: 'y' }]);
    expect(flagged.map(({ first, second }) => [first, second])).toEqual([['x', 'y']]);
  });

  it('don’t include two near-perfect models, which can hardly differ', () => {
    const near = {
      ...copy,
      byLabel: oneLabel(2000, 1997, 1996),
      correctnessDifferences: 5,
      predictionDifferences: 5,
    };
    expect(near.predictionDifferences / 2000).toBeLessThan(0.005);
    expect(flagNearCopies([near])).toEqual([]);
    const perfect = {
      ...copy,
      byLabel: oneLabel(2000, 2000, 2000),
      correctnessDifferences: 0,
      predictionDifferences: 0,
    };
    expect(flagNearCopies([perfect])).toEqual([]);
  });

  it('don’t include two models that always, or nearly always, predict the frequent class', () => {
    const pairOf = (rare: [number, number], frequent: [number, number], differences: number): CopyPair => ({
      ...copy,
      byLabel: [...oneLabel(400, ...rare), ...oneLabel(1600, ...frequent)],
      correctnessDifferences: differences,
      predictionDifferences: differences,
    });
    const constant = pairOf([0, 0], [1600, 1600], 0);
    expect(computeCopyKappa(constant)).toBe(1);
    expect(flagNearCopies([constant])).toEqual([]);
    // Each model predicts the rare class on 20 items of the rare class and on 8 of the frequent class, chosen independently.
    const cautious = pairOf([20, 20], [1592, 1592], 20 + 18 + 15);
    expect(computeCopyKappa(cautious)).toBeGreaterThan(0.9);
    expect(flagNearCopies([cautious])).toEqual([]);
    expect(flagNearCopies([pairOf([200, 200], [1500, 1502], 2)])).toHaveLength(1);
  });

  it('computes a binomial tail that agrees with exact arithmetic', () => {
    const cases: [number, number, number, number][] = [
      [0, 10, 0.3, 0.028247524900000005],
      [3, 10, 0.3, 0.6496107184],
      [8, 10, 0.3, 0.9998563141],
      [40, 2000, 0.032, 0.0007480703431666852],
      [5, 1_000_000, 2e-5, 7.190059626478721e-5],
      [900, 2000, 0.5, 4.228544767751964e-6],
      [1150, 2000, 0.5, 0.9999999999922474],
      [7, 7, 0.4, 1],
      [2, 7, 0, 1],
      [2, 7, 1, 0],
    ];
    for (const [k, n, p, expected] of cases) {
      const tail = computeBinomialTail(k, n, p);
      expect(Math.abs(tail - expected)).toBeLessThanOrEqual(1e-13 * expected);
    }
    expect(() => computeBinomialTail(3, 2, 0.5)).toThrow(RangeError);
  });
});
