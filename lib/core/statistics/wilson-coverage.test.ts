import { describe, expect, it } from 'vitest';
import { sumBinomial } from '../planner/class-told-chance';
import { computeWilsonLimits } from './wilson';

describe('limits', () => {
  it('of a share aim at 95 of 100 rounds, and on average over shares hold in as many', () => {
    const count = 1500;
    const shares = Array.from({ length: 16 }, (_, i) => 0.2 + 0.05 * i + 0.0013);
    const coverages = shares.map((share) =>
      sumBinomial(count, share, (hits) => {
        const { lower, upper } = computeWilsonLimits(hits, count);
        return lower <= share && share <= upper ? 1 : 0;
      }),
    );
    const mean = coverages.reduce((sum, coverage) => sum + coverage, 0) / coverages.length;
    expect(mean).toBeGreaterThan(0.945);
    expect(mean).toBeLessThan(0.955);
    for (const coverage of coverages) expect(coverage).toBeGreaterThan(0.93);
  });
});
