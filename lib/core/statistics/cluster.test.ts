import { describe, expect, it } from 'vitest';
import { computeBootstrapInterval } from './bootstrap-intervals';
import { resampleGroupMeans, resampleMeans } from './bootstrap-means';
import { drawNormal } from './normal-distribution';
import { createRng, type Rng } from './rng';
import { computeClusterWilsonInterval, computeWilsonInterval } from './wilson';

const first = (means: Float64Array) => means[0]!;

const alone = (n: number) => Int32Array.from({ length: n }, (_, i) => 7 * i);

/** Draws items in groups of 1 to 7, whose values have a common part per group of the given size. */
function makeGroups(rng: Rng, groupCount: number, effect: number) {
  const values: number[] = [];
  const groups: number[] = [];
  for (let g = 0; g < groupCount; g++) {
    const common = effect * drawNormal(rng);
    const size = 1 + Math.floor(7 * rng.nextUnit());
    for (let i = 0; i < size; i++) {
      values.push(common + drawNormal(rng));
      groups.push(g);
    }
  }
  return { values: Float64Array.from(values), groups: Int32Array.from(groups) };
}

describe('bootstrap of grouped means', () => {
  it('covers the true mean of strongly grouped items in about 95 of 100 samples, where the item bootstrap fails', () => {
    const rng = createRng('grouped means');
    let held = 0;
    let heldByItems = 0;
    const repeats = 100;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const { values, groups } = makeGroups(rng, 40, 1.5);
      const grouped = computeBootstrapInterval(
        resampleGroupMeans({ columns: [values], groups, computeStatistic: first }, `${repeat}`),
      );
      const byItems = computeBootstrapInterval(resampleMeans([values], first, `${repeat}`));
      if (grouped.lower <= 0 && grouped.upper >= 0) held++;
      if (byItems.lower <= 0 && byItems.upper >= 0) heldByItems++;
    }
    expect(held).toBeGreaterThanOrEqual(86);
    expect(heldByItems).toBeLessThan(80);
  });

  it('equals the bootstrap of items if every group has one item', () => {
    const rng = createRng('alone');
    const values = Float64Array.from({ length: 60 }, rng.nextUnit);
    const grouped = resampleGroupMeans(
      { columns: [values], groups: alone(60), computeStatistic: first },
      'same',
    );
    const items = resampleMeans([values], first, 'same');
    expect(grouped.replicates).toEqual(items.replicates);
    expect(grouped.computeAcceleration()).toBeCloseTo(items.computeAcceleration(), 12);
  });

  it('throws unless there is exactly one group index per item', () => {
    const columns = [new Float64Array(3)];
    expect(() =>
      resampleGroupMeans({ columns, groups: new Int32Array(2), computeStatistic: first }, 's'),
    ).toThrow(RangeError);
  });
});

describe('Wilson’s interval for grouped items', () => {
  it('equals the plain Wilson interval if every group has one item', () => {
    const outcomes = Float64Array.from({ length: 263 }, (_, i) => (i < 81 ? 1 : 0));
    expect(computeClusterWilsonInterval(outcomes, alone(263))).toEqual(computeWilsonInterval(81, 263));
  });

  it('covers the true share in about 95 of 100 samples of strongly grouped items', () => {
    const rng = createRng('grouped share');
    let held = 0;
    for (let repeat = 0; repeat < 1000; repeat++) {
      const { values, groups } = makeGroups(rng, 30, 1);
      const { lower, upper } = computeClusterWilsonInterval(
        values.map((value) => (value > 0 ? 1 : 0)),
        groups,
      );
      if (lower <= 0.5 && upper >= 0.5) held++;
    }
    expect(held).toBeGreaterThanOrEqual(930);
    expect(held).toBeLessThanOrEqual(985);
  });

  it('grouped items never narrow the interval, and a group counts as one item if all items are right', () => {
    const rng = createRng('width');
    for (let repeat = 0; repeat < 200; repeat++) {
      const { values, groups } = makeGroups(rng, 12, 0);
      const outcomes = values.map((value) => (value > 0.3 ? 1 : 0));
      const { lower, upper } = computeClusterWilsonInterval(outcomes, groups);
      const hits = outcomes.reduce((sum, value) => sum + value, 0);
      const plain = computeWilsonInterval(hits, outcomes.length);
      expect(upper - lower).toBeGreaterThanOrEqual(plain.upper - plain.lower);
    }
    const groups = Int32Array.from({ length: 200 }, (_, i) => i >> 1);
    const all = computeClusterWilsonInterval(new Float64Array(200).fill(1), groups);
    expect(all.upper).toBe(1);
    expect(all.lower).toBeLessThan(computeWilsonInterval(100, 100).lower);
    expect(all.lower).toBeGreaterThan(computeWilsonInterval(95, 95).lower);
  });

  it('ranges from 0 to 1 for a single group, and for two groups that disagree', () => {
    expect(computeClusterWilsonInterval(Float64Array.of(1, 0, 1), new Int32Array(3))).toEqual({
      lower: 0,
      upper: 1,
    });
    expect(computeClusterWilsonInterval(Float64Array.of(1, 1, 0, 0), Int32Array.of(0, 0, 1, 1))).toEqual({
      lower: 0,
      upper: 1,
    });
  });
});
