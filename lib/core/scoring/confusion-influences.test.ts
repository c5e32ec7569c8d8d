import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeConfusionCells } from '../metrics/confusion/confusion-cells';
import { createClassScorable } from '../metrics/scorable/scorable';
import { type CountedMetric, estimateCounted } from './confusion-influences';
import { confusionStatistics, isConfusionMetric } from './confusion-statistics';

const items = fc.integer({ min: 2, max: 5 }).chain((width) =>
  fc.record({
    width: fc.constant(width),
    pairs: fc.array(fc.tuple(fc.nat({ max: width - 1 }), fc.nat({ max: width - 1 })), {
      minLength: 4,
      maxLength: 40,
    }),
  }),
);

const countedMetrics: CountedMetric[] = [
  ...(Object.keys(confusionStatistics) as (keyof typeof confusionStatistics)[]),
  'precision',
  'recall',
];

describe('the influence of an item on a metric of the confusion matrix', () => {
  it('is n times the slope of the metric in the weight of the item’s cell, and 0 on average', () => {
    fc.assert(
      fc.property(items, fc.constantFrom(...countedMetrics), ({ width, pairs }, name) => {
        const s = createClassScorable({
          task: width === 2 ? 'binary' : 'multiclass',
          classes: Array.from({ length: width }, (_, c) => `c${c}`),
          labels: Int32Array.from(pairs, ([label]) => label),
          predicted: Int32Array.from(pairs, ([, predicted]) => predicted),
        });
        const estimate = estimateCounted(name, s);
        if (!estimate.ok) return;
        const { value, influences } = estimate.value;
        expect(influences.reduce((sum, influence) => sum + influence, 0)).toBeCloseTo(0, 8);
        const cells = computeConfusionCells(s);
        const statistic = (counts: Float64Array): number => {
          if (isConfusionMetric(name)) return confusionStatistics[name](cells, counts);
          const total = (isCounted: (cell: number) => boolean) =>
            counts.reduce((sum, count, cell) => sum + (isCounted(cell) ? count : 0), 0);
          const of = name === 'precision' ? cells.predicted : cells.labels;
          const all = total((cell) => of[cell] === 1);
          return all === 0
            ? 0
            : total((cell) => of[cell] === 1 && cells.labels[cell] === cells.predicted[cell]) / all;
        };
        expect(value).toBeCloseTo(statistic(cells.counts), 12);
        const step = 1e-5;
        for (const [i, [label, predicted]] of pairs.entries()) {
          const cell = cells.counts.findIndex(
            (_, at) => cells.labels[at] === label && cells.predicted[at] === predicted,
          );
          const at = (change: number) => statistic(cells.counts.map((c, k) => (k === cell ? c + change : c)));
          const slope = (at(step) - at(-step)) / (2 * step);
          expect(Math.abs(influences[i]! - pairs.length * slope)).toBeLessThan(1e-5 * pairs.length);
        }
      }),
      { numRuns: 400 },
    );
  });
});
