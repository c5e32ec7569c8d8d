import { describe, expect, it } from 'vitest';
import { sumBinomial } from '../planner/typical-set';
import { computeWilsonInterval } from './wilson';

describe('Wilson interval of a share', () => {
  it('aims at a coverage of 95 of 100 rounds, and reaches it on average over shares', () => {
    const count = 1500;
    const shares = Array.from({ length: 16 }, (_, i) => 0.2 + 0.05 * i + 0.0013);
    const coverages = shares.map((share) =>
      sumBinomial(count, share, (hits) => {
        const { lower, upper } = computeWilsonInterval(hits, count);
        return lower <= share && share <= upper ? 1 : 0;
      }),
    );
    const mean = coverages.reduce((sum, coverage) => sum + coverage, 0) / coverages.length;
    expect(mean).toBeGreaterThan(0.945);
    expect(mean).toBeLessThan(0.955);
    for (const coverage of coverages) expect(coverage).toBeGreaterThan(0.93);
  });
});
