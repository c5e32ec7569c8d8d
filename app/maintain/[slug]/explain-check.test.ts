import { describe, expect, it, test } from 'vitest';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import { type CheckName, type CheckOutcome, checkNames, checkOutcomes } from '@/lib/core/round/checks/check';
import { checkLabelSchema } from '@/lib/core/round/checks/check-label-schema';
import { checkOrder } from '@/lib/core/round/checks/check-order';
import { checkSize } from '@/lib/core/round/checks/check-size';
import { classesOf, collectItems, drawItems, drawText } from '@/lib/core/round/checks/testing/synthetic-set';
import { createRng } from '@/lib/core/statistics/rng';
import { describeDraft, explainCheck, isNamedInDetail, summariseChecks } from './explain-check';

const drawn = drawItems(600, createRng('words'), drawText);

/** Runs the check of the row order on items with these labels. */
const ofRows = (labelOf: (row: number) => string) =>
  checkOrder(collectItems(drawn.map((item, i) => ({ ...item, label: labelOf(i) })))).order;

const ofIds = (idOf: (label: string, row: number) => string) =>
  checkOrder(collectItems(drawn.map((item, i) => ({ ...item, id: idOf(item.label, i) })))).ids;

describe('the explanation of a check', () => {
  test.each([
    ['sorted by label', /from the first rows to the last/, ofRows((i) => (i < 200 ? 'yes' : 'no'))],
    ['a stretch of one label', /a stretch of the rows/, ofRows((i) => (i >= 256 && i < 336 ? 'yes' : 'no'))],
    ['labels in turn', /Every second row/, ofRows((i) => (i % 2 === 0 ? 'yes' : 'no'))],
    ['one label in every third row', /every third row/, ofRows((i) => (i % 3 === 0 ? 'yes' : 'no'))],
    ['labels that predict the next row', /beside each other/, ofRows(drawRunOf(createRng('run')))],
    ['ids with their labels', /contain the labels/, ofIds((label, i) => `${(i * 7919) % 10_007}-${label}`)],
    [
      'ids of two lengths',
      /by their length/,
      ofIds((label, i) => `${((i * 7919) % 10_007) + 10_000}${label === 'yes' ? 'xx' : 'xxx'}`),
    ],
  ])('names the simplest leak channel and the remedy for %s', (_, wrong, check) => {
    expect(check.outcome).toBe('block');
    const words = explainCheck(check);
    expect(words?.wrong).toMatch(wrong);
    expect(words?.todo).toMatch(check.name === 'order' ? /^Shuffle the rows/ : /new ids/);
  });

  test('has a sentence and a remedy for every warning and every block, and is null for a passed check', () => {
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
  ])(
    'says for %i items and a feedback share of %f which split is too small',
    (itemCount, feedbackShare, wrong) => {
      const check = checkSize(itemCount, { feedbackShare, metric: 'accuracy' });
      expect(check.outcome).toBe('warn');
      expect(explainCheck(check)?.wrong).toMatch(wrong);
    },
  );

  test('says that all labels are equal only if the check blocks, since 100 % may be a rounded share', () => {
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

  test('a check’s detail is shown where it names the classes that are missing', () => {
    const missing = checkLabelSchema(classesOf({ a: 5, b: 5 }), 'accuracy', []);
    expect(missing.detail).toContain('Classes without items: "c" (1 of 3)');
    expect(isNamedInDetail(missing)).toBe(true);
    expect(isNamedInDetail(checkLabelSchema(classesOf({ a: 5, b: 5, c: 1 }), 'accuracy', []))).toBe(false);
  });

  test('falls back to a general text for reports that name no leak channel', () => {
    const numbers = { row_auc: 0.5, order_test_count: 24, effect_size: 1 };
    expect(explainCheck({ name: 'order', outcome: 'block', numbers })?.wrong).toBe(
      'The order of the rows reveals labels.',
    );
  });
});

/** Labels of which each repeats that of the row before with a probability of 0.8. */
function drawRunOf(rng: ReturnType<typeof createRng>): (row: number) => string {
  let label = 'yes';
  return () => {
    if (rng.nextUnit() < 0.2) label = label === 'yes' ? 'no' : 'yes';
    return label;
  };
}

const report = (
  outcomes: Partial<Record<CheckName, CheckOutcome>>,
  problemCount = 0,
): NonNullable<MaintainedRoundView['check']> => ({
  item_count: 100,
  input_columns: [],
  slice_columns: [],
  class_share_percent: {},
  duplicate_id_count: 0,
  empty_label_count: 0,
  checks: (['size', 'order', 'ids', 'dates'] as const).map((name) => ({
    name,
    outcome: outcomes[name] ?? 'pass',
    detail: '',
    numbers: {},
  })),
  problem_count: problemCount,
  problems: [],
});

describe('the sentence on a draft’s checks', () => {
  it('names the pending check, the faults, the blocking checks or the warnings', () => {
    expect(describeDraft(null)).toContain('is checking');
    expect(describeDraft(report({}, 1))).toMatch(/^One problem/);
    expect(describeDraft(report({}, 7))).toMatch(/^7 problems/);
    expect(describeDraft(report({ order: 'block', size: 'warn' }))).toBe(
      'One check blocks the seal: order of the rows and labels.',
    );
    expect(describeDraft(report({ order: 'block', dates: 'block' }))).toBe('2 checks block the seal.');
    expect(describeDraft(report({ size: 'warn' }))).toMatch(/^One check is for you/);
    expect(describeDraft(report({}))).toMatch(/can be sealed/);
  });

  it('doesn’t count ids that reveal labels as a block, since items can get new ids', () => {
    expect(describeDraft(report({ ids: 'block' }))).toBe(
      'Its ids reveal the labels: it can be sealed with pseudonymous ids.',
    );
    expect(describeDraft(report({ ids: 'block', order: 'block' }))).toBe(
      '2 checks block the seal; new ids fix one of them.',
    );
    expect(summariseChecks(report({ ids: 'block', order: 'block' }))).toBe('2 checks block');
  });

  it('counts blocking checks and warnings in its short form', () => {
    expect(summariseChecks(null)).toBe('in progress');
    expect(summariseChecks(report({}, 2))).toBe('2 problems in the file');
    expect(summariseChecks(report({ order: 'block', size: 'warn', dates: 'warn' }))).toBe(
      '1 check blocks, 2 warn',
    );
    expect(summariseChecks(report({}))).toBe('all pass');
  });
});
