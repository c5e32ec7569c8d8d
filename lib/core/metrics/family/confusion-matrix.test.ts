import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metrics } from '../metrics';
import { makeClassScorable } from '../testing/make-scorable';
import { computeConfusionCells } from './confusion-matrix';

const items = fc.integer({ min: 2, max: 5 }).chain((width) =>
  fc.record({
    width: fc.constant(width),
    pairs: fc.array(fc.tuple(fc.nat({ max: width - 1 }), fc.nat({ max: width - 1 })), {
      minLength: 4,
      maxLength: 40,
    }),
  }),
);

const countedMetrics = metrics.filter(
  (metric) => 'statistic' in metric || metric.name === 'precision' || metric.name === 'recall',
);

describe('influence of an item on a metric of the confusion matrix', () => {
  it('equals n times the derivative of the metric with respect to the weight of the item’s cell, and has mean 0', () => {
    fc.assert(
      fc.property(items, fc.constantFrom(...countedMetrics), ({ width, pairs }, metric) => {
        const s = makeClassScorable(
          Array.from({ length: width }, (_, c) => `c${c}`),
          Int32Array.from(pairs, ([label]) => label),
          Int32Array.from(pairs, ([, predicted]) => predicted),
        );
        const score = metric.compute(s);
        const pseudoValues = metric.computePseudoValues!(s);
        if (!score.ok || !pseudoValues.ok) return;
        const value = score.value;
        const influences = pseudoValues.value.map((pseudoValue) => pseudoValue - value);
        expect(influences.reduce((sum, influence) => sum + influence, 0)).toBeCloseTo(0, 8);
        const cells = computeConfusionCells(s);
        const statistic = (counts: Float64Array): number => {
          if ('statistic' in metric) return metric.statistic(cells, counts);
          const total = (isCounted: (cell: number) => boolean) =>
            counts.reduce((sum, count, cell) => sum + (isCounted(cell) ? count : 0), 0);
          const sideCells = metric.name === 'precision' ? cells.predicted : cells.labels;
          const all = total((cell) => sideCells[cell] === 1);
          return all === 0
            ? 0
            : total((cell) => sideCells[cell] === 1 && cells.labels[cell] === cells.predicted[cell]) / all;
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
