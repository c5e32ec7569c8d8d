import { describe, expect, it } from 'vitest';
import type { Predictions } from '../../submission/predictions';
import { decideLadderAnswer } from './decide-ladder-answer';
import { estimateMean } from './estimate-mean';
import { boundItemDifferences } from './item-difference-bounds';
import type { LadderRules } from './ladder-rules';
import { computePublicScale } from './public-scale';
import { computeTestLevel, computeTestThreshold } from './test-level';

const rules: LadderRules = {
  test: 'mcnemar',
  lossKind: 'zero-one',
  direction: 'higher',
  criterion: { kind: 'guarded', answersCap: 30 },
  editCountMin: 10,
  groups: null,
  seed: 'rules',
};

const asked = {
  beaten: 'own-file' as const,
  level: computeTestLevel(4),
  nextLevel: computeTestLevel(5),
  seed: 's',
};

/** An incumbent with the first `right` of n items right, and a submission with so many more. */
const askFor = (n: number, right: number, more: number, overrides: Partial<LadderRules> = {}) =>
  decideLadderAnswer({
    ...asked,
    rules: { ...rules, ...overrides },
    incumbentOutcomes: new Float64Array(n).fill(1, 0, right),
    outcomes: new Float64Array(n).fill(1, 0, right + more),
    publicScale: Math.sqrt(0.1),
    unitLosses: null,
    estimate: null,
  });

