import { describe, expect, it } from 'vitest';
import { decideImprovement } from '../feedback/ladder/advance-ladder';
import { computeSplitDifference } from '../freshness/gap';
import { metricByName, metricNames } from '../metrics/metric-name';
import { createRegressionScorable } from '../metrics/scorable/scorable';
import { makeClassScorable, makeProbabilityScorable } from '../metrics/testing/make-scorable';
import { computeItemOutcomes, selectGroups } from './item-outcomes';

const binary = makeProbabilityScorable(['no', 'yes'], [0, 1, 1], [0.75, 0.25, 0.5, 0.5, 1, 0]);

const numbers = createRegressionScorable({
  labels: Float64Array.of(1, 2, 4),
  predicted: Float64Array.of(1, 5, 2),
});

describe('item outcomes', () => {
  it('equal 1 for a right class and 0 for a wrong class, where the first of equally probable classes is predicted', () => {
    for (const name of ['accuracy', 'balanced_accuracy', 'macro_f1'] as const) {
      expect(computeItemOutcomes(name, binary)).toEqual({ ok: true, value: Float64Array.of(1, 0, 0) });
    }
  });

  it('equal absolute errors for MAE and squared errors for RMSE and R²', () => {
    expect(computeItemOutcomes('mae', numbers)).toEqual({ ok: true, value: Float64Array.of(0, 3, 2) });
    for (const name of ['rmse', 'r2'] as const) {
      expect(computeItemOutcomes(name, numbers)).toEqual({ ok: true, value: Float64Array.of(0, 9, 4) });
    }
  });

  it('have the metric as their mean, themselves or as pseudo-values, for every metric that is such a mean', () => {
    const six = makeProbabilityScorable(
      ['a', 'b', 'c', 'd', 'e', 'f'],
      [0, 5, 3],
      [0.5, 0.5, 0, 0, 0, 0, 0, 0.5, 0.25, 0.25, 0, 0, 0.25, 0, 0, 0.25, 0.25, 0.25],
    );
    for (const [name, s] of [
      ['accuracy', binary],
      ['micro_f1', binary],
      ['log_loss', binary],
      ['brier_score', binary],
      ['brier_score', six],
      ['calibration_error', binary],
      ['calibration_error', six],
      ['top_3_accuracy', six],
      ['top_5_accuracy', six],
      ['average_precision', binary],
      ['mae', numbers],
      ['mape', numbers],
      ['spearman', numbers],
      ['kendall', numbers],
    ] as const) {
      const outcomes = computeItemOutcomes(name, s);
      const score = metricByName[name].compute(s);
      if (!outcomes.ok || !score.ok) throw new Error('refused');
      expect(outcomes.value.reduce((sum, outcome) => sum + outcome, 0) / outcomes.value.length).toBeCloseTo(
        score.value,
        12,
      );
    }
  });

  it('the outcome of a label with probability 0 is finite', () => {
    const losses = computeItemOutcomes('log_loss', binary);
    expect(losses.ok && losses.value[2]).toBeCloseTo(52 * Math.LN2, 10);
  });

  it('equal the probability of the positive class or of the label for AUC, and squared steps for quadratic κ', () => {
    expect(computeItemOutcomes('roc_auc', binary)).toEqual({
      ok: true,
      value: Float64Array.of(0.25, 0.5, 0),
    });
    const three = makeProbabilityScorable(['a', 'b', 'c'], [2, 0], [0.25, 0.25, 0.5, 0.125, 0.5, 0.375]);
    expect(computeItemOutcomes('quadratic_kappa', three)).toEqual({ ok: true, value: Float64Array.of(0, 1) });
    expect(computeItemOutcomes('roc_auc', three)).toEqual({ ok: true, value: Float64Array.of(0.5, 0.125) });
  });

  it('refuses an empty split, another task, and missing probabilities', () => {
    const empty = createRegressionScorable({ labels: new Float64Array(0), predicted: new Float64Array(0) });
    const classes = makeClassScorable(['no', 'yes'], [0], [0]);
    const threeClasses = makeClassScorable(['a', 'b', 'c'], [0], [0]);
    for (const name of metricNames) {
      const other = metricByName[name].needs === 'numbers' ? binary : numbers;
      expect(computeItemOutcomes(name, empty)).toMatchObject({ error: { reason: 'no-items' } });
      expect(computeItemOutcomes(name, other)).toMatchObject({
        error: { reason: 'wrong-task' },
      });
      if (metricByName[name].needs === 'probabilities') {
        const s = metricByName[name].tasks.includes('binary') ? classes : threeClasses;
        expect(computeItemOutcomes(name, s)).toMatchObject({ error: { reason: 'no-probabilities' } });
      }
    }
  });
});

const [none, allAlone, two, one] = [
  null,
  Int32Array.of(0, 1, 2, 3),
  Int32Array.of(0, 0, 1, 2),
  new Int32Array(4).fill(7),
];

const everywhere = Uint32Array.of(0, 1, 2, 3);

describe('groups of a split', () => {
  it('returns null for independent items: in a round without groups, or with each item alone in its group', () => {
    expect(selectGroups(none, everywhere)).toBeNull();
    expect(selectGroups(allAlone, everywhere)).toBeNull();
    expect(selectGroups(two, Uint32Array.of(1, 2, 3))).toBeNull();
    expect(selectGroups(two, everywhere)).toEqual(two);
    expect(selectGroups(two, Uint32Array.of(0, 1, 3))).toEqual(Int32Array.of(0, 0, 2));
  });

  it('returns one group if all items are in the same group, so that these are never treated as independent', () => {
    expect(selectGroups(one, everywhere)).toEqual(one);
    expect(selectGroups(two, Uint32Array.of(0, 1))).toEqual(Int32Array.of(0, 0));
    const pairs = Int32Array.of(0, 0, 1, 1);
    expect(selectGroups(pairs, Uint32Array.of(2, 3))).toEqual(Int32Array.of(1, 1));
  });
});

describe('split whose items are all in one group', () => {
  const itemCount = 1000;
  const groups = selectGroups(
    new Int32Array(itemCount),
    Uint32Array.from({ length: itemCount }, (_, i) => i),
  );
  const gains = Float64Array.from({ length: itemCount }, (_, i) => 0.5 + 0.5 * ((i * 7) % 3));

  it('gives no reported improvement, however much better a file is', () => {
    const decide = (of: Int32Array | null) =>
      decideImprovement(
        {
          ...{ test: 'guarded-z', lossKind: 'real', direction: 'higher', feedbackCap: 30, editCountMin: 10 },
          groups: of,
        },
        {
          incumbentOutcomes: new Float64Array(itemCount),
          outcomes: gains,
          level: 0.025,
          unitLosses: of
            ? { ofRound: Float64Array.of(1), ofSplit: Float64Array.of(1) }
            : { ofRound: new Float64Array(itemCount).fill(1), ofSplit: new Float64Array(itemCount).fill(1) },
        },
      );
    expect(decide(groups)).toBe(false);
    expect(decide(null)).toBe(true);
  });

  it('has no measured gap', () => {
    expect(computeSplitDifference(gains, { of: 'groups', groups: groups! })).toBeNull();
  });
});
