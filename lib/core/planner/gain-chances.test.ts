import { describe, expect, it } from 'vitest';
import { computeTestLevel } from '../feedback/ladder/wins-needed';
import { computeReportedChance } from './gain-chances';

const alike = 0.06;

const unlike = 0.18;

const told = (itemCount: number, gain: number, discordantShare: number, test = 1): number =>
  Math.round(
    100 * computeReportedChance({ itemCount, gain, discordantShare, level: computeTestLevel(test - 1) }),
  );

describe('chance that a better model is reported', () => {
  it('equals 70 of 100 for a gain of 2 points on 1,000 items if the files differ on 6 % of items, and 29 of 100 if on 18 %', () => {
    expect([told(1000, 0.02, alike), told(1000, 0.02, unlike)]).toEqual([70, 29]);
  });

  it('decreases with each refusal as in the specification’s table', () => {
    const tests = [1, 2, 4, 10, 30];
    expect(tests.map((r) => told(1000, 0.02, alike, r))).toEqual([70, 53, 37, 20, 8]);
    expect(tests.map((r) => told(1000, 0.03, unlike, r))).toEqual([58, 41, 26, 12, 4]);
    expect(tests.map((r) => told(4000, 0.03, unlike, r))).toEqual([99, 98, 95, 87, 72]);
  });

  it('can be computed with the same level for every test', () => {
    const flat = (itemCount: number, gain: number, discordantShare: number) =>
      Math.round(100 * computeReportedChance({ itemCount, gain, discordantShare, level: 0.05 / 30 }));
    expect([flat(1000, 0.02, alike), flat(1000, 0.03, unlike), flat(4000, 0.03, unlike)]).toEqual([
      32, 22, 94,
    ]);
  });

  it('equals the sum over all outcomes of few items', () => {
    const [n, gain, share, level] = [12, 0.3, 0.8, 0.1];
    const factorial = (k: number): number => (k <= 1 ? 1 : k * factorial(k - 1));
    const choose = (of: number, k: number) => factorial(of) / factorial(k) / factorial(of - k);
    let sum = 0;
    for (let won = 0; won <= n; won++)
      for (let lost = 0; won + lost <= n; lost++) {
        const changed = won + lost;
        let p = 0;
        for (let k = won; k <= changed; k++) p += choose(changed, k) / 2 ** changed;
        if (p < level)
          sum +=
            choose(n, won) *
            choose(n - won, lost) *
            ((share + gain) / 2) ** won *
            ((share - gain) / 2) ** lost *
            (1 - share) ** (n - changed);
      }
    expect(computeReportedChance({ itemCount: n, gain, discordantShare: share, level })).toBeCloseTo(sum, 10);
  });

  it('never exceeds the level of the test for a file that is no better', () => {
    for (const itemCount of [10, 60, 1000])
      expect(
        computeReportedChance({ itemCount, gain: 0, discordantShare: unlike, level: 0.025 }),
      ).toBeLessThanOrEqual(0.025);
  });

  it('grows with the gain, and is 0 without items and near 1 with very many', () => {
    const at = (itemCount: number, gain: number) =>
      computeReportedChance({ itemCount, gain, discordantShare: unlike, level: 0.025 });
    expect(at(0, 0.02)).toBe(0);
    expect(at(5, 0.05)).toBe(0);
    for (const gain of [0.01, 0.02, 0.05, 0.1]) expect(at(500, gain + 0.01)).toBeGreaterThan(at(500, gain));
    expect(at(900_000, 0.01)).toBe(1);
  });

  it('throws for a gain larger than the share of items that differ', () => {
    expect(() =>
      computeReportedChance({ itemCount: 10, gain: 0.1, discordantShare: 0.06, level: 0.025 }),
    ).toThrow(RangeError);
  });
});
