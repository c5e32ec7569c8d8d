import { describe, expect, it } from 'vitest';
import { computeNormalDensity, computeNormalQuantile } from '../statistics/normal-distribution';
import { computeWilsonInterval } from '../statistics/wilson';
import { findErrorOnScale, findLinkScale } from './link-scale';

describe('findLinkScale', () => {
  it('returns the probit for shares and the AUC of two classes, minus the logarithm for losses, and null for other metrics', () => {
    expect(findLinkScale('accuracy', 'multiclass')).toBe('probit');
    expect(findLinkScale('exact_match', 'text')).toBe('probit');
    expect(findLinkScale('roc_auc', 'binary')).toBe('probit');
    expect(findLinkScale('roc_auc', 'multiclass')).toBeNull();
    for (const metric of ['log_loss', 'brier_score'] as const)
      expect(findLinkScale(metric, 'binary')).toBe('minus-log');
    for (const metric of ['mae', 'mape', 'rmse'] as const)
      expect(findLinkScale(metric, 'regression')).toBe('minus-log');
    for (const metric of ['macro_f1', 'mcc', 'calibration_error'] as const)
      expect(findLinkScale(metric, 'binary')).toBeNull();
    expect(findLinkScale('r2', 'regression')).toBeNull();
  });
});

describe('findErrorOnScale', () => {
  it.each([
    [0.9, 1400],
    [0.65, 300],
    [0.97, 2000],
  ])('agrees with the binomial error of a share of %d on %i items to 1 %%', (score, itemCount) => {
    const interval = computeWilsonInterval(score * itemCount, itemCount);
    const error = findErrorOnScale('probit', { score, itemCount, interval })!;
    const binomial =
      Math.sqrt((score * (1 - score)) / itemCount) / computeNormalDensity(computeNormalQuantile(score));
    expect(Math.abs(error / binomial - 1)).toBeLessThan(0.01);
  });

  it('computes the error of a loss from its interval on the logarithmic scale', () => {
    const interval = { lower: 2 * Math.exp(-0.196), upper: 2 * Math.exp(0.196) };
    expect(findErrorOnScale('minus-log', { score: 2, itemCount: 500, interval })).toBeCloseTo(0.1, 4);
  });

  it('uses the other bound if one bound is at the end of the metric’s range', () => {
    const perfect = { score: 1, itemCount: 500, interval: computeWilsonInterval(500, 500) };
    expect(findErrorOnScale('probit', perfect)).toBeGreaterThan(0.1);
    expect(
      findErrorOnScale('minus-log', { score: 0.01, itemCount: 9, interval: { lower: 0, upper: 0.02 } }),
    ).toBeCloseTo(Math.LN2 / 1.96, 3);
    expect(findErrorOnScale('probit', { ...perfect, interval: { lower: 0, upper: 1 } })).toBeNull();
    expect(
      findErrorOnScale('minus-log', { score: 0, itemCount: 9, interval: { lower: 0, upper: 1 } }),
    ).toBeNull();
  });
});
