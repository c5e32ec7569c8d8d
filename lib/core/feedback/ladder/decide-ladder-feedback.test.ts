import { describe, expect, it } from 'vitest';
import { decideLadderFeedback } from './advance-ladder';
import { estimateMean } from './guarded-z';
import type { LadderRules } from './ladder-rules';
import { computeTestLevel } from './wins-needed';

const rules: LadderRules = {
  test: 'mcnemar',
  lossKind: 'zero-one',
  direction: 'higher',
  feedbackCap: 30,
  editCountMin: 10,
  groups: null,
};

const ofLosses: LadderRules = { ...rules, test: 'guarded-z', lossKind: 'real', direction: 'lower' };

const shared = { beaten: 'own-file' as const, level: computeTestLevel(4), unitLosses: null, estimate: null };

/**
 * Decides feedback for an incumbent that has the first `right` of n items right, against a submission that has `more`
 * further items right.
 */
const decideFor = (n: number, right: number, more: number) =>
  decideLadderFeedback({
    ...shared,
    rules,
    incumbentOutcomes: new Float64Array(n).fill(1, 0, right),
    outcomes: new Float64Array(n).fill(1, 0, right + more),
  });

describe('decideLadderFeedback', () => {
  it('reports an improvement as a score and its standard error, with the decimals that n items allow', () => {
    expect(decideFor(1000, 600, 57)).toEqual({
      outcome: 'improved',
      estimate: 0.66,
      standardError: 0.015,
      beaten: 'own-file',
    });
    expect(decideFor(4000, 2400, 252)).toEqual({
      outcome: 'improved',
      estimate: 0.663,
      standardError: 0.0075,
      beaten: 'own-file',
    });
  });

  it('refuses a file that only makes predictions more confident, even if the sample contains few of the rare losses', () => {
    // On 50 of 1,000 items the probability rises from .99 to .9999: log loss falls by .01 on each item that is right and
    // rises by 4.6 on one in a hundred.
    const edited = 50;
    const incumbentOutcomes = new Float64Array(1000).fill(-Math.log(0.99));
    const outcomes = incumbentOutcomes.map((loss, i) => (i < edited ? -Math.log(0.9999) : loss));
    const decide = (possible: number) => {
      const losses = new Float64Array(1000).fill(possible, 0, edited);
      const unitLosses = { ofRound: losses, ofSplit: losses };
      return decideLadderFeedback({ ...shared, rules: ofLosses, incumbentOutcomes, outcomes, unitLosses });
    };
    expect(decide(Math.log(0.01 / 0.0001)).outcome).toBe('no_improvement');
    expect(decide(0).outcome).toBe('improved');
  });

  it('reports no number for a refused file, regardless of the bounds on losses', () => {
    const incumbentOutcomes = new Float64Array(1000).fill(1);
    const outcomes = incumbentOutcomes.map((loss, i) => (i < 50 ? loss - 0.25 : loss));
    const decide = (possible: number) =>
      decideLadderFeedback({
        ...shared,
        rules: ofLosses,
        incumbentOutcomes,
        outcomes,
        unitLosses: {
          ofRound: new Float64Array(2000).fill(possible, 0, 100),
          ofSplit: new Float64Array(1000).fill(possible, 0, 50),
        },
        estimate: { score: 1, standardError: 0.1 },
      });
    for (const possible of [0, 0.25]) expect(decide(possible).outcome).toBe('improved');
    for (const possible of [10, 100, 1e6, Number.POSITIVE_INFINITY])
      expect(decide(possible)).toEqual({ outcome: 'no_improvement' });
  });

  it('reports the metric’s own value where this isn’t the mean of the outcomes', () => {
    const losses = new Float64Array(300).fill(1);
    const decision = decideLadderFeedback({
      ...shared,
      rules: ofLosses,
      incumbentOutcomes: Float64Array.from({ length: 300 }, (_, i) => 4 + (i % 3)),
      outcomes: Float64Array.from({ length: 300 }, (_, i) => 1 + (i % 2)),
      unitLosses: { ofRound: losses, ofSplit: losses },
      estimate: { score: 1.22474, standardError: 0.0118 },
    });
    expect(decision).toEqual({
      outcome: 'improved',
      estimate: 1.22,
      standardError: 0.01,
      beaten: 'own-file',
    });
  });
});

describe('standard error of a mean', () => {
  it('equals the binomial standard error for hits and the sample standard error for other independent outcomes', () => {
    expect(estimateMean(rules, Float64Array.of(1, 0, 1, 1))).toEqual({
      score: 0.75,
      standardError: Math.sqrt((0.75 * 0.25) / 4),
    });
    const { score, standardError } = estimateMean(
      { lossKind: 'real', groups: null },
      Float64Array.of(1, 2, 3, 4),
    );
    expect(score).toBe(2.5);
    expect(standardError).toBeCloseTo(Math.sqrt(5 / 3 / 4), 14);
  });

  it('equals the standard error of the group means if all items of a group are equal', () => {
    const groups = Int32Array.from({ length: 40 }, (_, i) => Math.floor(i / 4));
    const outcomes = Float64Array.from(groups, (group) => group % 2);
    const groupMeans = Float64Array.from({ length: 10 }, (_, group) => group % 2);
    expect(estimateMean({ lossKind: 'zero-one', groups }, outcomes).standardError).toBeCloseTo(
      estimateMean({ lossKind: 'real', groups: null }, groupMeans).standardError,
      14,
    );
  });
});
