import { describe, expect, it } from 'vitest';
import { isItemDate, parseTestSetHeader } from './test-set-cells';

describe('parseTestSetHeader', () => {
  it.each(['si\0ze', 'si\u0085ze', 'si\nze', 'si\ud800ze'])(
    'refuses a column name that cannot be stored, and reports its position without quoting the name: %j',
    (name) => {
      const parsed = parseTestSetHeader(['id', 'label', name]);
      expect(parsed).toMatchObject({ ok: false, error: { column: 2 } });
      expect(JSON.stringify(parsed)).not.toContain('ze"');
      expect(JSON.stringify(parsed)).not.toContain(JSON.stringify(name).slice(1, -1));
    },
  );

  it.each([['slice_'], ['slice_Region'], ['slice_1st'], ['slice_day part'], [`slice_${'x'.repeat(31)}`]])(
    'refuses an invalid name of a slice column: %s',
    (name) => {
      const parsed = parseTestSetHeader(['id', 'label', name]);
      expect(parsed).toMatchObject({ ok: false, error: { column: 2 } });
    },
  );

  it('refuses the fourth slice column', () => {
    const names = ['slice_d', 'slice_a', 'slice_c', 'id', 'label'];
    expect(parseTestSetHeader(names)).toMatchObject({
      ok: true,
      value: { inputs: [], slices: [{ name: 'a' }, { name: 'c' }, { name: 'd' }] },
    });
    expect(parseTestSetHeader([...names, 'slice_b'])).toMatchObject({ ok: false, error: { column: 5 } });
  });

  it('accepts column names in any writing system', () => {
    expect(parseTestSetHeader(['id', 'größe 🦉', 'label'])).toMatchObject({
      ok: true,
      value: { inputs: [1] },
    });
  });
});

describe('isItemDate', () => {
  it.each(['2026-03-01', '2024-02-29', '2000-02-29', '2026-03-01T09:30Z', '2026-03-01T09:30:00.123+02:00'])(
    'accepts %s',
    (text) => expect(isItemDate(text)).toBe(true),
  );

  it.each([
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-3-1',
    '01.03.2026',
    '2026-03-01T09:30',
    '2026-03-01 09:30:00Z',
    '2026-03-01T24:00Z',
    '2026-03-01T09:60Z',
    ' 2026-03-01',
  ])('refuses %s', (text) => expect(isItemDate(text)).toBe(false));
});
