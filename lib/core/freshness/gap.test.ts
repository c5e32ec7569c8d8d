import { describe, expect, it } from 'vitest';
import { createRng } from '../statistics/rng';
import checkValues from '../statistics/testing/check-values.json';
import { describeExcess, excessScaleRules } from './excess';
import { addValues, computeGap, computeItemDifferences, computeSplitDifference } from './gap';
import { computeShareOfMargin } from './overfitting';

const sum = (columns: number[][]) =>
  columns.reduce<ReturnType<typeof addValues> | null>(
    (group, column) => addValues(group, Float64Array.from(column)),
    null,
  )!;

describe('gap within a round', () => {
  it('equals the check values that numpy and scipy computed', () => {
    const values = (count: number, step: number, modulus: number, shift: number) =>
      Float64Array.from({ length: count }, (_, j) => 0.1 * ((step * j) % modulus) - shift);
    const measure = (differences: Float64Array) => computeSplitDifference(differences, { of: 'items' })!;
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

  it('averages the tested models alone if there are no reference models', () => {
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

  it('equals the mean item difference on feedback items minus the mean on final items, with the sum of both variances', () => {
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
    const feedback = computeSplitDifference(ofFeedback, { of: 'items' })!;
    const final = computeSplitDifference(ofFinal, { of: 'items' })!;
    expect(feedback).toEqual({ itemCount: 4, mean: 0.25, variance: 1 / 12, degreesOfFreedom: 3 });
    const gap = computeGap({ feedback, final }, 'points');
    expect(gap.estimate).toBe(0.75);
    expect(gap.standardError).toBeCloseTo(Math.sqrt(1 / 12 / 4 + 0.5 / 2), 14);
    expect(gap.degreesOfFreedom).toBeCloseTo(507 / 433, 12);
  });

  it('has an error of exactly 0 if no item distinguishes tested and reference models, despite rounding of sums of thirds', () => {
    const same = computeSplitDifference(new Float64Array(500).fill(1 / 3), { of: 'items' })!;
    expect(same.variance).toBe(0);
    expect(computeGap({ feedback: same, final: same }, 'points')).toMatchObject({
      estimate: 0,
      standardError: 0,
      lower: 0,
      upper: 0,
      pValue: 1,
    });
  });

  it('counts rounding errors between equal files as 0', () => {
    const rng = createRng('rounding errors');
    const draw = () => Array.from({ length: 200 }, () => rng.nextUnit());
    const [file, sibling] = [draw(), draw()];
    const all = sum([file, sibling, file]);
    const own = sum([file, sibling]);
    const others = { modelCount: 1, sums: all.sums.map((value, i) => value - own.sums[i]!) };
    const differences = computeItemDifferences(sum([file]), others);
    expect(differences.some((difference) => difference !== 0)).toBe(true);
    const half = (from: number) =>
      computeSplitDifference(differences.slice(from, from + 100), { of: 'items' })!;
    const gap = computeGap({ feedback: half(0), final: half(100) }, 'points');
    expect(gap.estimate).toBe(0);
    expect(gap.pValue).toBeGreaterThanOrEqual(0.5);
  });

  it('treats groups of items as units, and the items of each class separately', () => {
    const differences = Float64Array.from([1, 1, 0, 0, -1, -1]);
    const groups = Int32Array.from([7, 7, 3, 3, 5, 5]);
    // Expected variance from the group sums 2, 0 and −2: 3/2·8/36.
    expect(computeSplitDifference(differences, { of: 'groups', groups })).toMatchObject({
      variance: 2,
      degreesOfFreedom: 2,
    });
    const labels = Int32Array.from([1, 1, 0, 0, 0, 0]);
    // Expected variance: 0 for the first class, 4·(1/3)/36 for the second.
    expect(computeSplitDifference(differences, { of: 'classes', labels })!.variance).toBeCloseTo(2 / 9, 14);
    expect(computeSplitDifference(differences, { of: 'classes', labels })!.degreesOfFreedom).toBe(3);
  });

  it('returns null where no error can be computed: for one item, one group, or a class of one item', () => {
    const two = Float64Array.from([1, 2]);
    expect(computeSplitDifference(Float64Array.from([1]), { of: 'items' })).toBeNull();
    expect(computeSplitDifference(two, { of: 'groups', groups: Int32Array.from([4, 4]) })).toBeNull();
    expect(computeSplitDifference(two, { of: 'classes', labels: Int32Array.from([0, 1]) })).toBeNull();
  });

  it('throws for models with different numbers of items', () => {
    expect(() => computeItemDifferences(sum([[1, 0]]), sum([[1]]))).toThrow(RangeError);
    expect(() => sum([[1, 0], [1]])).toThrow(RangeError);
  });
});

describe('share of the leader’s margin over the best constant', () => {
  const items = { of: 'items' } as const;
  const gapOf = (estimate: number, unit: 'points' | 'percent-of-loss' = 'points') =>
    describeExcess(unit, { estimate, standardError: 0.01, degreesOfFreedom: 100 });
  /** Outcomes with `count` hits, from item `from` on. */
  const hits = (count: number, from = 0) =>
    Float64Array.from({ length: 100 }, (_, i) => (i >= from && i < from + count ? 1 : 0));

  it('equals the gap divided by the difference of the two scores', () => {
    // The leader has 80 hits of 100 items, the constant 50.
    expect(computeShareOfMargin(gapOf(0.03), { leader: hits(80), constant: hits(50) }, items)).toBeCloseTo(
      0.1,
      12,
    );
    expect(computeShareOfMargin(gapOf(-0.03), { leader: hits(80), constant: hits(50) }, items)).toBeCloseTo(
      -0.1,
      12,
    );
  });

  it('has no value if the leader isn’t significantly better than the constant', () => {
    // With 60 hits of the leader against 50 and 10 in common, the lower bound .1 − t.ppf(.975, 99)·.0948 is below 0; with 50
    // in common, .1 − 1.984217·.0302 is above 0.
    expect(computeShareOfMargin(gapOf(0.03), { leader: hits(60), constant: hits(50, 50) }, items)).toBeNull();
    expect(
      computeShareOfMargin(gapOf(0.03), { leader: hits(60), constant: hits(50, 10) }, items),
    ).toBeCloseTo(0.3, 12);
    expect(computeShareOfMargin(gapOf(0.03), { leader: hits(50), constant: hits(80) }, items)).toBeNull();
    expect(computeShareOfMargin(gapOf(0.03), { leader: hits(50), constant: hits(50) }, items)).toBeNull();
  });

  it('compares losses by their logarithms', () => {
    const { scaleValues } = excessScaleRules.loss;
    const [leader, constant] = [0.3, 0.6].map((loss) =>
      scaleValues(Float64Array.from({ length: 100 }, (_, i) => loss * (i % 2 === 0 ? 0.9 : 1.1))),
    );
    // A gap of 5 % of the loss, in a margin of half the loss: ln(1.05)/ln 2.
    expect(
      computeShareOfMargin(
        gapOf(Math.log(1.05), 'percent-of-loss'),
        { leader: leader!, constant: constant! },
        items,
      ),
    ).toBeCloseTo(0.07038932789, 10);
  });

  it('takes groups of items as units of the test, and returns null without an error', () => {
    // The leader wins three of ten groups of ten items entirely, the constant none: t = 3/√10/.483 = 1.96 < 2.262.
    const groups = Int32Array.from({ length: 100 }, (_, i) => Math.floor(i / 10));
    const compared = { leader: hits(30), constant: hits(0) };
    expect(computeShareOfMargin(gapOf(0.03), compared, { of: 'groups', groups })).toBeNull();
    expect(computeShareOfMargin(gapOf(0.03), compared, items)).toBeCloseTo(0.1, 12);
    const one = { of: 'groups', groups: new Int32Array(100) } as const;
    expect(computeShareOfMargin(gapOf(0.03), compared, one)).toBeNull();
  });
});
