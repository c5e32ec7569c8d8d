import { describe, expect, test } from 'vitest';
import { checkNames, checkOutcomes } from '@/lib/core/round/checks/check';
import { checkOrder } from '@/lib/core/round/checks/check-order';
import { checkSize } from '@/lib/core/round/checks/check-size';
import { collectItems, drawItems, drawText } from '@/lib/core/round/checks/testing/synthetic-set';
import { createRng } from '@/lib/core/statistics/rng';
import { explainCheck } from './explain-check';

const drawn = drawItems(600, createRng('words'), drawText);
/** Labels by row, or ids by label. */
const ofRows = (labelOf: (row: number) => string) =>
  checkOrder(collectItems(drawn.map((item, i) => ({ ...item, label: labelOf(i) })))).order;
const ofIds = (idOf: (label: string, row: number) => string) =>
  checkOrder(collectItems(drawn.map((item, i) => ({ ...item, id: idOf(item.label, i) })))).ids;

describe('what a maintainer reads of a check', () => {
  test.each([
    ['sorted by label', /from the first rows to the last/, ofRows((i) => (i < 200 ? 'yes' : 'no'))],
    ['a stretch of one label', /a stretch of the rows/, ofRows((i) => (i >= 256 && i < 336 ? 'yes' : 'no'))],
    ['labels in turn', /Every second row/, ofRows((i) => (i % 2 === 0 ? 'yes' : 'no'))],
    ['one label in every third row', /every third row/, ofRows((i) => (i % 3 === 0 ? 'yes' : 'no'))],
    ['labels of rows that tell the next', /beside each other/, ofRows(drawRunOf(createRng('run')))],
    ['ids with their labels', /hold their labels/, ofIds((label, i) => `${(i * 7919) % 10_007}-${label}`)],
    [
      'ids of two lengths',
      /how long/,
      ofIds((label, i) => `${((i * 7919) % 10_007) + 10_000}${label === 'yes' ? 'xx' : 'xxx'}`),
    ],
  ])('names the plainest way in which labels are told, and what to do: %s', (_, wrong, check) => {
    expect(check.outcome).toBe('block');
    const words = explainCheck(check);
    expect(words?.wrong).toMatch(wrong);
    expect(words?.todo).toMatch(check.name === 'order' ? /^Shuffle the rows/ : /new ids/);
  });

  test('is in plain words for each check that warns or blocks, and nothing for one that passes', () => {
    for (const name of checkNames)
      for (const outcome of checkOutcomes) {
        const words = explainCheck({ name, outcome, numbers: {} });
        if (outcome === 'pass') expect(words).toBeNull();
        else
          for (const sentence of [words?.wrong ?? '', words?.todo ?? ''])
            expect(sentence).toMatch(/^[A-Z][^%]{10,150}\.$/);
      }
  });

  test.each([
    [600, 0.01, /^The feedback split is so small/],
    [1000, 0.9, /^The final split is so small/],
    [400, 0.5, /^There are too few items for two splits/],
    [400, 0, /^With so few items/],
  ])('says of %i items and a feedback share of %f what is too few', (itemCount, feedbackShare, wrong) => {
    const check = checkSize(itemCount, { feedbackShare, metric: 'accuracy' });
    expect(check.outcome).toBe('warn');
    expect(explainCheck(check)?.wrong).toMatch(wrong);
  });

  test('says that all labels are alike only where they are', () => {
    const almost = { repeated_percent: 100, outlier_percent: 0 };
    expect(explainCheck({ name: 'label_schema', outcome: 'block', numbers: almost })?.wrong).toMatch(
      /^All labels/,
    );
    expect(explainCheck({ name: 'label_schema', outcome: 'warn', numbers: almost })?.wrong).toMatch(
      /^More than half/,
    );
    const half = { unfit_percent: 0, repeated_percent: 50 };
    expect(explainCheck({ name: 'label_schema', outcome: 'warn', numbers: half })?.wrong).toMatch(
      /^Some labels/,
    );
  });

  test('is still said of reports that don’t name a way', () => {
    const numbers = { row_auc: 0.5, order_test_count: 24, effect_size: 1 };
    expect(explainCheck({ name: 'order', outcome: 'block', numbers })?.wrong).toBe(
      'The order of the rows reveals labels.',
    );
  });
});

/** Each row's label is that of the row before, in four of five. */
function drawRunOf(rng: ReturnType<typeof createRng>): (row: number) => string {
  let label = 'yes';
  return () => {
    if (rng.nextUnit() < 0.2) label = label === 'yes' ? 'no' : 'yes';
    return label;
  };
}
