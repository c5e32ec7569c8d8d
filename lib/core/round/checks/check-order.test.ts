import { describe, expect, it } from 'vitest';
import { createRng } from '../../statistics/rng';
import { checkOrder } from './check-order';
import { abc, collectItems, drawItems, drawText, labelled, regression } from './testing/synthetic-set';

describe('the check of order', () => {
  const shuffled = drawItems(1_000, createRng('order'), drawText);

  it('passes labels that have nothing to do with rows or ids', () => {
    expect(checkOrder(collectItems(shuffled)).outcome).toBe('pass');
  });

  it('blocks rows sorted by label, also partly', () => {
    const sorted = [...shuffled].sort((a, b) => (a.label < b.label ? -1 : 1));
    expect(checkOrder(collectItems(sorted))).toMatchObject({ outcome: 'block', numbers: { row_auc: 1 } });
    const partly = [...shuffled.slice(0, 800), ...sorted.slice(-200)];
    expect(checkOrder(collectItems(partly)).outcome).toBe('block');
  });

  it('blocks ids that tell the label by their letters, and by the number they end in', () => {
    const letters = shuffled.map((item, i) => ({ ...item, id: `${item.label}${i}x` }));
    expect(checkOrder(collectItems(letters))).toMatchObject({ outcome: 'block', numbers: { id_auc: 1 } });
    // 2 < 10 as numbers, not as text.
    let no = 0;
    let yes = 1_000_000;
    const ending = shuffled.map((item) => ({ ...item, id: `i${item.label === 'no' ? no++ : yes++}` }));
    expect(checkOrder(collectItems(ending))).toMatchObject({
      outcome: 'block',
      numbers: { id_number_auc: 1 },
    });
  });

  it('warns where a small set leaves it open', () => {
    const labels = ['no', 'no', 'yes', 'no', 'yes', 'no', 'yes', 'yes', 'no', 'yes'];
    expect(checkOrder(collectItems(labelled(labels))).outcome).toBe('warn');
  });

  it('blocks numbers that rise with the rows, and one class of many that stands at the end', () => {
    const rising = collectItems(labelled(Array.from({ length: 100 }, (_, i) => i + (i % 7))), regression);
    expect(checkOrder(rising).outcome).toBe('block');
    const grouped = [
      ...Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? 'a' : 'b')),
      ...Array(30).fill('c'),
    ];
    expect(checkOrder(collectItems(labelled(grouped), abc)).outcome).toBe('block');
  });

  it('blocks fewer than one in a hundred honest sets of many rare classes', () => {
    const rng = createRng('rare');
    const many = { task: 'multiclass', classes: Array.from({ length: 60 }, (_, c) => `c${c}`) } as const;
    const runs = Array.from({ length: 200 }, () =>
      checkOrder(
        collectItems(
          labelled(Array.from({ length: 300 }, () => `c${Math.floor(60 * rng.nextUnit())}`)),
          many,
        ),
      ),
    );
    expect(runs.filter(({ outcome }) => outcome === 'block').length).toBeLessThanOrEqual(2);
  });
});
