import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawNormal } from '../../statistics/draw-normal';
import { computeOneSidedMcNemarP } from '../../statistics/mcnemar';
import { createRng } from '../../statistics/rng';
import { decideImprovement } from './decide-improvement';
import type { LadderRules } from './ladder-rules';
import { computePairedGains } from './paired-gains';
import { computePairedZ } from './paired-z';
import { computeSignFlipP } from './sign-flip-test';
import { computeTestLevel, computeTestThreshold } from './test-level';

const level = 0.05 / 30;
const rules: LadderRules = {
  test: 'mcnemar',
  lossKind: 'zero-one',
  direction: 'higher',
  criterion: { kind: 'guarded', answersCap: 30 },
  editCountMin: 10,
  groups: null,
  seed: 'rules',
};
const real: LadderRules = { ...rules, test: 'unguarded-z', lossKind: 'real', direction: 'lower' };
const asked = { level, publicScale: null, unitLosses: null };

/** Correctness of an incumbent and a submission with so many items that only one of them has right. */
function makePair(won: number, lost: number, n = 1000) {
  const before = new Float64Array(n);
  const after = new Float64Array(n);
  before.fill(1, won);
  after.fill(1, 0, won);
  after.fill(1, won + lost);
  return { ...asked, incumbentOutcomes: before, outcomes: after, seed: 'pair' };
}

