import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from './canonical-json';
import { createJsonlReader } from './jsonl-reader';

function read(chunks: readonly string[], lengthMax?: number) {
  const told = {
    header: null as string[] | null,
    rows: [] as { line: number; fields: JsonValue[] }[],
    problems: [] as {
      code: string;
      line: number | null;
      column: number | null;
      detail: string;
      hint: string;
    }[],
  };
  const reader = createJsonlReader(
    {
      onHeader(names) {
        told.header = names.slice();
        return true;
      },
      onRow(fields, line) {
        told.rows.push({ line, fields: fields.slice() });
      },
      onProblem(problem) {
        told.problems.push({ ...problem });
      },
    },
    lengthMax,
  );
  for (const chunk of chunks) reader.push(chunk);
  reader.finish();
  return { ...told, hasStopped: reader.hasStopped };
}

describe('createJsonlReader', () => {
  it.each(['[{"id":"a"}]\n', '[\n  {"id":"a"},\n  {"id":"b"}\n]\n'])(
    'refuses a JSON array with a single error that names JSON Lines: %j',
    (text) => {
      expect(read([text]).problems).toMatchObject([
        {
          code: 'bad_json',
          line: 1,
          detail: 'this is a JSON array',
          hint: expect.stringMatching(/JSON Lines .* jq -c .* pandas\.read_json/),
        },
      ]);
    },
  );

  it('returns the values of every line in the order of the first line, and null for a missing key', () => {
    const told = read(['\ufeff{"id":"a","x":1}\r\n\r\n{"x":[2],"id":"b"}\n{"id":"c"}']);
    expect(told.problems).toEqual([]);
    expect(told.header).toEqual(['id', 'x']);
    expect(told.rows).toEqual([
      { line: 1, fields: ['a', 1] },
      { line: 3, fields: ['b', [2]] },
      { line: 4, fields: ['c', null] },
    ]);
  });

  it('reports lines that are not objects and keys that the first line does not have, and continues', () => {
    const told = read(['{"id":"a"}\n[1]\nnull\n{"id":\n{"id":"b","y":1}\n{"id":"c"}\n']);
    expect(told.problems.map(({ code, line, column }) => [code, line, column])).toEqual([
      ['bad_json', 2, null],
      ['bad_json', 3, null],
      ['bad_json', 4, null],
      ['wrong_column_count', 5, null],
    ]);
    expect(told.rows.map(({ line }) => line)).toEqual([1, 6]);
  });

  it('reports NaN and Infinity by name, since Python writes them into JSON', () => {
    const told = read(['{"id":"a","x":1}\n{"id":"b","x":NaN}\n{"id":"c","x":-Infinity}\n']);
    expect(told.problems.map(({ code, line }) => [code, line])).toEqual([
      ['not_a_number', 2],
      ['infinite_number', 3],
    ]);
  });

  it('treats __proto__ as a key like any other', () => {
    expect(read(['{"id":"a","__proto__":{"x":1}}']).rows).toEqual([{ line: 1, fields: ['a', { x: 1 }] }]);
  });

  it('refuses a line without an end, and an empty file', () => {
    expect(read(['{"id":"a"}\n', 'x'.repeat(700_000), 'x'.repeat(700_000)])).toMatchObject({
      problems: [{ code: 'too_large', line: 2 }],
      hasStopped: true,
    });
    expect(read(['\n \n']).problems).toMatchObject([{ code: 'empty_file', line: null }]);
  });

  it('quotes nothing of the file in error messages', () => {
    const told = read(['{"id":"a"}\n{"id":"b","secret":1}\n"secret"\n{secret}\n']);
    expect(JSON.stringify(told.problems)).not.toContain('secret');
  });

  it('reports the same for any division of a text into chunks', () => {
    const line = fc.oneof(
      fc
        .record({ id: fc.string(), x: fc.oneof(fc.integer(), fc.constant(null)) })
        .map((row) => JSON.stringify(row)),
      fc.constantFrom('', ' ', '{', '[1]', '{"id":1,"z":2}', 'x'.repeat(50)),
    );
    fc.assert(
      fc.property(
        fc.array(line),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 9 }),
        (lines, lineEnd, size) => {
          const text = lines.join(lineEnd);
          const chunks = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
          expect(read(chunks, 40)).toEqual(read([text], 40));
        },
      ),
    );
  });
});
