import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDelimitedReader } from './delimited-reader';
import { type DelimitedLimits, delimitedLimits } from './delimited-row';
import type { FilePosition } from './row-reader';

type Reported = {
  header: string[] | null;
  rows: { line: number; fields: string[]; at: FilePosition[] }[];
  problems: { code: string; line: number | null; column: number | null; hint: string }[];
  hasStopped: boolean;
};

function read(chunks: readonly string[], limits: DelimitedLimits = delimitedLimits): Reported {
  const told: Reported = { header: null, rows: [], problems: [], hasStopped: false };
  const reader = createDelimitedReader(
    {
      onHeader(names) {
        told.header = names.slice();
        return true;
      },
      onRow(fields, line, locate) {
        told.rows.push({ line, fields: fields.slice(), at: fields.map((_, i) => locate(i)) });
      },
      onProblem({ code, line, column, hint }) {
        told.problems.push({ code, line, column, hint });
      },
    },
    limits,
  );
  for (const chunk of chunks) reader.push(chunk);
  reader.finish();
  return { ...told, hasStopped: reader.hasStopped };
}

function cut(text: string, places: readonly number[]): string[] {
  const ends = places.map((place) => place % (text.length + 1)).sort((a, b) => a - b);
  return [...ends, text.length].map((end, i) => text.slice(i === 0 ? 0 : ends[i - 1], end));
}

const cell = fc.string({
  unit: fc.constantFrom('a', 'é', '😀', '"', ',', ';', '\n', '\r\n', ' ', '0', '.'),
  maxLength: 8,
});