describe("the ladder's answer", () => {
  it('tells an improvement as a score with its standard error, to the decimals that n items bear', () => {
    expect(askFor(1000, 600, 57)).toEqual({
      outcome: 'improved',
      estimate: 0.66,
      standardError: 0.02,
      beaten: 'own-file',
    });
    expect(askFor(4000, 2400, 252)).toEqual({
      outcome: 'improved',
      estimate: 0.663,
      standardError: 0.008,
      beaten: 'own-file',
    });
  });

  it('tells of no improvement Δ = t·s/√n by the t of the next answer, rounded up', () => {
    const answer = askFor(4000, 2400, 0);
    const delta = (computeTestThreshold(computeTestLevel(5)) * Math.sqrt(0.1)) / Math.sqrt(4000);
    expect(answer).toEqual({ outcome: 'no_improvement', smallestDetectable: 0.016 });
    expect(delta).toBeCloseTo(0.01519, 5);
  });

  it('tells no Δ against the maintainers’ baseline, which would tell how far the file is from it', () => {
    const of = (beaten: 'constant' | 'baseline') =>
      decideLadderAnswer({
        ...asked,
        beaten,
        rules,
        incumbentOutcomes: new Float64Array(300),
        outcomes: new Float64Array(300),
        publicScale: 0.4,
        unitLosses: null,
        estimate: null,
      });
    expect(of('baseline')).toEqual({ outcome: 'no_improvement', smallestDetectable: null });
    expect(of('constant')).toMatchObject({ smallestDetectable: expect.any(Number) });
  });

  it('tells no Δ where the files do not bound it', () => {
    const answer = decideLadderAnswer({
      ...asked,
      rules: { ...rules, lossKind: 'real' },
      incumbentOutcomes: new Float64Array(300),
      outcomes: new Float64Array(300),
      publicScale: null,
      unitLosses: null,
      estimate: null,
    });
    expect(answer).toEqual({ outcome: 'no_improvement', smallestDetectable: null });
  });

  it('announces no file that is surer of what it was sure of, however few of the rare losses were drawn', () => {
    // 50 of 1,000 items go from .99 to .9999: log loss falls by .01 on each that is right and rises by 4.6 on one in a hundred.
    const edited = 50;
    const incumbentOutcomes = new Float64Array(1000).fill(-Math.log(0.99));
    const outcomes = incumbentOutcomes.map((loss, i) => (i < edited ? -Math.log(0.9999) : loss));
    const bounds = Float64Array.from({ length: 1000 }, (_, i) => (i < edited ? Math.log(0.01 / 0.0001) : 0));
    const ofLoss: LadderRules = { ...rules, test: 'z-and-delta', lossKind: 'real', direction: 'lower' };
    const ask = (publicScale: number | null) =>
      decideLadderAnswer({
        ...asked,
        rules: publicScale === null ? { ...ofLoss, test: 'unguarded-z' } : ofLoss,
        incumbentOutcomes,
        outcomes,
        publicScale,
        unitLosses: null,
        estimate: null,
      });
    expect(ask(computePublicScale(bounds, null)).outcome).toBe('no_improvement');
    expect(ask(null).outcome).toBe('improved');
  });

  it('refuses a file for what the range of the labels lets it lose, and tells no more of that range', () => {
    // Squared errors: 50 of 1,000 items gain a quarter each, and could lose as much as their bound says.
    const incumbentOutcomes = new Float64Array(1000).fill(1);
    const outcomes = incumbentOutcomes.map((loss, i) => (i < 50 ? loss - 0.25 : loss));
    const ask = (possible: number | null) =>
      decideLadderAnswer({
        ...asked,
        rules: {
          ...rules,
          test: possible === null ? 'unguarded-z' : 'z-and-bet',
          lossKind: 'real',
          direction: 'lower',
        },
        incumbentOutcomes,
        outcomes,
        publicScale: null,
        unitLosses:
          possible === null
            ? null
            : {
                ofRound: new Float64Array(2000).fill(possible, 0, 100),
                ofPart: new Float64Array(1000).fill(possible, 0, 50),
              },
        estimate: { score: 1, standardError: 0.1 },
      });
    for (const possible of [null, 0, 0.25]) expect(ask(possible).outcome).toBe('improved');
    for (const possible of [10, 100, 1e6, Number.POSITIVE_INFINITY])
      expect(ask(possible)).toEqual({ outcome: 'no_improvement', smallestDetectable: null });
  });

  it("tells the metric's own value where it isn't the mean of the outcomes", () => {
    const answer = decideLadderAnswer({
      ...asked,
      rules: { ...rules, test: 'unguarded-z', lossKind: 'real', direction: 'lower' },
      incumbentOutcomes: Float64Array.from({ length: 300 }, (_, i) => 4 + (i % 3)),
      outcomes: Float64Array.from({ length: 300 }, (_, i) => 1 + (i % 2)),
      publicScale: null,
      unitLosses: null,
      estimate: { score: 1.22474, standardError: 0.0118 },
    });
    expect(answer).toEqual({ outcome: 'improved', estimate: 1.22, standardError: 0.02, beaten: 'own-file' });
  });

  it('tells of a refused file nothing of how many of the changed items the incumbent had right', () => {
    const refused = Array.from({ length: 21 }, (_, right) =>
      decideLadderAnswer({
        ...asked,
        rules,
        incumbentOutcomes: new Float64Array(4000).fill(1, 0, right),
        outcomes: new Float64Array(4000),
        publicScale: computePublicScale(new Float64Array(8000).fill(1, 0, 40), null),
        unitLosses: null,
        estimate: null,
      }),
    );
    expect(new Set(refused.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });
});

describe('the estimate of a mean', () => {
  it('of independent items has the binomial or the sample standard error', () => {
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

  it('of items that repeat within groups has the standard error of the groups', () => {
    const groups = Int32Array.from({ length: 40 }, (_, i) => Math.floor(i / 4));
    const outcomes = Float64Array.from(groups, (group) => group % 2);
    const groupMeans = Float64Array.from({ length: 10 }, (_, group) => group % 2);
    expect(estimateMean({ lossKind: 'zero-one', groups }, outcomes).standardError).toBeCloseTo(
      estimateMean({ lossKind: 'real', groups: null }, groupMeans).standardError,
      14,
    );
  });
});

describe('the scale that the files give', () => {
  const classes = (predicted: number[]): Predictions => ({
    kind: 'classes',
    predicted: Int32Array.from(predicted),
    probabilities: null,
  });
  const probabilities = (rows: number[]): Predictions => ({
    kind: 'probabilities',
    predicted: new Int32Array(rows.length / 2),
    probabilities: Float64Array.from(rows),
  });
  const numbers = (predicted: number[]): Predictions => ({
    kind: 'numbers',
    predicted: Float64Array.from(predicted),
  });

  it('is for accuracy the root of the share of changed items', () => {
    const bounds = boundItemDifferences(
      'accuracy',
      ['a', 'b', 'c'],
      classes([0, 1, 2, 0]),
      classes([0, 2, 2, 1]),
    );
    expect(bounds).toEqual(Float64Array.of(0, 1, 0, 1));
    expect(computePublicScale(bounds!, null)).toBeCloseTo(Math.sqrt(0.5), 14);
  });

  it('is for log loss the larger of the differences that either label would make', () => {
    const bounds = boundItemDifferences(
      'log_loss',
      ['no', 'yes'],
      probabilities([0.5, 0.5, 0.9, 0.1]),
      probabilities([0.8, 0.2, 0.9, 0.1]),
    );
    expect(bounds![0]).toBeCloseTo(Math.log(0.5 / 0.2), 12);
    expect(bounds![1]).toBe(0);
  });

  it('is for absolute errors the change of the prediction, and not to be had for squared ones', () => {
    const [before, after] = [numbers([1, 2, 3]), numbers([1, 5, 1])];
    expect(boundItemDifferences('mae', [], before, after)).toEqual(Float64Array.of(0, 3, 2));
    expect(boundItemDifferences('rmse', [], before, after)).toBeNull();
    expect(() => boundItemDifferences('mae', [], before, classes([0, 0, 0]))).toThrow(RangeError);
    expect(() => boundItemDifferences('mae', [], before, numbers([1]))).toThrow(RangeError);
  });

  it('are 1 wherever a metric of right and wrong texts can tell them apart, and none where they may be partly right', () => {
    const texts = (predicted: readonly string[]) => ({ kind: 'texts', predicted }) as const;
    const [before, after] = [
      texts(['Paris', 'A', '7', '1.5', '']),
      texts(['paris', '(B)', '7.0', '15', 'Oslo']),
    ];
    for (const [metric, bounds] of [
      ['exact_match', [0, 1, 1, 0, 1]],
      ['choice_accuracy', [0, 1, 0, 0, 0]],
      ['numeric_accuracy', [0, 0, 0, 1, 0]],
    ] as const)
      expect(boundItemDifferences(metric, [], before, after), metric).toEqual(Float64Array.from(bounds));
    for (const metric of ['token_f1', 'rouge_l', 'chrf', 'bleu'] as const)
      expect(boundItemDifferences(metric, [], before, after)).toBeNull();
    expect(() => boundItemDifferences('exact_match', [], before, numbers([1, 2, 3, 4, 5]))).toThrow(
      RangeError,
    );
  });

  it('grows where the changed items share a group', () => {
    const bounds = Float64Array.of(1, 1, 0, 0);
    expect(computePublicScale(bounds, Int32Array.of(0, 1, 2, 3))).toBe(computePublicScale(bounds, null));
    expect(computePublicScale(bounds, Int32Array.of(0, 0, 1, 1))).toBe(1);
  });
});
