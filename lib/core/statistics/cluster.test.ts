import { describe, expect, it } from 'vitest';
import { computeStratifiedVariance, projectAreas } from './area-projections';
import { computeBootstrapLimits } from './bootstrap-limits';
import { resampleMeans } from './bootstrap-means';
import { computeClusterDeLongLimits, computeGroupedVariance } from './cluster-delong';
import { computeClusterWilsonLimits } from './cluster-wilson';
import { drawNormal } from './draw-normal';
import { computeNewcombeLimits } from './newcombe-area';
import { resampleGroupMeans } from './resample-group-means';
import { createRng, type Rng } from './rng';
import { computeWilsonLimits } from './wilson';

const first = (means: Float64Array) => means[0]!;
const alone = (n: number) => Int32Array.from({ length: n }, (_, i) => 7 * i);

/** Groups of 1 to 7 items with a common effect of the given size. */
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

describe('the bootstrap of grouped means', () => {
  it('holds the true mean of strongly grouped items in about 95 of 100 samples, where the item bootstrap fails', () => {
    const rng = createRng('grouped means');
    let held = 0;
    let heldByItems = 0;
    const repeats = 100;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const { values, groups } = makeGroups(rng, 40, 1.5);
      const grouped = computeBootstrapLimits(
        resampleGroupMeans({ columns: [values], groups, computeStatistic: first }, `${repeat}`),
      );
      const byItems = computeBootstrapLimits(resampleMeans([values], first, `${repeat}`));
      if (grouped.lower <= 0 && grouped.upper >= 0) held++;
      if (byItems.lower <= 0 && byItems.upper >= 0) heldByItems++;
    }
    expect(held).toBeGreaterThanOrEqual(86);
    expect(heldByItems).toBeLessThan(80);
  });

  it('is the bootstrap of items where every group has one', () => {
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

  it('refuses group indices that aren’t one an item', () => {
    const columns = [new Float64Array(3)];
    expect(() =>
      resampleGroupMeans({ columns, groups: new Int32Array(2), computeStatistic: first }, 's'),
    ).toThrow(RangeError);
  });
});

describe("Wilson's interval for grouped items", () => {
  it('is Wilson’s where every group has one item', () => {
    const outcomes = Float64Array.from({ length: 263 }, (_, i) => (i < 81 ? 1 : 0));
    expect(computeClusterWilsonLimits(outcomes, alone(263))).toEqual(computeWilsonLimits(81, 263));
  });

  it('holds the true share in about 95 of 100 samples of strongly grouped items', () => {
    const rng = createRng('grouped share');
    let held = 0;
    for (let repeat = 0; repeat < 1000; repeat++) {
      const { values, groups } = makeGroups(rng, 30, 1);
      const { lower, upper } = computeClusterWilsonLimits(
        values.map((value) => (value > 0 ? 1 : 0)),
        groups,
      );
      if (lower <= 0.5 && upper >= 0.5) held++;
    }
    expect(held).toBeGreaterThanOrEqual(930);
    expect(held).toBeLessThanOrEqual(985);
  });

  it('is never narrower than that of independent items, and takes a group for one item where all are right', () => {
    const rng = createRng('width');
    for (let repeat = 0; repeat < 200; repeat++) {
      const { values, groups } = makeGroups(rng, 12, 0);
      const outcomes = values.map((value) => (value > 0.3 ? 1 : 0));
      const { lower, upper } = computeClusterWilsonLimits(outcomes, groups);
      const hits = outcomes.reduce((sum, value) => sum + value, 0);
      const plain = computeWilsonLimits(hits, outcomes.length);
      expect(upper - lower).toBeGreaterThanOrEqual(plain.upper - plain.lower);
    }
    const groups = Int32Array.from({ length: 200 }, (_, i) => i >> 1);
    const all = computeClusterWilsonLimits(new Float64Array(200).fill(1), groups);
    expect(all.upper).toBe(1);
    expect(all.lower).toBeLessThan(computeWilsonLimits(100, 100).lower);
    expect(all.lower).toBeGreaterThan(computeWilsonLimits(95, 95).lower);
  });

  it('says nothing from a single group, or from two that disagree', () => {
    expect(computeClusterWilsonLimits(Float64Array.of(1, 0, 1), new Int32Array(3))).toEqual({
      lower: 0,
      upper: 1,
    });
    expect(computeClusterWilsonLimits(Float64Array.of(1, 1, 0, 0), Int32Array.of(0, 0, 1, 1))).toEqual({
      lower: 0,
      upper: 1,
    });
  });
});

describe("DeLong's interval for grouped items", () => {
  const makeContrast = (rng: Rng, groupCount: number, strength: number) => {
    const { values, groups } = makeGroups(rng, groupCount, 1);
    const labels = Int32Array.from(values, () => (rng.nextUnit() < 0.4 ? 1 : 0));
    return {
      contrast: { labels, positive: 1, scores: values.map((v, i) => v + strength * labels[i]!) },
      groups,
    };
  };

  it('has the variance of Obuchowski 1997, pair of items by pair of items', () => {
    const { contrast, groups } = makeContrast(createRng('literal'), 25, 0.8);
    const { labels, scores } = contrast;
    const positives = [...labels.keys()].filter((i) => labels[i] === 1);
    const negatives = [...labels.keys()].filter((i) => labels[i] === 0);
    const psi = (x: number, y: number) => (x > y ? 1 : x === y ? 0.5 : 0);
    const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
    const [m, n] = [positives.length, negatives.length];
    const v10 = new Map(
      positives.map((i) => [i, total(negatives.map((j) => psi(scores[i]!, scores[j]!))) / n]),
    );
    const v01 = new Map(
      negatives.map((j) => [j, total(positives.map((i) => psi(scores[i]!, scores[j]!))) / m]),
    );
    const area = total([...v10.values()]) / m;
    const names = [...new Set(groups)];
    const deviation = (placements: Map<number, number>, group: number) =>
      total([...placements].filter(([i]) => groups[i] === group).map(([, value]) => value - area));
    const holding = (items: number[]) => new Set(items.map((i) => groups[i])).size;
    const [i10, i01, all] = [holding(positives), holding(negatives), names.length];
    const s10 = (i10 / ((i10 - 1) * m)) * total(names.map((g) => deviation(v10, g) ** 2));
    const s01 = (i01 / ((i01 - 1) * n)) * total(names.map((g) => deviation(v01, g) ** 2));
    const s11 = (all / (all - 1)) * total(names.map((g) => deviation(v10, g) * deviation(v01, g)));
    const expected = s10 / m + s01 / n + (2 * s11) / (m * n);
    const projections = projectAreas([contrast]).projections;
    expect(computeGroupedVariance(labels, projections, groups)).toBeCloseTo(expected, 14);
  });

  it('is DeLong’s where every group has one item, binary and macro', () => {
    const rng = createRng('alone');
    const labels = Int32Array.from({ length: 90 }, (_, i) => i % 3);
    const contrasts = [0, 1, 2].map((positive) => ({
      labels,
      positive,
      scores: Float64Array.from(labels, (label) => drawNormal(rng) + (label === positive ? 1 : 0)),
    }));
    for (const compared of [contrasts, contrasts.slice(0, 1)]) {
      // Of one contrast against two other classes, DeLong's classes are those of the labels in both.
      const { projections } = projectAreas(compared);
      expect(computeGroupedVariance(labels, projections, alone(90))).toBeCloseTo(
        computeStratifiedVariance(labels, projections),
        14,
      );
    }
  });

  it('holds the true area in about 95 of 100 samples of grouped items', () => {
    // Scores differ by 0.8 of standard deviation √2 each: the area is Φ(0.8/2) but for pairs within a group, which are few.
    const truth = 0.6554217416103242;
    const rng = createRng('coverage');
    let held = 0;
    for (let repeat = 0; repeat < 300; repeat++) {
      const { contrast, groups } = makeContrast(rng, 80, 0.8);
      const { lower, upper } = computeClusterDeLongLimits([contrast], groups);
      if (lower <= truth && upper >= truth) held++;
    }
    expect(held).toBeGreaterThanOrEqual(270);
    expect(held).toBeLessThanOrEqual(297);
  });

  it('takes Newcombe’s limits of the numbers of groups where the variance says nothing', () => {
    const labels = Int32Array.of(0, 0, 0, 1, 1, 1);
    const groups = Int32Array.of(4, 4, 5, 6, 6, 6);
    const scores = Float64Array.of(1, 2, 3, 2.5, 5, 6);
    expect(computeClusterDeLongLimits([{ labels, positive: 1, scores }], groups)).toEqual(
      computeNewcombeLimits(8 / 9, 1, 2),
    );
  });
});