describe('what a test may spend', () => {
  it('is .05/(r(r + 1)), r one more than the refusals so far', () => {
    // α_r and t_r of the science, § 2.
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

  it('is .05·R/(R + 1) after R refusals, and so never 5 %', () => {
    let spent = 0;
    for (let refusals = 0; refusals < 1000; refusals++) {
      spent += computeTestLevel(refusals);
      expect(spent).toBeCloseTo((0.05 * (refusals + 1)) / (refusals + 2), 12);
    }
    expect(spent).toBeLessThan(0.05);
  });

  it('is refused for refusals that are no count', () => {
    for (const count of [-1, 1.5, Number.NaN]) expect(() => computeTestLevel(count)).toThrow(RangeError);
  });
});

describe('an improvement in 0/1 outcomes', () => {
  it('is announced from the first count on at which the exact McNemar test has p < α', () => {
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

  it('is the same by losses, where lower is better', () => {
    const { incumbentOutcomes, outcomes, seed } = makePair(40, 10);
    const losses = {
      ...asked,
      incumbentOutcomes: incumbentOutcomes.map((x) => 1 - x),
      outcomes: outcomes.map((x) => 1 - x),
      seed,
    };
    expect(decideImprovement({ ...rules, direction: 'lower' }, losses)).toBe(true);
    expect(decideImprovement(rules, losses)).toBe(false);
  });

  it('at one standard error is not announced for a single item: z is exactly 1', () => {
    const oneError: LadderRules = { ...rules, criterion: { kind: 'standard-errors', count: 1 } };
    for (const n of [3, 1000, 4000]) expect(decideImprovement(oneError, makePair(1, 0, n))).toBe(false);
    expect(decideImprovement(oneError, makePair(2, 0))).toBe(true);
  });

  it('is refused for outcomes that are no 0 and 1, and for another number of items', () => {
    const pair = makePair(2, 1);
    expect(() => decideImprovement(rules, { ...pair, outcomes: pair.outcomes.map((x) => x / 2) })).toThrow(
      RangeError,
    );
    expect(() => decideImprovement(rules, { ...pair, outcomes: new Float64Array(3) })).toThrow(RangeError);
  });
});

describe('an improvement in other losses', () => {
  const draw = (n: number, gain: number, seed: string) => {
    const rng = createRng(seed);
    const incumbentOutcomes = Float64Array.from({ length: n }, () => 1 + 0.3 * drawNormal(rng));
    const noise = () => 0.1 * drawNormal(rng);
    return {
      ...asked,
      incumbentOutcomes,
      outcomes: incumbentOutcomes.map((loss) => loss - gain + noise()),
      seed,
    };
  };

  it('is announced from 200 items on where z of the paired gains exceeds t', () => {
    fc.assert(
      fc.property(fc.double({ min: -0.02, max: 0.06, noNaN: true }), fc.nat(1000), (gain, seed) => {
        const pair = draw(200, gain, `z${seed}`);
        const z = computePairedZ(computePairedGains(real, pair.incumbentOutcomes, pair.outcomes));
        expect(decideImprovement(real, pair)).toBe(z > computeTestThreshold(level));
      }),
    );
  });

  it('of fewer than 200 items is decided by permutation, the same way whenever it is decided', () => {
    const pair = draw(120, 0.05, 'small');
    expect(decideImprovement(real, pair)).toBe(true);
    expect(decideImprovement(real, pair)).toBe(true);
    expect(decideImprovement(real, draw(120, -0.05, 'small'))).toBe(false);
  });

  it('of items in groups is judged by groups: a gain within one group of a hundred shows nothing', () => {
    const n = 1000;
    const groups = Int32Array.from({ length: n }, (_, i) => Math.floor(i / 10));
    const scattered = Float64Array.from({ length: n }, (_, i) => (i % 10 === 0 ? 1 : 0));
    const concentrated = Float64Array.from({ length: n }, (_, i) => (i < 10 ? 1 : 0));
    const clustered: LadderRules = { ...rules, test: 'guarded-z', groups };
    const unitLosses = { ofRound: new Float64Array(100).fill(1), ofPart: new Float64Array(100).fill(1) };
    const incumbentOutcomes = new Float64Array(n);
    const decide = (ladderRules: LadderRules, outcomes: Float64Array) =>
      decideImprovement(ladderRules, { ...asked, unitLosses, incumbentOutcomes, outcomes, seed: 'groups' });
    expect(decide(clustered, scattered)).toBe(true);
    expect(decide(clustered, concentrated)).toBe(false);
    expect(decide(rules, concentrated)).toBe(true);
  });
});

describe('the paired z', () => {
  it('is the mean gain over its standard error', () => {
    // Gains 1, 2, 3, 4: mean 2.5, s² = 5/3.
    expect(computePairedZ(Float64Array.of(1, 2, 3, 4))).toBeCloseTo(2.5 / Math.sqrt(5 / 3 / 4), 12);
  });

  it('is infinite for gains that are all alike, 0 for none, and no number for one item', () => {
    expect(computePairedZ(Float64Array.of(0.1, 0.1, 0.1))).toBe(Number.POSITIVE_INFINITY);
    expect(computePairedZ(Float64Array.of(-0.1, -0.1))).toBe(Number.NEGATIVE_INFINITY);
    expect(computePairedZ(new Float64Array(5))).toBe(0);
    expect(computePairedZ(Float64Array.of(3))).toBeNaN();
  });
});

describe('the sign-flip test', () => {
  it('has the p of all sign patterns', () => {
    const gains = Float64Array.of(1.2, -0.4, 0.9, 2.1, -0.3, 0.7, 1.5, -0.2, 0.6, 0.8);
    const observed = gains.reduce((sum, gain) => sum + gain, 0);
    let atLeast = 0;
    for (let pattern = 0; pattern < 1024; pattern++) {
      const total = gains.reduce((sum, gain, i) => sum + ((pattern >> i) & 1 ? gain : -gain), 0);
      if (total >= observed - 1e-9) atLeast++;
    }
    const p = computeSignFlipP(gains, 0.0005, 'all');
    expect(Math.abs(p - atLeast / 1024)).toBeLessThan(0.003);
  });

  it('is 1 where nothing is gained, and can be far below the level where all is', () => {
    expect(computeSignFlipP(new Float64Array(50), 0.01, 's')).toBe(1);
    expect(computeSignFlipP(Float64Array.of(1, -2), 0.01, 's')).toBe(1);
    expect(computeSignFlipP(new Float64Array(50).fill(0.1), 0.05 / 30, 's')).toBeLessThan((0.05 / 30) * 0.1);
  });

  it('gives the same p for the same seed', () => {
    const gains = Float64Array.from({ length: 60 }, (_, i) => Math.sin(i) + 0.1);
    expect(computeSignFlipP(gains, 0.01, 'a')).toBe(computeSignFlipP(gains, 0.01, 'a'));
    expect(computeSignFlipP(gains, 0.01, 'a')).not.toBe(computeSignFlipP(gains, 0.01, 'b'));
  });
});
