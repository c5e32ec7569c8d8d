import { describe, expect, it } from 'vitest';
import { createClassScorable, createProbabilityScorable, createRegressionScorable } from './scorable';

const classified = { task: 'multiclass', classes: ['a', 'b', 'c'], labels: Int32Array.of(0, 2) } as const;

describe('labels and predictions for scoring', () => {
  it('have as predicted class the most probable class, or the first of equally probable classes', () => {
    const probabilities = Float64Array.of(0.2, 0.4, 0.4, 0.1, 0.2, 0.7);
    expect(createProbabilityScorable({ ...classified, probabilities }).predicted).toEqual(
      Int32Array.of(1, 2),
    );
  });

  it('can’t be columns of different lengths', () => {
    expect(() => createClassScorable({ ...classified, predicted: Int32Array.of(0) })).toThrow(RangeError);
    expect(() => createProbabilityScorable({ ...classified, probabilities: new Float64Array(5) })).toThrow(
      RangeError,
    );
    expect(() =>
      createRegressionScorable({ labels: new Float64Array(2), predicted: new Float64Array(3) }),
    ).toThrow(RangeError);
  });

  it('can’t have indices that name no class, nor a binary task without two classes', () => {
    expect(() => createClassScorable({ ...classified, predicted: Int32Array.of(0, 3) })).toThrow(RangeError);
    expect(() => createClassScorable({ ...classified, predicted: Int32Array.of(-1, 0) })).toThrow(RangeError);
    expect(() =>
      createClassScorable({ ...classified, task: 'binary', predicted: Int32Array.of(0, 1) }),
    ).toThrow(RangeError);
  });

  it('can’t contain numbers that aren’t finite', () => {
    const probabilities = Float64Array.of(0, 0, Number.NaN, 0, 0, 1);
    expect(() => createProbabilityScorable({ ...classified, probabilities })).toThrow(RangeError);
    expect(() =>
      createRegressionScorable({
        labels: Float64Array.of(1),
        predicted: Float64Array.of(Number.POSITIVE_INFINITY),
      }),
    ).toThrow(RangeError);
  });
});