describe('createDelimitedReader', () => {
  it('returns the written rows, quoted or not, with the line and column of every field', () => {
    const { rows, problems } = read(['id,x\na,1\n"b","two\r\nlines"\n\nc,"say ""hi"", c"']);
    expect(problems).toEqual([]);
    expect(rows).toEqual([
      {
        line: 2,
        fields: ['a', '1'],
        at: [
          { line: 2, column: 1 },
          { line: 2, column: 3 },
        ],
      },
      {
        line: 3,
        fields: ['b', 'two\r\nlines'],
        at: [
          { line: 3, column: 1 },
          { line: 3, column: 5 },
        ],
      },
      {
        line: 6,
        fields: ['c', 'say "hi", c'],
        at: [
          { line: 6, column: 1 },
          { line: 6, column: 3 },
        ],
      },
    ]);
  });

  it('accepts a byte order mark, CRLF, blank lines and a missing last line end', () => {
    const { header, rows, problems } = read(['\ufeffid,x\r\n\r\na,1\r\n  \r\n"b","2"\r\n\r\nc,3']);
    expect(header).toEqual(['id', 'x']);
    expect(rows.map(({ line, fields }) => [line, ...fields])).toEqual([
      [3, 'a', '1'],
      [5, 'b', '2'],
      [7, 'c', '3'],
    ]);
    expect(problems).toEqual([]);
  });

  it('counts columns in characters, after the byte order mark and across a surrogate pair', () => {
    expect(read(['\ufeffid,"x" \n']).problems[0]).toMatchObject({ line: 1, column: 7 });
    expect(read(['id,x\n😀,1\n']).rows[0]!.at[1]).toEqual({ line: 2, column: 3 });
  });

  it('locates a field that begins on a later line than its row', () => {
    expect(read(['id,x\n"a\nb",1\n']).rows[0]!.at).toEqual([
      { line: 2, column: 1 },
      { line: 3, column: 4 },
    ]);
  });

  it('refuses semicolons in the header and stops', () => {
    const { problems, hasStopped, header } = read(['id;x\na;0,5\n']);
    expect(problems).toEqual([
      { code: 'semicolon_separated', line: 1, column: 1, hint: expect.stringContaining('commas') },
    ]);
    expect([header, hasStopped]).toEqual([null, true]);
  });

  it('reports a row with semicolons, and a row that seems to have decimal commas', () => {
    const { problems, rows } = read(['id,x\na;1\nb,0,5\nc,1,oops\nd\ne,1\n']);
    expect(problems).toEqual([
      { code: 'semicolon_separated', line: 2, column: 1, hint: expect.stringContaining('commas') },
      { code: 'wrong_column_count', line: 3, column: 1, hint: expect.stringContaining('decimal comma') },
      { code: 'wrong_column_count', line: 4, column: 1, hint: expect.stringContaining('quotes around text') },
      { code: 'wrong_column_count', line: 5, column: 1, hint: expect.stringContaining('quotes around text') },
    ]);
    expect(rows.map(({ fields }) => fields)).toEqual([['e', '1']]);
  });

  it('reports a stray quotation mark with its position, skips the line and continues', () => {
    const { problems, rows } = read(['id,x\na,5" pipe\nb,"say "hi" now"\nc,1\n']);
    expect(problems).toEqual([
      { code: 'unbalanced_quotes', line: 2, column: 4, hint: expect.stringContaining('double each quote') },
      { code: 'unbalanced_quotes', line: 3, column: 9, hint: expect.stringContaining('double each quote') },
    ]);
    expect(rows.map(({ line, fields }) => [line, ...fields])).toEqual([[4, 'c', '1']]);
  });

  it('names the line of a quotation mark that is never closed', () => {
    const { problems, hasStopped } = read(['id,x\na,1\nb,"two\nc,3\nd,4\n']);
    expect(problems).toEqual([
      { code: 'unbalanced_quotes', line: 3, column: 3, hint: expect.stringContaining('Nothing after') },
    ]);
    expect(hasStopped).toBe(true);
  });

  it('stops at an open quotation mark after 64 KB, not at the end of the file', () => {
    const reading = { problems: 0 };
    const reader = createDelimitedReader({
      onHeader: () => true,
      onRow: () => {},
      onProblem: () => {
        reading.problems += 1;
      },
    });
    reader.push('id,x\na,"');
    for (let i = 0; i < 40 && !reader.hasStopped; i += 1) reader.push('lots of text,\n'.repeat(300));
    expect([reader.hasStopped, reading.problems]).toEqual([true, 1]);
  });

  it('refuses a row without an end, and a file without a header', () => {
    expect(read(['id,x\n', 'y'.repeat(600_000), 'y'.repeat(600_000)]).problems).toMatchObject([
      { code: 'too_large', line: 2 },
    ]);
    for (const text of ['', '\n\r\n \n', '\ufeff'])
      expect(read([text]).problems).toMatchObject([{ code: 'empty_file', line: null, column: null }]);
  });

  it('stops reading when the caller rejects the header', () => {
    let rowCount = 0;
    const reader = createDelimitedReader({
      onHeader: () => false,
      onRow: () => {
        rowCount += 1;
      },
      onProblem: () => {},
    });
    reader.push('id,x\na,1\n');
    reader.push('b,1\n');
    reader.finish();
    expect([rowCount, reader.hasStopped]).toEqual([0, true]);
  });

  it('reads any quoted table in chunks of any size, and gives the physical line of every row', () => {
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        table,
        fc.constantFrom('\n', '\r\n'),
        fc.array(fc.nat(), { maxLength: 20 }),
        (rows, lineEnd, places) => {
          const lines = rows.map((row) => row.map((field) => `"${field.replaceAll('"', '""')}"`).join(','));
          const text = `a,b,c${lineEnd}${lines.join(lineEnd)}`;
          let line = 2;
          const expected = rows.map((fields, i) => {
            const begins = line;
            line += lines[i]!.split('\n').length;
            return [begins, ...fields];
          });
          const told = read(cut(text, places));
          expect(told.problems).toEqual([]);
          expect(told.rows.map((row) => [row.line, ...row.fields])).toEqual(expected);
        },
      ),
    );
  });

  it('reports the same for any division of a text into chunks, well-formed or not, even at the reader’s limits', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '"', ',', '\n', '\r', ';', '1', '😀', '\ufeff'),
      maxLength: 60,
    });
    const limits = fc.record({
      rowLengthMax: fc.integer({ min: 4, max: 40 }),
      quotedLengthMax: fc.integer({ min: 3, max: 20 }),
    });
    fc.assert(
      fc.property(
        text,
        fc.boolean(),
        limits,
        fc.array(fc.nat(), { maxLength: 60 }),
        (body, hasHeader, limit, places) => {
          const whole = hasHeader ? `a,b\n${body}` : body;
          expect(read(cut(whole, places), limit)).toEqual(read([whole], limit));
          expect(read(whole.split(''), limit)).toEqual(read([whole], limit));
        },
      ),
      { numRuns: 2000 },
    );
  });
});
