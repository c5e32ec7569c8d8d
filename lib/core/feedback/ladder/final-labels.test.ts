import fc from 'fast-check';
import { expect, test } from 'vitest';
import { metricByName, metricNames } from '../../metrics/metric-name';
import type { LabelColumn } from '../../scoring/label-column';
import type { Predictions } from '../../submission/predictions';
import { findUnitLosses, widenLabelRange } from './find-unit-losses';

// Number of items of the round; the first half is the feedback split.
const itemCount = 8;

const positions = Uint32Array.of(0, 1, 2, 3);

const classes = ['no', 'yes'];

const number = fc.oneof(
  fc.constantFrom(-4, -1, 0, 0.5, 3, 64),
  fc.double({ min: -100, max: 100, noNaN: true }),
);

const share = fc.double({ min: 0, max: 1, noNaN: true });

const text = fc.constantFrom('', 'a', 'a b', 'b c d');

const column = <T>(cell: fc.Arbitrary<T>, length = itemCount) =>
  fc.array(cell, { minLength: length, maxLength: length });

type Round = { labels: LabelColumn; others: LabelColumn; before: Predictions; after: Predictions };

/** Draws rounds: two sets of labels that are equal on the feedback split, and two files. */
const rounds: fc.Arbitrary<Round> = fc.oneof(
  fc
    .record({ own: column(number), other: column(number, 4), before: column(number), after: column(number) })
    .map(
      ({ own, other, before, after }): Round => ({
        labels: Float64Array.from(own),
        others: Float64Array.from([...own.slice(0, 4), ...other]),
        before: { kind: 'numbers', predicted: Float64Array.from(before) },
        after: { kind: 'numbers', predicted: Float64Array.from(after) },
      }),
    ),
  fc
    .record({
      own: column(fc.nat(1)),
      other: column(fc.nat(1), 4),
      before: column(share),
      after: column(share),
    })
    .map(({ own, other, before, after }): Round => {
      const fileOf = (shares: number[]): Predictions => ({
        kind: 'probabilities',
        predicted: Int32Array.from(shares, (p) => (p > 0.5 ? 1 : 0)),
        probabilities: Float64Array.from(shares.flatMap((p) => [1 - p, p])),
      });
      return {
        labels: Int32Array.from(own),
        others: Int32Array.from([...own.slice(0, 4), ...other]),
        before: fileOf(before),
        after: fileOf(after),
      };
    }),
  fc.record({ own: column(text), other: column(text, 4), before: column(text), after: column(text) }).map(
    ({ own, other, before, after }): Round => ({
      labels: own,
      others: [...own.slice(0, 4), ...other],
      before: { kind: 'texts', predicted: before },
      after: { kind: 'texts', predicted: after },
    }),
  ),
);

/**
 * True if both sets of labels have the same widened range (`widenLabelRange`). Feedback depends on that range, so it must be
 * equal only then.
 */
const shareRange = (labels: LabelColumn, others: LabelColumn): boolean =>
  !(labels instanceof Float64Array && others instanceof Float64Array) ||
  JSON.stringify(widenLabelRange(labels)) === JSON.stringify(widenLabelRange(others));

test('labels of the final split change no feedback, except through the step that contains the range of numbers', () => {
  const compared = new Set<string>();
  fc.assert(
    fc.property(
      rounds,
      fc.constantFrom(...metricNames.filter((name) => metricByName[name].ladder !== null)),
      fc.boolean(),
      ({ labels, others, before, after }, metric, isGrouped) => {
        fc.pre(shareRange(labels, others));
        const lossesOf = (labelColumn: LabelColumn) => {
          const groups = isGrouped ? Int32Array.of(0, 0, 1, 1, 2, 2, 3, 3) : null;
          return findUnitLosses(metric, { classes, labels: labelColumn, groups, positions }, before, after);
        };
        const losses = lossesOf(labels);
        expect(lossesOf(others)).toEqual(losses);
        if (losses !== null) compared.add(metric);
      },
    ),
    { numRuns: 4000 },
  );
  const guarded = [
    'average_precision',
    'brier_score',
    'kendall',
    'log_loss',
    'mae',
    'mape',
    'mcc',
    'quadratic_kappa',
    'r2',
    'rmse',
    'roc_auc',
  ];
  expect([...compared]).toEqual(expect.arrayContaining([...guarded, 'rouge_l', 'spearman', 'token_f1']));
});
