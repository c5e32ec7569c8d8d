import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MetricName } from '../../metrics/metric-name';
import { createProbabilityScorable } from '../../metrics/scorable/scorable';
import type { Predictions } from '../../submission/predictions';
import { boundAreaLosses, explainArea, explainPrecision } from './area-losses';
import { computeLadderOutcomes, requireLadder } from './ladder-rules';

const boundOf = (metric: MetricName) => requireLadder(metric).losses;

const metrics = ['roc_auc', 'average_precision'] as const;

type AreaMetric = (typeof metrics)[number];

const everywhere = (n: number) => Uint32Array.from({ length: n }, (_, i) => i);

const listClasses = (width: number) => ['a', 'b', 'c', 'd'].slice(0, width);

/**
 * Draws scores from a few values, so that many are tied. The scores of an item needn't sum to 1: rank metrics don't require
 * it.
 */
const table = (width: number, n: number) =>
  fc
    .array(fc.integer({ min: 0, max: 5 }), { minLength: width * n, maxLength: width * n })
    .map((values) => Float64Array.from(values, (value) => value / 5));

const round = fc.tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 4, max: 20 })).chain(([width, n]) =>
  fc.record({
    width: fc.constant(width),
    labels: fc
      .array(fc.integer({ min: 0, max: width - 1 }), { minLength: n, maxLength: n })
      .map((labels) => Int32Array.from(labels)),
    before: table(width, n),
    after: table(width, n),
  }),
);

const scorableOf = (width: number, labels: Int32Array, probabilities: Float64Array) =>
  createProbabilityScorable({
    task: width === 2 ? 'binary' : 'multiclass',
    classes: listClasses(width),
    labels,
    probabilities,
  });

const file = (width: number, labels: Int32Array, probabilities: Float64Array): Predictions => ({
  kind: 'probabilities',
  predicted: scorableOf(width, labels, probabilities).predicted,
  probabilities,
});

const outcomesOf = (metric: AreaMetric, width: number, labels: Int32Array, probabilities: Float64Array) =>
  computeLadderOutcomes(metric, 'guarded-z', scorableOf(width, labels, probabilities));

describe('largest possible loss of an item in ROC AUC or average precision', () => {
  it.each(metrics)('bounds the loss of each drawn item in %s, and some items reach the bound', (metric) => {
    let [compared, reached] = [0, 0];
    fc.assert(
      fc.property(round, ({ width, labels, before, after }) => {
        const [was, is] = [before, after].map((file) => outcomesOf(metric, width, labels, file));
        const losses = boundAreaLosses(
          boundOf(metric),
          listClasses(width),
          { labels, positions: everywhere(labels.length) },
          file(width, labels, before),
          file(width, labels, after),
        );
        if (!was || !is) {
          expect(losses).toBeNull();
          return;
        }
        compared++;
        losses!.forEach((loss, i) => {
          const lost = was[i]! - is[i]!;
          expect(lost).toBeLessThanOrEqual(loss + 1e-9);
          if (lost > 0.01 && lost > loss - 1e-9) reached++;
        });
      }),
      { numRuns: 400 },
    );
    expect(compared).toBeGreaterThan(150);
    expect(reached).toBeGreaterThan(300);
  });

  it.each([
    ['roc_auc', explainArea],
    ['average_precision', explainPrecision],
  ] as const)('by %s uses the same pseudo-values as the metric', (metric, explain) => {
    let compared = 0;
    fc.assert(
      fc.property(round, ({ labels: drawn, before }) => {
        const labels = drawn.map((label) => label % 2);
        const outcomes = outcomesOf(metric, 2, labels, before.subarray(0, 2 * labels.length));
        if (!outcomes) return;
        compared++;
        const scores = Float64Array.from(labels, (_, i) => before[2 * i + 1]!);
        const read = explain({ isPositive: Array.from(labels, (label) => label === 1), scores });
        labels.forEach((label, i) => {
          const { positive, negative } = read(scores[i]!);
          expect(label === 1 ? positive : negative).toBeCloseTo(outcomes[i]!, 9);
        });
      }),
    );
    expect(compared).toBeGreaterThan(50);
  });

  it.each(metrics)(
    'for %s treats a score that isn’t in the split as if the split had one more item with this score',
    (metric) => {
      // An item outside the feedback split has a score between two scores of the split. The expected values come from a
      // split that contains this item with a very small weight.
      const copies = 2000;
      const labels = Int32Array.from({ length: 10 * copies + 1 }, (_, i) =>
        i % 10 < 4 || i === 10 * copies ? 1 : 0,
      );
      const scores = Float64Array.from(labels, (_, i) => (i === 10 * copies ? 0.45 : ((i * 7) % 10) / 10));
      const explain = metric === 'roc_auc' ? explainArea : explainPrecision;
      const isPositive = Array.from(labels, (label) => label === 1);
      const without = explain({ isPositive: isPositive.slice(0, -1), scores: scores.slice(0, -1) })(0.45);
      const within = explain({ isPositive, scores })(0.45);
      expect(without.positive).toBeCloseTo(within.positive, 2);
      expect(without.negative).toBeCloseTo(within.negative, 2);
    },
  );

  it('equals 0 for files that order the items alike, and is larger for a rarer class', () => {
    const n = 200;
    const positions = everywhere(n);
    const rows = (valueAt: (i: number) => number) =>
      Float64Array.from({ length: 2 * n }, (_, at) => {
        const p = valueAt(Math.floor(at / 2));
        return at % 2 === 1 ? p : 1 - p;
      });
    const mostOf = (rarity: number, after: (i: number) => number) => {
      const labels = Int32Array.from({ length: n }, (_, i) => (i % rarity === 0 ? 1 : 0));
      const losses = boundAreaLosses(
        boundOf('roc_auc'),
        listClasses(2),
        { labels, positions },
        file(
          2,
          labels,
          rows((i) => i / n),
        ),
        file(2, labels, rows(after)),
      );
      return Math.max(...losses!);
    };
    expect(mostOf(4, (i) => (i / n) ** 2)).toBeCloseTo(0, 9);
    const moved = (i: number) => (i === 190 ? 0 : i / n);
    expect(mostOf(20, moved)).toBeGreaterThan(4 * mostOf(4, moved));
  });

  it('returns null for other metrics, and throws for files of different lengths or kinds', () => {
    const labels = Int32Array.of(0, 1, 1);
    const some = file(2, labels, Float64Array.of(0.5, 0.5, 1, 0, 0, 1));
    const split = { labels, positions: everywhere(3) };
    expect(boundAreaLosses(boundOf('log_loss'), listClasses(2), split, some, some)).toBeNull();
    const classesOnly: Predictions = { kind: 'classes', predicted: labels, probabilities: null };
    expect(() => boundAreaLosses(boundOf('roc_auc'), listClasses(2), split, some, classesOnly)).toThrow(
      RangeError,
    );
  });
});
