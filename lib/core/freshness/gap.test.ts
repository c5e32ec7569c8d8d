import { describe, expect, it } from 'vitest';
import checkValues from '../statistics/testing/check-values.json';
import { computeGap } from './gap';
import { addValues, computeItemDifferences, computePartDifference } from './part-difference';

const sum = (columns: number[][]) =>
  columns.reduce<ReturnType<typeof addValues> | null>(
    (group, column) => addValues(group, Float64Array.from(column)),
    null,
  )!;

describe('gap within a round', () => {
  it('has the check values of numpy and scipy', () => {
    const values = (count: number, step: number, modulus: number, shift: number) =>
      Float64Array.from({ length: count }, (_, j) => 0.1 * ((step * j) % modulus) - shift);
    const measure = (differences: Float64Array) => computePartDifference(differences, { of: 'items' })!;
    const gap = computeGap(
      { feedback: measure(values(40, 7, 11, 0.4)), final: measure(values(60, 5, 13, 0.6)) },
      'points',
    );
    expect(gap.estimate).toBeCloseTo(checkValues.gap.gap, 5);
    expect(gap.standardError).toBeCloseTo(checkValues.gap.se, 6);
    expect(gap.degreesOfFreedom).toBeCloseTo(checkValues.gap.df, 3);
    expect(gap.lower).toBeCloseTo(checkValues.gap.lower, 6);
    expect(gap.upper).toBeCloseTo(checkValues.gap.upper, 5);
  });

  it('is that of the tested models alone without a reference', () => {
    expect([
      ...computeItemDifferences(
        sum([
          [1, 0],
          [1, 1],
        ]),
        null,
      ),
    ]).toEqual([1, 0.5]);
  });

  it('is the difference of the mean item differences, with both variances', () => {
    const ofFeedback = computeItemDifferences(
      sum([
        [1, 1, 0, 1],
        [1, 0, 1, 1],
      ]),
      sum([[1, 0, 0, 1]]),
    );
    expect([...ofFeedback]).toEqual([0, 0.5, 0.5, 0]);
    const ofFinal = computeItemDifferences(
      sum([
        [1, 0],
        [1, 0],
      ]),
      sum([[1, 1]]),
    );
    expect([...ofFinal]).toEqual([0, -1]);
    const feedback = computePartDifference(ofFeedback, { of: 'items' })!;
    const final = computePartDifference(ofFinal, { of: 'items' })!;
    expect(feedback).toEqual({ itemCount: 4, mean: 0.25, variance: 1 / 12, degreesOfFreedom: 3 });
    const gap = computeGap({ feedback, final }, 'points');
    expect(gap.estimate).toBe(0.75);
    expect(gap.standardError).toBeCloseTo(Math.sqrt(1 / 12 / 4 + 0.5 / 2), 14);
    expect(gap.degreesOfFreedom).toBeCloseTo(507 / 433, 12);
  });

  it('has no error where no item tells the groups apart, however often a third is added up', () => {
    const same = computePartDifference(new Float64Array(500).fill(1 / 3), { of: 'items' })!;
    expect(same.variance).toBe(0);
    expect(computeGap({ feedback: same, final: same }, 'points')).toMatchObject({
      estimate: 0,
      standardError: 0,
      lower: 0,
      upper: 0,
      pValue: 1,
    });
  });

  it('takes groups as wholes, and true classes by themselves', () => {
    const differences = Float64Array.from([1, 1, 0, 0, -1, -1]);
    const groups = Int32Array.from([7, 7, 3, 3, 5, 5]);
    // Sums of 2, 0 and −2: 3/2·8/36.
    expect(computePartDifference(differences, { of: 'groups', groups })).toMatchObject({
      variance: 2,
      degreesOfFreedom: 2,
    });
    const labels = Int32Array.from([1, 1, 0, 0, 0, 0]);
    // Nothing of the first class, and of the second 4·(1/3)/36.
    expect(computePartDifference(differences, { of: 'classes', labels })!.variance).toBeCloseTo(2 / 9, 14);
    expect(computePartDifference(differences, { of: 'classes', labels })!.degreesOfFreedom).toBe(3);
  });

  it('is not measured where an error has no value: one item, one group, a class of one item', () => {
    const two = Float64Array.from([1, 2]);
    expect(computePartDifference(Float64Array.from([1]), { of: 'items' })).toBeNull();
    expect(computePartDifference(two, { of: 'groups', groups: Int32Array.from([4, 4]) })).toBeNull();
    expect(computePartDifference(two, { of: 'classes', labels: Int32Array.from([0, 1]) })).toBeNull();
  });

  it('is not computed from models over different items', () => {
    expect(() => computeItemDifferences(sum([[1, 0]]), sum([[1]]))).toThrow(RangeError);
    expect(() => sum([[1, 0], [1]])).toThrow(RangeError);
  });
});
