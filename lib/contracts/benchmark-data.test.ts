import { describe, expect, it } from 'vitest';
import { columnNotesSchema, licenseSchema, licenseUrl } from './benchmark-data';

describe('the licence of a benchmark’s data', () => {
  it('can be an SPDX identifier or a web address, each with its link', () => {
    expect(licenseSchema.parse('CC-BY-4.0')).toBe('CC-BY-4.0');
    expect(licenseUrl('CC-BY-4.0')).toBe('https://spdx.org/licenses/CC-BY-4.0.html');
    expect(licenseUrl(licenseSchema.parse('https://example.org/licence'))).toBe(
      'https://example.org/licence',
    );
  });

  it.each(['no licence', 'cc-by-4.0', 'javascript:alert(1)', '', 'https://user@example.org'])(
    'can’t be %j, and the fault lists the identifiers',
    (text) => {
      expect(licenseSchema.safeParse(text).error?.issues[0]?.message).toContain('SPDX identifiers CC0-1.0');
    },
  );
});

describe('the described columns', () => {
  it('must have unique names', () => {
    expect(columnNotesSchema.parse([{ name: 'hour' }])).toEqual([
      { name: 'hour', type: null, unit: '', text: '' },
    ]);
    expect(columnNotesSchema.safeParse([{ name: 'hour' }, { name: 'hour' }]).error?.issues[0]?.message).toBe(
      'describe each column once',
    );
  });
});
