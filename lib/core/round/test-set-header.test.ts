import { describe, expect, it } from 'vitest';
import { parseTestSetHeader } from './test-set-header';

describe('parseTestSetHeader', () => {
  it.each(['si\0ze', 'si\u0085ze', 'si\nze', 'si\ud800ze'])(
    'refuses a column name that cannot be stored, by its position and without quoting it: %j',
    (name) => {
      const parsed = parseTestSetHeader(['id', 'label', name]);
      expect(parsed).toMatchObject({ ok: false, error: { column: 2 } });
      expect(JSON.stringify(parsed)).not.toContain('ze"');
      expect(JSON.stringify(parsed)).not.toContain(JSON.stringify(name).slice(1, -1));
    },
  );

  it.each([['slice_'], ['slice_Region'], ['slice_1st'], ['slice_day part'], [`slice_${'x'.repeat(31)}`]])(
    'refuses a slice column whose name can head no table: %s',
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

  it('accepts column names of any script', () => {
    expect(parseTestSetHeader(['id', 'größe 🦉', 'label'])).toMatchObject({
      ok: true,
      value: { inputs: [1] },
    });
  });
});
