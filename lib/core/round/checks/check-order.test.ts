import { describe, expect, it } from 'vitest';
import { repetitions } from '@/testing/stress';
import { createRng, type Rng } from '../../statistics/rng';
import { checkOrder } from './check-order';
import {
  abc,
  collectItems,
  drawItems,
  drawText,
  labelled,
  regression,
  type SyntheticItem,
  text,
} from './testing/synthetic-set';

const outcomesOf = (
  items: readonly SyntheticItem[],
  benchmark?: Parameters<typeof collectItems>[1],
): string[] => {
  const { order, ids } = checkOrder(collectItems(items, benchmark));
  return [order.outcome, ids.outcome];
};
const drawUnits = (count: number, rng: Rng) => Array.from({ length: count }, () => rng.nextUnit());

describe('check of order and ids', () => {
  const shuffled = drawItems(600, createRng('order'), drawText);

  it('passes labels that are independent of rows and ids', () => {
    expect(outcomesOf(shuffled)).toEqual(['pass', 'pass']);
  });

  it('blocks labels that alternate by row or repeat in a cycle', () => {
    const alternating = shuffled.map((item, i) => ({ ...item, label: i % 2 === 0 ? 'yes' : 'no' }));
    expect(outcomesOf(alternating)).toEqual(['block', 'pass']);
    expect(outcomesOf(labelled(Array.from({ length: 300 }, (_, i) => 'abc'[i % 3]!)), abc)[0]).toBe('block');
    const every40th = Array.from({ length: 4_000 }, (_, i) =>
      i % 40 === 7 ? 'c' : 'ab'[((i * 7919) % 13) & 1]!,
    );
    expect(outcomesOf(labelled(every40th), abc)[0]).toBe('block');
  });

  it('blocks a rare class in every 97th row', () => {
    const every97th = Array.from({ length: 4_000 }, (_, i) => (i % 97 === 5 ? 'yes' : 'no'));
    expect(outcomesOf(labelled(every97th))[0]).toBe('block');
  });

  it('blocks one class in a block of rows at any position', () => {
    for (const at of [30, 270, 500]) {
      const rows = shuffled.map((item, i) => ({ ...item, label: i >= at && i < at + 80 ? 'yes' : 'no' }));
      expect(outcomesOf(rows)[0]).toBe('block');
    }
  });

  it('blocks rows that are sorted by label, even partly', () => {
    const sorted = [...shuffled].sort((a, b) => (a.label < b.label ? -1 : 1));
    expect(checkOrder(collectItems(sorted)).order).toMatchObject({
      outcome: 'block',
      numbers: { row_auc: 1 },
    });
    const partly = [...shuffled.slice(0, 480), ...sorted.slice(-120)];
    expect(outcomesOf(partly)[0]).toBe('block');
  });

  it('blocks ids that reveal the label by letters or by a number', () => {
    const letters = shuffled.map((item, i) => ({ ...item, id: `${item.label}${i}x` }));
    expect(checkOrder(collectItems(letters)).ids).toMatchObject({ outcome: 'block', numbers: { id_auc: 1 } });
    // Ids that sort by label if their numbers are compared (2 < 10), but not as text.
    let no = 0;
    let yes = 1_000_000;
    const ending = shuffled.map((item) => ({ ...item, id: `i${item.label === 'no' ? no++ : yes++}` }));
    expect(checkOrder(collectItems(ending)).ids).toMatchObject({
      outcome: 'block',
      numbers: { id_number_auc: 1 },
    });
  });

  it.each<[string, (label: string, i: number, u: number) => string]>([
    ['end in the label', (label, i) => `${i}-${label}`],
    ['end in a digit of the label', (label, i, u) => `${Math.floor(1e9 * u)}${i}${label === 'yes' ? 1 : 0}`],
    ['are even for one label', (label, i) => `item ${2 * ((i * 7919) % 10_007) + (label === 'yes' ? 1 : 0)}`],
    ['have a remainder by 7', (label, i) => `q${7 * ((i * 7919) % 10_007) + (label === 'yes' ? 3 : i % 3)}`],
    ['are longer for one label', (label, i, u) => `${i + 1000}${'z'.repeat(label === 'yes' ? 6 : 5)}${u}`],
    ['have a letter anywhere', (label, i, u) => `${'s'.repeat(i % 17)}${label === 'yes' ? 'P' : 'N'}${u}`],
    ['begin with a number of the label', (label, i, u) => `${label === 'yes' ? 5_000 + i : i}/${u}`],
    [
      'have digits of an even sum',
      (label, i, u) => withDigitSum(`${Math.floor(1e9 * u)}${i}`, label === 'yes' ? 0 : 1),
    ],
    ['contain the label in another case', (label, i, u) => `${'s'.repeat(i % 40)}${label.toUpperCase()}${u}`],
  ])('blocks ids that %s', (_, idOf) => {
    const rng = createRng('ids');
    const items = shuffled.map((item, i) => ({ ...item, id: idOf(item.label, i, rng.nextUnit()) }));
    expect(outcomesOf(items)).toEqual(['pass', 'block']);
  });

  it('blocks ids that contain the label as a number or a text', () => {
    const rng = createRng('held');
    const numbers = drawUnits(200, rng).map((u) => String(Math.floor(1e6 * u)));
    const withNumber = labelled(numbers).map((item, i) => ({
      ...item,
      id: `${i % 7}a${item.label}b${(i * 31) % 199}-${i}`,
    }));
    expect(outcomesOf(withNumber, regression)[1]).toBe('block');
    const withText = labelled(numbers.map((number) => `word${number}`)).map((item, i) => ({
      ...item,
      id: `${i % 7}:${item.label}:${(i * 31) % 199}:${i}`,
    }));
    expect(outcomesOf(withText, text)[1]).toBe('block');
  });

  it('warns of a weak association with the label', () => {
    const rng = createRng('weak');
    const items = Array.from({ length: 8_000 }, (_, i) => ({
      input: i,
      label: rng.nextUnit() < (i % 2 === 0 ? 0.46 : 0.54) ? 'yes' : 'no',
    }));
    expect(outcomesOf(items)).toEqual(['warn', 'pass']);
  });

  it('blocks numeric labels that rise with the rows or in waves, and a set with one of many classes at the end of the file', () => {
    expect(outcomesOf(labelled(Array.from({ length: 100 }, (_, i) => i + (i % 7))), regression)[0]).toBe(
      'block',
    );
    const rng = createRng('waves');
    const waves = drawUnits(400, rng).map((u, i) => Math.sin(i / 10) + u);
    expect(outcomesOf(labelled(waves), regression)[0]).toBe('block');
    const grouped = [...drawUnits(200, rng).map((u) => (u < 0.5 ? 'a' : 'b')), ...Array(30).fill('c')];
    expect(outcomesOf(labelled(grouped), abc)[0]).toBe('block');
  });

  it('passes a set with so few items that chance explains any order', () => {
    expect(outcomesOf(labelled(['no', 'no', 'no', 'no', 'no', 'yes', 'yes', 'yes', 'yes', 'yes']))).toEqual([
      'pass',
      'pass',
    ]);
  });

  it.each<[string, (rng: Rng) => Parameters<typeof outcomesOf>]>([
    ['two classes', (rng) => [numbered(drawUnits(120, rng).map((u) => (u < 0.5 ? 'yes' : 'no')))]],
    ['a rare class', (rng) => [numbered(drawUnits(300, rng).map((u) => (u < 0.03 ? 'yes' : 'no')))]],
    ['numbers', (rng) => [numbered(drawUnits(100, rng).map((u) => String(u ** 4))), regression]],
    ['sixty classes', (rng) => [numbered(drawUnits(300, rng).map((u) => `c${Math.floor(60 * u)}`)), sixty]],
  ])('raises an alarm for fewer than 1 in 100 honest sets of %s', (name, draw) => {
    const rng = createRng(name);
    const count = repetitions(50, 2_000);
    let named = 0;
    for (let i = 0; i < count; i++) if (outcomesOf(...draw(rng)).some((o) => o !== 'pass')) named++;
    expect(named).toBeLessThanOrEqual(0.01 * count + 2 * Math.sqrt(0.01 * count));
  });
});

const sixty = { task: 'multiclass', classes: Array.from({ length: 60 }, (_, c) => `c${c}`) } as const;

/** Appends random digits and a last digit that makes the sum of all digits even (0) or odd (1). */
function withDigitSum(digits: string, parity: number): string {
  const sum = [...digits].reduce((total, digit) => total + Number(digit), 0);
  return sum % 2 === parity
    ? `${digits}-${digits.length % 2 ? 2 : 4}`
    : `${digits}-${digits.length % 2 ? 1 : 3}`;
}

/** Adds ids as files usually have them: numbers in the order of the rows. */
const numbered = (labels: readonly string[]): SyntheticItem[] =>
  labelled(labels).map((item, i) => ({ ...item, id: `item-${i}` }));
