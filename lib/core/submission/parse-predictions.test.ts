import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createUtf8Decoder } from '../files/utf8-decoder';
import { createItemIndex } from '../round/item-index';
import { parsePredictions } from './parse-predictions';
import { createPredictionsValidator, type PredictionsSpec } from './validate-predictions';

const names = ['a', 'b', 'c', 'ä', 'item 4', 'ff'];
const spec = (overrides: Partial<PredictionsSpec>): Omit<PredictionsSpec, 'format'> => ({
  task: 'binary',
  classes: ['no', 'yes'],
  needsProbabilities: false,
  ids: createItemIndex(names),
  ...overrides,
});

const specs = {
  'id,p_no,p_yes': spec({ needsProbabilities: true }),
  'id,prediction': spec({}),
  'prediction,id': spec({ task: 'regression', classes: [] }),
  '"id",prediction': spec({ task: 'text', classes: [] }),
};

/** Parses a file whose bytes are all read as text, without the fast reader of plain rows. */
function parseAsText(bytes: Uint8Array, predictionsSpec: Omit<PredictionsSpec, 'format'>) {
  const decoder = createUtf8Decoder();
  const validator = createPredictionsValidator({ ...predictionsSpec, format: 'csv' });
  for (const text of [decoder.push(bytes), decoder.finish()]) {
    validator.push(text.ok ? text.value : decoder.linesBefore);
    if (validator.hasStopped) break;
    if (!text.ok) return { ok: false, error: { problems: [text.error], problemCount: 1 } };
  }
  return validator.finish();
}

function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return ends.map((end, i) => bytes.slice(i === 0 ? 0 : ends[i - 1], end));
}

const id = fc.constantFrom(...names, 'a\u0308', '"b"', ' a', 'z', '');
const value = fc.constantFrom(
  ...[
    'no',
    'yes',
    '0',
    '1',
    '0.5',
    '.25',
    '0.75',
    '5e-1',
    '0.49999999999999994',
    '0.50000000000000006',
    '-0',
    '1e400',
    '-1e41',
  ],
  ...['"0.5"', '"no"', '0,5', ' 1', 'NaN', '', '2', '-0.5', '"say ""hi"""', '"two\nlines"', 'x"y', '\xff'],
);
const row = fc.array(fc.oneof(id, value), { minLength: 1, maxLength: 4 }).map((cells) => cells.join(','));
const goodRow = (header: string, name: string) =>
  fc
    .constantFrom(
      ...(header.includes('p_no')
        ? ['0.5,0.5', '0.125,0.875', '1,0', '"1",0']
        : ['no', '0.5', '-7e3', '1e41']),
    )
    .map((values) => (header.startsWith('prediction') ? `${values},${name}` : `${name},${values}`));

/** Draws rows of any kind, or one valid row for each item in any order. */
const rowsUnder = (header: string) =>
  fc.oneof(
    fc.array(
      fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(...names).chain((name) => goodRow(header, name)) },
        row,
      ),
      { maxLength: 9 },
    ),
    fc
      .shuffledSubarray(names, { minLength: names.length })
      .chain((order) => fc.tuple(...order.map((name) => goodRow(header, name)))),
  );

const files = fc
  .constantFrom(...(Object.keys(specs) as (keyof typeof specs)[]))
  .chain((header) => fc.record({ header: fc.constant(header), rows: rowsUnder(header) }));

describe('parsePredictions', () => {
  it('reports the same for a file in chunks of any size as for the file’s whole text', async () => {
    const kinds = { good: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(
        files,
        fc.constantFrom('\n', '\r\n', '\n\n', '\r'),
        fc.array(fc.nat(400), { maxLength: 5 }),
        async ({ header, rows }, lineEnd, places) => {
          const bytes = Buffer.from([header, ...rows, ''].join(lineEnd), 'utf8');
          // The letter ÿ, as the byte FF of Latin-1, stands for a byte that isn't valid UTF-8.
          const raw = Buffer.from(bytes.toString('latin1').replaceAll('\xc3\xbf', '\xff'), 'latin1');
          const read = await parsePredictions(cut(raw, places), specs[header]);
          expect(read).toEqual(parseAsText(raw, specs[header]));
          kinds[read.ok ? 'good' : 'refused']++;
        },
      ),
      { numRuns: 1500 },
    );
    expect(Math.min(kinds.good, kinds.refused)).toBeGreaterThan(100);
  });

  it('counts the lines of plain rows, so that a late fault is reported at the right line', async () => {
    const many = createItemIndex(
      Array.from({ length: 20_000 }, (_, i) => `item-${String(i).padStart(5, '0')}`),
    );
    const rows = many.listIds().map((name) => `${name},0.25,0.75`);
    for (const [fault, code] of [
      ['item-15000,0.25,0.7x', 'not_a_number'],
      ['item-00007,0.25,0.75', 'duplicate_id'],
      ['item-15000,0.25,0.75\xff', 'not_utf8'],
      ['"item-15000,0.25,0.75', 'unbalanced_quotes'],
    ] as const) {
      const bytes = Buffer.from(['id,p_no,p_yes', ...rows.with(15_000, fault), ''].join('\r\n'), 'latin1');
      const read = await parsePredictions([bytes], { ...specs['id,p_no,p_yes'], ids: many });
      expect(read.ok ? null : read.error.problems[0]).toMatchObject({ code, line: 15_002 });
    }
  });

  it('accepts a row of one megabyte, and refuses a longer row', async () => {
    const ids = createItemIndex(['a', 'b']);
    for (const [length, code] of [
      [900_000, 'too_large'],
      [1_100_000, 'too_large'],
      [1000, undefined],
    ] as const) {
      const text = `id,prediction\na,${'x'.repeat(length)}\nb,y\n`;
      const read = await parsePredictions([Buffer.from(text)], { ...specs['"id",prediction'], ids });
      expect(read.ok ? undefined : read.error.problems[0]!.code).toBe(code);
    }
  });
});
