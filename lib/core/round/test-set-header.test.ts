import { describe, expect, it } from 'vitest';
import { parseTestSetHeader } from './test-set-header';

describe('parseTestSetHeader', () => {
  it.each(['si\0ze', 'si\u0085ze', 'si\nze', 'si\ud800ze'])(
    'refuses a column name that cannot be stored, by its place and without quoting it: %j',
    (name) => {
      const parsed = parseTestSetHeader(['id', 'label', name]);
      expect(parsed).toMatchObject({ ok: false, error: { column: 2 } });
      expect(JSON.stringify(parsed)).not.toContain('ze"');
      expect(JSON.stringify(parsed)).not.toContain(JSON.stringify(name).slice(1, -1));
    },
  );

  it('takes column names of any script', () => {
    expect(parseTestSetHeader(['id', 'größe 🦉', 'label'])).toMatchObject({
      ok: true,
      value: { inputs: [1] },
    });
  });
});
