import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MetricName } from '../../metrics/metric-name';
import { createRegressionScorable } from '../../metrics/scorable/scorable';
import { computeItemOutcomes } from '../../scoring/item-outcomes';
import type { Predictions } from '../../submission/predictions';
import { boundPossibleLosses, widenLabelRange } from './find-unit-losses';
import { requireLadder } from './ladder-rules';

const boundOf = (metric: MetricName) => requireLadder(metric).losses;

const numbers = (predicted: Float64Array | number[]): Predictions => ({
  kind: 'numbers',
  predicted: Float64Array.from(predicted),
});

const outcomesOf = (metric: 'rmse' | 'mape', labels: Float64Array, predicted: Float64Array) => {
  const outcomes = computeItemOutcomes(metric, createRegressionScorable({ labels, predicted }));
  if (!outcomes.ok) throw new Error('no outcomes');
  return outcomes.value;
};

const magnitude = fc.double({ min: 0.01, max: 100, noNaN: true });

const label = fc.tuple(magnitude, fc.boolean()).map(([size, isNegative]) => (isNegative ? -size : size));

const prediction = fc.double({ min: -300, max: 300, noNaN: true });

const rows = fc.array(fc.tuple(label, prediction, prediction), { minLength: 1, maxLength: 20 });

describe('possible loss of an item', () => {
  it.each(['rmse', 'mape'] as const)('bounds the loss in %s with any label of the round', (metric) => {
    fc.assert(
      fc.property(rows, (drawn) => {
        const [labels, before, after] = [0, 1, 2].map((c) => Float64Array.from(drawn, (row) => row[c]!));
        const losses = boundPossibleLosses(
          boundOf(metric),
          widenLabelRange(labels!),
          numbers(before!),
          numbers(after!),
        )!;
        // Every item is tried with every label, since a team doesn't know which label an item has.
        for (const value of labels!) {
          const same = new Float64Array(drawn.length).fill(value);
          const [was, is] = [before!, after!].map((predicted) => outcomesOf(metric, same, predicted));
          losses.forEach((loss, i) => {
            expect(is![i]! - was![i]!).toBeLessThanOrEqual(loss + 1e-9 * (1 + was![i]! + is![i]!));
          });
        }
      }),
    );
  });

  it('finds a bound that some label of the range reaches', () => {
    const range = { lower: 1, upper: 10, magnitudeMin: 1 };
    // The largest loss is (10 − 2)² − (10 − 4)² for the first item; the second item's prediction gets closer to all labels,
    // so it loses nothing.
    expect(boundPossibleLosses(boundOf('rmse'), range, numbers([4, 20]), numbers([2, 12]))).toEqual(
      Float64Array.of(28, 0),
    );
    // For a higher prediction the smallest label is the worst, |1 − 4|/1 − |1 − 2|/1; for a lower prediction the old
    // prediction is the worst label, |4 − 2|/4.
    expect(boundPossibleLosses(boundOf('mape'), range, numbers([2, 4]), numbers([4, 2]))).toEqual(
      Float64Array.of(2, 0.5),
    );
    expect(boundPossibleLosses(boundOf('r2'), range, numbers([4]), numbers([2]))).toEqual(
      Float64Array.of(28),
    );
  });

  it('has no bound for a relative error if a label may be 0, except for unchanged predictions', () => {
    const range = { lower: -1, upper: 1, magnitudeMin: 0 };
    expect(boundPossibleLosses(boundOf('mape'), range, numbers([1, 1]), numbers([1, 2]))).toEqual(
      Float64Array.of(0, Number.POSITIVE_INFINITY),
    );
  });

  it('returns null for other metrics, and throws for files that don’t match', () => {
    const range = { lower: 0, upper: 1, magnitudeMin: 0 };
    expect(boundPossibleLosses(boundOf('mae'), range, numbers([1]), numbers([2]))).toBeNull();
    expect(() => boundPossibleLosses(boundOf('rmse'), range, numbers([1]), numbers([2, 3]))).toThrow(
      RangeError,
    );
    expect(() =>
      boundPossibleLosses(boundOf('rmse'), range, numbers([1]), { kind: 'texts', predicted: ['1'] }),
    ).toThrow(RangeError);
  });
});
