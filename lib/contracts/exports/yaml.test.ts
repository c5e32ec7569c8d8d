import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { writeYaml, type YamlValue } from './yaml';

test('writeYaml writes values so that an independent parser reads them back unchanged', () => {
  const value = {
    a: ['1', 1, '1.0', 'yes', null, '2026-01-01', '- x: y', '#', ''],
    'b c': { d: [], e: {}, f: [[true], { g: '\n' }] },
  };
  expect(parse(writeYaml(value))).toEqual(value);
  expect(writeYaml({ list: [{ name: 'x', of: { y: 1 } }] })).toBe(
    'list:\n  - name: "x"\n    of:\n      y: 1\n',
  );
});

test('writeYaml writes any text so that an independent parser reads it back unchanged', () => {
  const value = fc.letrec<{ value: YamlValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.string({ unit: 'binary' }),
      fc.integer(),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(
        fc.string({ unit: 'grapheme', minLength: 1 }).filter((key) => key !== '__proto__'),
        tie('value'),
        { maxKeys: 3 },
      ),
    ),
  })).value;
  fc.assert(
    fc.property(value, (written) => {
      expect(parse(writeYaml(written))).toEqual(written);
    }),
  );
});
