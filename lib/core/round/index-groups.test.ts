import { describe, expect, it } from 'vitest';
import { indexGroups } from './index-groups';

describe('the groups of a test set', () => {
  it('are numbered as they first occur, and an item without one is alone', () => {
    expect(indexGroups(['b', null, 'a', 'b', null, 'a'])).toEqual(Int32Array.of(0, 1, 2, 0, 3, 2));
  });

  it('are none where no item has one', () => {
    expect(indexGroups([null, null])).toBeNull();
    expect(indexGroups([])).toBeNull();
  });
});
