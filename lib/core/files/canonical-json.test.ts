import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCanonicalJson, type JsonValue, jsonDepthMax } from './canonical-json';

const written = (value: JsonValue) => {
  const text = formatCanonicalJson(value);
  return text.ok ? text.value : text.error;
};

describe('formatCanonicalJson', () => {
  it('writes the example of RFC 8785, section 3.2.2', () => {
    const value = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    ) as JsonValue;
    expect(written(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts keys by UTF-16 unit, as in RFC 8785, section 3.2.3', () => {
    const value = { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 };
    expect(Object.values(JSON.parse(written(value)) as Record<string, number>)).toHaveLength(7);
    expect(written(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  });

  it('returns canonical text unchanged', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = written(value as JsonValue);
        expect(written(JSON.parse(text) as JsonValue)).toBe(text);
      }),
    );
  });

  it('refuses a lone surrogate, but accepts the text of an escape sequence', () => {
    expect(written('\ud800')).toBe('lone-surrogate');
    expect(written({ 'a\\\udc00': 1 })).toBe('lone-surrogate');
    expect(written('\\ud800')).toBe('"\\\\ud800"');
  });

  it('refuses deep nesting without overflowing the stack', () => {
    const nest = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as JsonValue;
    expect(written(nest(jsonDepthMax))).toContain('[[');
    expect(written(nest(jsonDepthMax + 1))).toBe('too-deep');
    expect(written(nest(200_000))).toBe('too-deep');
  });
});
