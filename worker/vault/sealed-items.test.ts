import { describe, expect, it } from 'vitest';
import { createItemIndex } from '@/lib/core/round/item-index';
import { decodeItems, encodeItems } from './sealed-items';

const classes = ['no', 'yes'];
const index = createItemIndex(['c', 'a', 'bé']);
const expected = { itemCount: 3, task: 'binary', classes } as const;

describe('encoded items of a round', () => {
  it('preserve labels and groups in the order of the item index', () => {
    const groups = Int32Array.of(0, 1, 0);
    const encoded = Buffer.concat([
      ...encodeItems(index, { task: 'binary', classes, groups }, (i) => classes[i % 2]!),
    ]);
    const decoded = decodeItems(encoded, expected);
    expect(decoded.index.listIds()).toEqual(['a', 'bé', 'c']);
    expect(decoded.labels).toEqual(Int32Array.of(0, 1, 0));
    expect(decoded.groups).toEqual(groups);
  });

  it('have the same length for any classes, numbers or short texts', () => {
    const lengthOf = (task: 'binary' | 'regression' | 'text', labelAt: (i: number) => string) =>
      Buffer.concat([...encodeItems(index, { task, classes, groups: null }, labelAt)]).length;
    expect(lengthOf('binary', () => 'no')).toBe(lengthOf('binary', () => 'yes'));
    expect(lengthOf('regression', () => '1')).toBe(lengthOf('regression', () => '-1.2345678901234567e-38'));
    expect(lengthOf('text', () => 'x')).toBe(lengthOf('text', () => 'x'.repeat(10_000)));
  });

  it('can be decoded without groups, with and without padding', () => {
    const encoded = Buffer.concat([
      ...encodeItems(index, { task: 'binary', classes, groups: null }, (i) => classes[i % 2]!),
    ]);
    expect(encoded.toString()).toBe('a\tno\nbé\tyes\nc\tno\n\0\0');
    for (const bytes of [encoded, Buffer.from('a\tno\nbé\tyes\nc\tno')])
      expect(decodeItems(bytes, expected)).toMatchObject({ labels: Int32Array.of(0, 1, 0), groups: null });
  });

  it('leave no label in the bytes from which they were decoded', () => {
    const encoded = Buffer.from('a\tno\nbé\tyes\nc\tno');
    const { index } = decodeItems(encoded, expected);
    expect(encoded.toString()).toMatch(/^abéc\0+$/);
    expect(index.listIds()).toEqual(['a', 'bé', 'c']);
  });

  it('can’t be decoded if items are added, missing or out of order, or have other classes', () => {
    for (const [text, message] of [
      ['a\tno\nb\tyes', /not as many/],
      ['a\tno\nb\tyes\nc\tno\nd\tno', /not as many/],
      ['b\tno\na\tyes\nc\tno', /not in the order/],
      ['a\tno\na\tyes\nc\tno', /same id/],
      ['a\tno\nb\tmaybe\nc\tno', /label does not fit/],
    ] as const)
      expect(() => decodeItems(Buffer.from(text), expected), text).toThrow(message);
  });

  it('preserve any texts, with and without groups', () => {
    const texts = ['tab\there', 'two\nlines, "quoted"', '["a","b\\n"]'];
    const ofTexts = { itemCount: 3, task: 'text', classes: [] } as const;
    for (const groups of [null, Int32Array.of(2, 0, 2)]) {
      const encoded = Buffer.concat([
        ...encodeItems(index, { task: 'text', classes: [], groups }, (i) => texts[i]!),
      ]);
      expect(decodeItems(encoded, ofTexts)).toMatchObject({ labels: texts, groups });
    }
  });
});
