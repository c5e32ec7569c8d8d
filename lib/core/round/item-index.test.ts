import { describe, expect, it } from 'vitest';
import { createItemIndex } from './item-index';

describe('createItemIndex', () => {
  it('sorts ids by UTF-16 unit, whatever order they come in', () => {
    expect(createItemIndex(['b', 'a10', '\uff21', '😀', 'a2', 'B']).ids).toEqual([
      'B',
      'a10',
      'a2',
      'b',
      '😀',
      '\uff21',
    ]);
  });

  it('finds an id in either Unicode normalisation and gives its position', () => {
    const index = createItemIndex(['z', 'cafe\u0301']);
    expect([index.find('caf\u00e9'), index.find('cafe\u0301'), index.find('z'), index.find('y')]).toEqual([
      0,
      0,
      1,
      undefined,
    ]);
    expect(index.ids[0]).toBe('caf\u00e9');
  });

  it('throws when two ids are the same after normalisation', () => {
    expect(() => createItemIndex(['caf\u00e9', 'cafe\u0301'])).toThrow(/same id/);
  });
});
