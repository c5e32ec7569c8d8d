import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { referencesMax, textLengthMax } from '../../files/cell-text';
import { listReferences, readTextLabel } from './text-label';

const kept = (value: Parameters<typeof readTextLabel>[0]) => {
  const label = readTextLabel(value);
  if (!label.ok) throw new Error(label.error.detail);
  return label.value;
};

describe('text label', () => {
  it.each([
    ['Paris', ['Paris']],
    ['two\nlines, and a "quote"\t', ['two\nlines, and a "quote"\t']],
    [' [sic]', [' [sic]']],
    ['[1, 2]', ['[1, 2]']],
    ['[]', ['[]']],
    ['["a", 1]', ['["a", 1]']],
    ['["Paris", "Paris, France"]', ['Paris', 'Paris, France']],
    [
      ['Paris', '["x"]'],
      ['Paris', '["x"]'],
    ],
    [[' [sic]'], [' [sic]']],
    [0.5, ['0.5']],
    [true, ['true']],
  ])('contains one reference, or all references of an array: %j', (value, references) => {
    expect(listReferences(kept(value))).toEqual(references);
  });

  it('doesn’t change when read again, and is stored in NFC', () => {
    expect(kept('cafe\u0301 🙂')).toBe('café 🙂');
    expect(kept(['cafe\u0301'])).toBe('["café"]');
    const texts = fc.string({ unit: 'binary' }).filter((text) => readTextLabel(text).ok);
    fc.assert(
      fc.property(fc.oneof(texts, fc.array(texts, { minLength: 1, maxLength: 4 })), (value) => {
        const label = readTextLabel(value);
        if (!label.ok) return;
        expect(kept(label.value)).toBe(label.value);
        for (const text of listReferences(label.value)) expect(text.normalize('NFC')).toBe(text);
        expect(listReferences(label.value).length).toBeGreaterThan(0);
      }),
    );
  });

  it.each([
    ['', 'empty_value'],
    [' \n', 'empty_value'],
    [null, 'empty_value'],
    [['Paris', ''], 'empty_value'],
    [[], 'bad_text'],
    [['Paris', 1], 'bad_text'],
    [{ a: 1 }, 'bad_text'],
    ['a\0b', 'bad_text'],
    ['a\ud800b', 'bad_text'],
    ['x'.repeat(textLengthMax + 1), 'too_large'],
    [new Array(referencesMax + 1).fill('x'), 'too_large'],
  ] as const)('fails with an error code: %#', (value, code) => {
    expect(readTextLabel(value)).toMatchObject({ ok: false, error: { code } });
  });

  it('never appears in the error message', () => {
    const refused = readTextLabel(['secret', 'also secret\0']);
    expect(JSON.stringify(refused)).not.toContain('secret');
  });
});
