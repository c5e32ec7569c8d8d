import { describe, expect, it } from 'vitest';
import { normaliseText, readInput } from './fingerprint-record';

const textOf = (value: unknown) => readInput(JSON.stringify(value)).text;

describe('fingerprint of an input', () => {
  it('ignores differences in case, white space, and compatibility forms', () => {
    expect(textOf({ q: '  Die STRASSE\tist ﬁx\u00a0ﬁn ' })).toBe(textOf({ q: 'die straße ist fix fin' }));
    expect(normaliseText('ΟΔΟΣ')).toBe(normaliseText('οδος'));
    expect(normaliseText('e\u0301')).toBe(normaliseText('É'));
  });

  it('ignores how a number is written, in a cell or in JSON', () => {
    for (const spelling of ['1.50', ' 1.5', '+1.5', '15e-1', 1.5])
      expect(textOf({ x: spelling })).toBe(textOf({ x: 1.5 }));
  });

  it('distinguishes long digit strings that are equal as doubles', () => {
    expect(textOf('12345678901234567890')).not.toBe(textOf('12345678901234567891'));
  });

  it('differs for different values, keys, nesting and order of a list', () => {
    const inputs = [
      { a: 1 },
      { a: 2 },
      { b: 1 },
      { a: [1] },
      { a: { b: 1 } },
      [1, 2],
      [2, 1],
      'a',
      ['a', 'b'],
      ['a,b'],
    ];
    expect(new Set(inputs.map(textOf)).size).toBe(inputs.length);
  });

  it('contains tokens even for a very short input', () => {
    for (const input of ['', '!!', null, [], {}, { a: '' }])
      expect(readInput(JSON.stringify(input)).tokens.length).toBeGreaterThan(0);
  });

  it('has a token for each character in scripts without spaces', () => {
    expect(readInput(JSON.stringify('今日は天気がとても良いです')).tokens.length).toBeGreaterThan(8);
  });

  it('has different tokens for equal values in different columns', () => {
    const [a] = readInput('{"a":"x"}').tokens;
    expect(readInput('{"b":"x"}').tokens).not.toContain(a);
  });
});
