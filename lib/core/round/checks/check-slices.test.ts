import { describe, expect, it } from 'vitest';
import { checkSlices } from './check-slices';
import { collectItems, rules } from './testing/synthetic-set';

describe('the check of slices', () => {
  const check = (slicesAt: ((i: number) => Record<string, string>) | null) => {
    const items = Array.from({ length: 400 }, (_, i) => ({
      input: i,
      label: i % 2 ? 'no' : 'yes',
      ...(slicesAt && { slices: slicesAt(i) }),
    }));
    const { slices, labels } = collectItems(items);
    return checkSlices(slices, labels, rules.feedbackShare);
  };

  it('says nothing of a test set without slice columns', () => {
    expect(check(null)).toEqual([]);
  });

  it('passes columns of large values that do not follow the label', () => {
    expect(check((i) => ({ region: `r${Math.floor(i / 100)}` }))).toMatchObject([
      { outcome: 'pass', numbers: { column_count: 1, value_count: 4, small_count: 0, waiting_count: 0 } },
    ]);
  });

  it('warns of values of few final items and of columns that follow the label, and quotes no value', () => {
    const [found] = check((i) => ({
      region: i < 40 ? 'tiny-value' : 'large-value',
      kind: i % 2 ? 'no-value' : 'yes-value',
    }));
    expect(found).toMatchObject({
      outcome: 'warn',
      numbers: { column_count: 2, value_count: 4, small_count: 1, waiting_count: 1, association: 1 },
    });
    expect(found?.detail).toMatch(/slice_kind wait for the reveal/);
    expect(JSON.stringify(found)).not.toContain('-value');
  });
});
