import { describe, expect, it } from 'vitest';
import { createRng } from '../../statistics/rng';
import { checkDuplicates } from './check-duplicates';
import { createOverlapSearch } from './overlap-search';
import { collectItems, drawItems, drawText, type SyntheticItem } from './testing/synthetic-set';

describe('duplicate check', () => {
  const check = (items: SyntheticItem[]) => {
    const set = collectItems(items);
    return checkDuplicates(createOverlapSearch(set.records), set.labels);
  };
  const texts = drawItems(300, createRng('texts'), drawText);

  it('passes texts that are all different', () => {
    expect(check(texts)).toMatchObject({ outcome: 'pass', numbers: { equal_count: 0, near_count: 0 } });
  });

  it('counts equal and near duplicates, and warns if copies are over 5 % of the items', () => {
    const copies = texts.slice(0, 20).map(({ input, label }) => ({ input: ` ${input}`, label }));
    const near = texts.slice(100, 110).map(({ input, label }) => ({ input: `${input} so`, label }));
    expect(check([...texts, ...copies, ...near])).toMatchObject({
      outcome: 'warn',
      numbers: { distinct_count: 310, equal_count: 40, near_count: 60, contradicted_percent: 0 },
    });
  });

  it('states the share of equal inputs with different labels in whole per cent', () => {
    const flipped = texts
      .slice(0, 5)
      .map(({ input, label }) => ({ input, label: label === 'yes' ? 'no' : 'yes' }));
    expect(check([...texts, ...flipped])).toMatchObject({
      outcome: 'warn',
      numbers: { contradicted_percent: 3 },
    });
  });
});
