import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeOneSidedMcNemarP } from '../../statistics/mcnemar';
import { drawNormal } from '../../statistics/normal-distribution';
import { createRng } from '../../statistics/rng';
import { decideImprovement } from './advance-ladder';
import { computeGuardedZ, computePairedGains, computePairedZ } from './guarded-z';
import type { LadderRules } from './ladder-rules';
import { computeTestLevel, computeTestThreshold } from './wins-needed';

const level = 0.05 / 30;

const rules: LadderRules = {
  test: 'mcnemar',
  lossKind: 'zero-one',
  direction: 'higher',
  feedbackCap: 30,
  editCountMin: 10,
  groups: null,
};

const real: LadderRules = { ...rules, test: 'guarded-z', lossKind: 'real', direction: 'lower' };

const shared = { level, unitLosses: null };

/**
 * Makes the 0/1 outcomes of an incumbent and a submission that differ on these items: `won` only the submission has right,
 * `lost` only the incumbent has right.
 */
function makePair(won: number, lost: number, n = 1000) {
  const before = new Float64Array(n);
  const after = new Float64Array(n);
  before.fill(1, won);
  after.fill(1, 0, won);
  after.fill(1, won + lost);
  return { ...shared, incumbentOutcomes: before, outcomes: after };
}

describe('level of a test', () => {
  it('equals .05/(r(r + 1)), r one more than the refusals so far', () => {
    // Values of α_r and t_r in the specification, § 2.
    for (const [r, alpha, t] of [
      [1, 0.025, 1.96],
      [2, 0.00833, 2.394],
      [3, 0.00417, 2.638],
      [4, 0.0025, 2.807],
      [6, 0.00119, 3.038],
      [10, 0.000455, 3.317],
      [20, 0.000119, 3.675],
      [27, 0.0000661, 3.822],
      [30, 0.0000538, 3.873],
    ] as const) {
      expect(computeTestLevel(r - 1) / alpha).toBeCloseTo(1, 2);
      expect(computeTestThreshold(computeTestLevel(r - 1))).toBeCloseTo(t, 3);
    }
  });

  it('adds up to .05·R/(R + 1) over R refusals, and so never reaches 5 %', () => {
    let spent = 0;
    for (let refusals = 0; refusals < 1000; refusals++) {
      spent += computeTestLevel(refusals);
      expect(spent).toBeCloseTo((0.05 * (refusals + 1)) / (refusals + 2), 12);
    }
    expect(spent).toBeLessThan(0.05);
  });

  it('throws for an invalid number of refusals', () => {
    for (const count of [-1, 1.5, Number.NaN]) expect(() => computeTestLevel(count)).toThrow(RangeError);
  });
});

describe('improvement in 0/1 outcomes', () => {
  it('finds an improvement from the first count of wins at which the exact McNemar test has p < α', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 120 }), (won, lost) => {
        expect(decideImprovement(rules, makePair(won, lost))).toBe(
          won > lost && computeOneSidedMcNemarP(won, lost) < level,
        );
      }),
    );
    expect(decideImprovement(rules, makePair(9, 0))).toBe(false);
    expect(decideImprovement(rules, makePair(10, 0))).toBe(true);
  });

  it('finds an improvement in the same way for losses, where lower is better', () => {
    const { incumbentOutcomes, outcomes } = makePair(40, 10);
    const losses = {
      ...shared,
      incumbentOutcomes: incumbentOutcomes.map((x) => 1 - x),
      outcomes: outcomes.map((x) => 1 - x),
    };
    expect(decideImprovement({ ...rules, direction: 'lower' }, losses)).toBe(true);
    expect(decideImprovement(rules, losses)).toBe(false);
  });

  it('throws for outcomes other than 0 and 1, and for files with different numbers of items', () => {
    const pair = makePair(2, 1);
    expect(() => decideImprovement(rules, { ...pair, outcomes: pair.outcomes.map((x) => x / 2) })).toThrow(
      RangeError,
    );
    expect(() => decideImprovement(rules, { ...pair, outcomes: new Float64Array(3) })).toThrow(RangeError);
  });
});

describe('improvement in other losses', () => {
  const draw = (n: number, gain: number, seed: string) => {
    const rng = createRng(seed);
    const incumbentOutcomes = Float64Array.from({ length: n }, () => 1 + 0.3 * drawNormal(rng));
    const noise = () => 0.1 * drawNormal(rng);
    return {
      ...shared,
      incumbentOutcomes,
      outcomes: incumbentOutcomes.map((loss) => loss - gain + noise()),
      unitLosses: { ofRound: new Float64Array(2 * n).fill(0.5), ofSplit: new Float64Array(n).fill(0.5) },
    };
  };

  it.each([40, 200])('requires z and z′ of the paired gains above t, with %i items', (n) => {
    const t = computeTestThreshold(level);
    fc.assert(
      fc.property(fc.double({ min: -0.02, max: 0.1, noNaN: true }), fc.nat(1000), (gain, seed) => {
        const pair = draw(n, gain, `z${seed}`);
        const gains = computePairedGains(real, pair.incumbentOutcomes, pair.outcomes);
        const isBoth = computePairedZ(gains) > t && computeGuardedZ(gains, pair.unitLosses, t).z > t;
        expect(decideImprovement(real, pair)).toBe(isBoth);
      }),
    );
  });

  it('throws if the bounds on the losses of items are missing', () => {
    const pair = draw(200, 0.1, 'none');
    expect(decideImprovement(real, pair)).toBe(true);
    expect(decideImprovement(real, { ...pair, unitLosses: null })).toBe(false);
  });

  it('tests groups of items: a gain within one group of a hundred is no evidence', () => {
    const n = 1000;
    const groups = Int32Array.from({ length: n }, (_, i) => Math.floor(i / 10));
    const scattered = Float64Array.from({ length: n }, (_, i) => (i % 10 === 0 ? 1 : 0));
    const concentrated = Float64Array.from({ length: n }, (_, i) => (i < 10 ? 1 : 0));
    const clustered: LadderRules = { ...rules, test: 'guarded-z', groups };
    const unitLosses = { ofRound: new Float64Array(100).fill(1), ofSplit: new Float64Array(100).fill(1) };
    const incumbentOutcomes = new Float64Array(n);
    const decide = (ladderRules: LadderRules, outcomes: Float64Array) =>
      decideImprovement(ladderRules, { ...shared, unitLosses, incumbentOutcomes, outcomes });
    expect(decide(clustered, scattered)).toBe(true);
    expect(decide(clustered, concentrated)).toBe(false);
    expect(decide(rules, concentrated)).toBe(true);
  });
});

describe('paired z', () => {
  it('equals the mean gain over its standard error', () => {
    // Gains 1, 2, 3, 4 have mean 2.5 and variance s² = 5/3.
    expect(computePairedZ(Float64Array.of(1, 2, 3, 4))).toBeCloseTo(2.5 / Math.sqrt(5 / 3 / 4), 12);
  });

  it('returns infinity for equal gains, 0 if all gains are 0, and NaN for one item', () => {
    expect(computePairedZ(Float64Array.of(0.1, 0.1, 0.1))).toBe(Number.POSITIVE_INFINITY);
    expect(computePairedZ(Float64Array.of(-0.1, -0.1))).toBe(Number.NEGATIVE_INFINITY);
    expect(computePairedZ(new Float64Array(5))).toBe(0);
    expect(computePairedZ(Float64Array.of(3))).toBeNaN();
  });
});
