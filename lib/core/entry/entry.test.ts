import { describe, expect, it } from 'vitest';
import { entryAddressesMax, formatAddressEnd, formatClassCode, normalizeClassCode } from './entry';
import { parseEntryList } from './parse-entry-list';

describe('a class code', () => {
  it('has ten characters in two groups, and no two characters that look alike', () => {
    expect(formatClassCode(Uint8Array.from([0, 1, 9, 10, 17, 18, 31, 32, 64, 255]))).toBe('019ah-jz00z');
    const all = Uint8Array.from({ length: 10 }, (_, i) => i + 16);
    expect(formatClassCode(all)).not.toMatch(/[ilou]/);
  });

  it('recognizes a code in any case, with spaces or hyphens, and with O typed for 0', () => {
    for (const typed of ['019aj-kz00z', ' 019AJ KZ00Z\n', 'oi9aj-kzO0z', '0l9ajkz00z'])
      expect(normalizeClassCode(typed)).toBe('019ajkz00z');
  });
});

describe('the address of a private benchmark', () => {
  it('ends in eight characters that are allowed in a slug', () => {
    expect(formatAddressEnd(Uint8Array.from([3, 200, 17, 99, 255, 0, 31, 32]))).toMatch(/^[a-z0-9]{8}$/);
  });
});

describe('a list of people who may enter', () => {
  it('takes addresses and domains from lines, CSV columns and mail headers, and returns each once in lower case', () => {
    const text = [
      'name,e-mail',
      'Ada Lovelace,ADA@uni.example.org,3',
      '"Hopper, Grace";<grace@example.org>',
      '',
      '@Students.Example.org ada@uni.example.org',
    ].join('\r\n');
    expect(parseEntryList(text)).toEqual({
      ok: true,
      value: ['@students.example.org', 'ada@uni.example.org', 'grace@example.org'],
    });
  });

  it.each([
    ['a line without an address', 'a@example.org\nexample.org', 2],
    ['a domain without a dot', '@localhost', 1],
    ['an address without a domain', 'ada@', 1],
    ['two signs in an address', 'a@b@c.org', 1],
    ['a hyphen at the end of a label', 'a@b-.org', 1],
  ])('refuses a list that contains %s, and names the line', (_, text, line) => {
    expect(parseEntryList(text)).toMatchObject({ ok: false, error: [{ line }] });
  });

  it('refuses a list of more addresses than the maximum', () => {
    const listOf = (count: number) => Array.from({ length: count }, (_, i) => `a${i}@example.org`).join('\n');
    expect(parseEntryList(listOf(entryAddressesMax)).ok).toBe(true);
    expect(parseEntryList(listOf(entryAddressesMax + 1))).toMatchObject({
      ok: false,
      error: [{ line: null }],
    });
  });

  it.each([
    ['in lines', '\n'],
    ['in one line', ' '],
  ])('names at most twenty of a thousand faults %s', (_, separator) => {
    const found = parseEntryList(Array(1000).fill('ada@').join(separator));
    expect(found.ok ? [] : found.error).toHaveLength(20);
  });

  it('with the longest permitted line is scanned without backtracking', () => {
    const begin = performance.now();
    parseEntryList(`${'a.'.repeat(100_000)}@${'a-'.repeat(100_000)}`);
    expect(performance.now() - begin).toBeLessThan(1_000);
  });
});
