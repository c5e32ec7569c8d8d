import { describe, expect, it } from 'vitest';
import { type Contrast, computeContrastArea } from './contrast';
import { computeDeLongLimits } from './delong';
import { drawNormal } from './draw-normal';
import { computeNewcombeLimits } from './newcombe-area';
import { normalQuantile975 } from './normal-quantile';
import { createRng, type Rng } from './rng';
import { computeStudentQuantile } from './student-distribution';

/** Labels of the given class sizes, and a score a class that is one standard deviation higher on its own items. */
function makeContrasts(rng: Rng, sizes: readonly number[], strength: number): Contrast[] {
  const labels = Int32Array.from(sizes.flatMap((size, label) => new Array<number>(size).fill(label)));
  return sizes.map((_, positive) => ({
    labels,
    positive,
    scores: Float64Array.from(labels, (label) => drawNormal(rng) + (label === positive ? strength : 0)),
  }));
}

const computeMacroArea = (contrasts: readonly Contrast[]) =>
  contrasts.reduce((sum, contrast) => sum + computeContrastArea(contrast).area, 0) / contrasts.length;

/** One resample within each class. */
function resample(rng: Rng, contrasts: readonly Contrast[], sizes: readonly number[]): Contrast[] {
  let start = 0;
  const items = sizes.flatMap((size) => {
    const first = start;
    start += size;
    return Array.from({ length: size }, () => first + Math.floor(rng.nextUnit() * size));
  });
  return contrasts.map((contrast) => ({
    ...contrast,
    scores: Float64Array.from(items, (item) => contrast.scores[item]!),
  }));
}

describe("DeLong's interval on the logit scale", () => {
  it('has the width of a bootstrap within classes, for the macro area of four unequal classes', () => {
    const rng = createRng('macro');
    const sizes = [150, 80, 40, 20];
    const contrasts = makeContrasts(rng, sizes, 1);
    const { lower, upper } = computeDeLongLimits(contrasts);
    const replicates = Float64Array.from({ length: 1000 }, () =>
      computeMacroArea(resample(rng, contrasts, sizes)),
    ).sort();
    // With Student's t of the 20 items of the smallest class.
    const width =
      ((replicates[974]! - replicates[24]!) * computeStudentQuantile(0.975, 19)) / normalQuantile975;
    expect(upper - lower).toBeGreaterThan(0.88 * width);
    expect(upper - lower).toBeLessThan(1.12 * width);
  });

  it('holds the true area in about 95 of 100 samples, binary and macro', () => {
    // Two independent normal scores one standard deviation apart: the area is Φ(1/√2).
    const truth = 0.7602499389065233;
    const rng = createRng('coverage');
    for (const sizes of [
      [60, 30],
      [40, 30, 20],
    ]) {
      let held = 0;
      for (let repeat = 0; repeat < 400; repeat++) {
        const contrasts = makeContrasts(rng, sizes, 1);
        const { lower, upper } = computeDeLongLimits(sizes.length === 2 ? contrasts.slice(1) : contrasts);
        if (lower <= truth && upper >= truth) held++;
      }
      expect(held).toBeGreaterThanOrEqual(366);
      expect(held).toBeLessThanOrEqual(396);
    }
  });

  it("takes Newcombe's limits where the order is perfect or reversed, all scores tie, or a class has one item", () => {
    const labels = Int32Array.of(0, 0, 0, 1, 1);
    const fallback = { isFallback: true };
    const limits = (scores: number[]) =>
      computeDeLongLimits([{ labels, positive: 1, scores: Float64Array.from(scores) }]);
    expect(limits([1, 2, 3, 4, 5])).toEqual({ ...fallback, area: 1, ...computeNewcombeLimits(1, 2, 3) });
    expect(limits([5, 4, 3, 2, 1])).toEqual({ ...fallback, area: 0, ...computeNewcombeLimits(0, 2, 3) });
    expect(limits([7, 7, 7, 7, 7])).toEqual({ ...fallback, area: 0.5, ...computeNewcombeLimits(0.5, 2, 3) });
    const single = { labels: Int32Array.of(0, 0, 1), positive: 1, scores: Float64Array.of(1, 3, 2) };
    expect(computeDeLongLimits([single])).toEqual({
      area: 0.5,
      isFallback: true,
      ...computeNewcombeLimits(0.5, 1, 2),
    });
  });
});

describe("Newcombe's interval", () => {
  it('ends where the distance to the area is z standard deviations, by the formula of method 5', () => {
    const variance = (theta: number, m: number, n: number) =>
      (theta * (1 - theta) * (1 + ((m + n) / 2 - 1) * ((1 - theta) / (2 - theta) + theta / (1 + theta)))) /
      (m * n);
    for (const [area, m, n] of [
      [0.8, 20, 30],
      [1, 5, 50],
      [0.5, 1, 1],
      [0.999, 1000, 10],
    ] as const) {
      const { lower, upper } = computeNewcombeLimits(area, m, n);
      expect((area - lower) / Math.sqrt(variance(lower, m, n))).toBeCloseTo(normalQuantile975, 8);
      if (area < 1)
        expect((upper - area) / Math.sqrt(variance(upper, m, n))).toBeCloseTo(normalQuantile975, 8);
      else expect(upper).toBe(1);
    }
  });

  it('narrows with more items and mirrors with the area', () => {
    const few = computeNewcombeLimits(1, 5, 5);
    const many = computeNewcombeLimits(1, 50, 50);
    expect(few.lower).toBeLessThan(many.lower);
    expect(computeNewcombeLimits(0, 5, 5).upper).toBeCloseTo(1 - few.lower, 12);
  });

  it('has a width after a perfect order that holds a true area of Φ(1.5) in at least 93 of 100 samples', () => {
    const truth = 0.9331927987311419;
    const rng = createRng('newcombe');
    let held = 0;
    for (let repeat = 0; repeat < 400; repeat++) {
      const contrast = makeContrasts(rng, [12, 12], 1.5 * Math.SQRT2)[1]!;
      const { lower, upper } = computeNewcombeLimits(computeContrastArea(contrast).area, 12, 12);
      if (lower <= truth && upper >= truth) held++;
    }
    expect(held).toBeGreaterThanOrEqual(372);
  });
});
