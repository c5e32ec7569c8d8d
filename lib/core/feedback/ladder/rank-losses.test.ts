import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repetitions } from '@/testing/stress';
import type { MetricName } from '../../metrics/metric-name';
import { createRegressionScorable } from '../../metrics/scorable/scorable';
import { drawNormal } from '../../statistics/draw-normal';
import { createRng, type Rng } from '../../statistics/rng';
import type { Predictions } from '../../submission/predictions';
import { computeLadderOutcomes } from './compute-ladder-outcomes';
import { requireLadder } from './find-ladder-test';
import { computeGuardedZ } from './guarded-z';
import { createOrderScale } from './order-scale';
import { computePairedZ } from './paired-z';
import { boundRankLosses } from './rank-losses';
import { explainSpearman } from './spearman-losses';
import { computeTestLevel, computeTestThreshold } from './test-level';
import { uniteLosses } from './unit-losses';

const boundOf = (metric: MetricName) => requireLadder(metric).losses;

type RankMetric = 'spearman' | 'kendall';
const metrics: readonly RankMetric[] = ['spearman', 'kendall'];
const numbers = (predicted: Float64Array): Predictions => ({ kind: 'numbers', predicted });
const outcomesOf = (metric: RankMetric, labels: Float64Array, predicted: Float64Array) =>
  computeLadderOutcomes(metric, 'guarded-z', createRegressionScorable({ labels, predicted }));

/** Few values, so that many are tied. */
const column = (n: number) => fc.array(fc.integer({ min: 0, max: 6 }), { minLength: n, maxLength: n });
const table = fc
  .integer({ min: 3, max: 25 })
  .chain((n) => fc.tuple(column(n), column(n), column(n)))
  .map(
    (columns) =>
      columns.map((values) => Float64Array.from(values)) as [Float64Array, Float64Array, Float64Array],
  );
const everywhere = (n: number) => Uint32Array.from({ length: n }, (_, i) => i);

describe('the most that an item can lower a rank correlation', () => {
  it.each(metrics)('%s is not passed by any item that was drawn', (metric) => {
    let compared = 0;
    fc.assert(
      fc.property(table, ([labels, before, after]) => {
        const [was, is] = [before, after].map((predicted) => outcomesOf(metric, labels, predicted));
        if (!is) return;
        compared++;
        const losses = boundRankLosses(
          boundOf(metric),
          labels,
          everywhere(labels.length),
          numbers(before),
          numbers(after),
        )!;
        losses.forEach((loss, i) => {
          expect((was?.[i] ?? 0) - is[i]!).toBeLessThanOrEqual(loss + 1e-9);
        });
      }),
      { numRuns: 300 },
    );
    expect(compared).toBeGreaterThan(200);
  });

  it('is made of the pseudo-values of Spearman’s ρ, term by term', () => {
    fc.assert(
      fc.property(table, ([labels, predicted]) => {
        const outcomes = outcomesOf('spearman', labels, predicted);
        if (!outcomes) return;
        const scale = createOrderScale(labels);
        const terms = explainSpearman(scale, labels, predicted, everywhere(labels.length));
        labels.forEach((label, i) => {
          const place = scale.findPlace(label);
          expect(
            terms.slopes[i]! * scale.ranks[place]! + terms.ofLabel[place]! + terms.ofPrediction[i]!,
          ).toBeCloseTo(outcomes[i]!, 9);
        });
      }),
    );
  });

  it.each(metrics)(
    '%s is nothing where the order stays, and the more the further an item moves',
    (metric) => {
      const n = 100;
      const labels = Float64Array.from({ length: n }, (_, i) => (i * 37) % n);
      const before = Float64Array.from({ length: n }, (_, i) => i);
      const lossesOf = (after: Float64Array) =>
        boundRankLosses(boundOf(metric), labels, everywhere(n), numbers(before), numbers(after))!;
      for (const loss of lossesOf(before.map((x) => x ** 3))) expect(loss).toBeCloseTo(0, 9);
      const moved = lossesOf(before.map((x, i) => (i === 10 ? 95 : i === 40 ? 50.5 : x)));
      expect(moved[10]).toBeGreaterThan(5 * moved[40]!);
      expect(moved[40]).toBeGreaterThan(2 * moved[0]!);
    },
  );

  it('is not to be had for other metrics, nor for files that do not match', () => {
    const some = Float64Array.of(1, 2, 3);
    expect(boundRankLosses(boundOf('rmse'), some, everywhere(3), numbers(some), numbers(some))).toBeNull();
    expect(() =>
      boundRankLosses(boundOf('kendall'), some, everywhere(3), numbers(some), numbers(some.slice(1))),
    ).toThrow(RangeError);
  });
});

