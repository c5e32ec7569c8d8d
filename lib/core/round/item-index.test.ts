import { describe, expect, it } from 'vitest';
import { createItemIndex, indexGroups } from './item-index';

describe('createItemIndex', () => {
  it('sorts ids by UTF-16 unit, whatever their order in the file', () => {
    expect(createItemIndex(['b', 'a10', '\uff21', '😀', 'a2', 'B']).listIds()).toEqual([
      'B',
      'a10',
      'a2',
      'b',
      '😀',
      '\uff21',
    ]);
  });

  it('finds the position of an id in both Unicode normalisations', () => {
    const index = createItemIndex(['z', 'cafe\u0301']);
    expect([index.find('caf\u00e9'), index.find('cafe\u0301'), index.find('z'), index.find('y')]).toEqual([
      0,
      0,
      1,
      undefined,
    ]);
    expect(index.idAt(0)).toBe('caf\u00e9');
  });

  it('distinguishes a lone surrogate from the replacement character U+FFFD', () => {
    const index = createItemIndex(['\ufffd']);
    expect([index.find('\ufffd'), index.find('\ud800')]).toEqual([0, undefined]);
  });

  it('throws when two ids are the same after normalisation', () => {
    expect(() => createItemIndex(['caf\u00e9', 'cafe\u0301'])).toThrow(/same id/);
  });

  it('finds every id in any order of lookups, and no id that isn’t in the index', () => {
    const ids = Array.from({ length: 3000 }, (_, i) => `item-${i}`);
    const index = createItemIndex(ids);
    const position = new Map(index.listIds().map((id, i) => [id, i]));
    for (const asked of [index.listIds(), index.listIds().reverse(), ids])
      for (const id of asked) expect(index.find(id)).toBe(position.get(id));
    for (let i = 3000; i < 4000; i++) expect(index.find(`item-${i}`)).toBeUndefined();
    expect(createItemIndex([]).find('a')).toBeUndefined();
  });
});

describe('groups of a test set', () => {
  it('numbers groups in the order of their first occurrence, and puts an item without a group in one of its own', () => {
    expect(indexGroups(['b', null, 'a', 'b', null, 'a'])).toEqual(Int32Array.of(0, 1, 2, 0, 3, 2));
  });

  it('returns null if no item has a group', () => {
    expect(indexGroups([null, null])).toBeNull();
    expect(indexGroups([])).toBeNull();
  });
});