describe('a rank correlation on a guarded ladder with 30 answers', () => {
  const [itemCount, n] = [2000, 800];

  /** Whether z announces the file, and whether z′ does too. */
  function decide(
    metric: RankMetric,
    rng: Rng,
    labels: Float64Array,
    before: Float64Array,
    after: Float64Array,
  ): { byZ: boolean; byBoth: boolean } {
    const positions = everywhere(labels.length);
    for (let i = 0; i < n; i++) {
      const j = i + Math.floor(rng.nextUnit() * (labels.length - i));
      [positions[i], positions[j]] = [positions[j]!, positions[i]!];
    }
    const part = positions.subarray(0, n);
    const select = (values: Float64Array) => Float64Array.from(part, (i) => values[i]!);
    const [was, is] = [before, after].map(
      (predicted) => outcomesOf(metric, select(labels), select(predicted))!,
    );
    const gains = is!.map((outcome, i) => outcome - was![i]!);
    const losses = boundRankLosses(boundOf(metric), select(labels), part, numbers(before), numbers(after))!;
    const threshold = computeTestThreshold(computeTestLevel(4));
    const byZ = computePairedZ(gains) > threshold;
    return {
      byZ,
      byBoth: byZ && computeGuardedZ(gains, uniteLosses(losses, null, part), threshold).z > threshold,
    };
  }

  const count = (times: number, run: (rng: Rng) => { byZ: boolean; byBoth: boolean }, seed: string) => {
    const rng = createRng(seed);
    const counts = { byZ: 0, byBoth: 0 };
    for (let i = 0; i < times; i++) {
      const { byZ, byBoth } = run(rng);
      if (byZ) counts.byZ++;
      if (byBoth) counts.byBoth++;
    }
    return counts;
  };

  it.each(metrics)(
    '%s: is not taken in where the few low labels of a block that moved up were not drawn, as z is',
    (metric) => {
      const counts = count(
        repetitions(60, 600),
        (rng) => {
          // One label in fifty is low, in the block that moves from the bottom to the top as everywhere: nothing is gained.
          const labels = Float64Array.from({ length: itemCount }, (_, i) => (i % 50 === 0 ? 0 : 1));
          const before = labels.map((label) => 2 * label + drawNormal(rng));
          const block = (at: number) => before.map((x, i) => (i < 200 ? at + x / 100 : x));
          return decide(metric, rng, labels, block(-9), block(9));
        },
        'low',
      );
      // z may announce 0.17 %: of 60 files a tenth of one, and three with a chance of 1 in 6,000.
      expect(counts.byZ).toBeGreaterThan(repetitions(2, 20));
      expect(counts.byBoth).toBe(0);
    },
  );

  it.each(metrics)('%s: a correlation that rises from .5 to .7 is announced nearly always', (metric) => {
    const fileCount = repetitions(20, 100);
    const counts = count(
      fileCount,
      (rng) => {
        const labels = Float64Array.from({ length: itemCount }, () => drawNormal(rng));
        const [before, after] = [0.5, 0.7].map((r) =>
          labels.map((label) => r * label + Math.sqrt(1 - r * r) * drawNormal(rng)),
        );
        return decide(metric, rng, labels, before!, after!);
      },
      'honest',
    );
    expect(counts.byBoth).toBeGreaterThan(0.83 * fileCount);
  });
});
