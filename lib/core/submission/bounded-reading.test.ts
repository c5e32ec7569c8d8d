import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { marksInARowMax } from '../files/cell-text';
import { problemCountMax } from '../files/file-problem';
import { createItemIndex } from '../round/item-index';
import { countPlainBytesMax, parsePredictions } from './parse-predictions';
import { type PredictionsSpec, problemsShownMax } from './validate-predictions';

const itemCount = 50;

const names = Array.from({ length: itemCount }, (_, i) => `i${i}`);

const ids = createItemIndex(names);

const ofTask = {
  binary: { task: 'binary', classes: ['no', 'yes'], needsProbabilities: false, ids },
  regression: { task: 'regression', classes: [], needsProbabilities: false, ids },
  text: { task: 'text', classes: [], needsProbabilities: false, ids },
} as const satisfies Record<string, Omit<PredictionsSpec, 'format'>>;

const pieceBytes = 65_536;

/** An endless file that begins with `head`, followed by `row` again and again. */
function endless(head: string, row: string) {
  const rows = new TextEncoder().encode(row.repeat(Math.ceil(pieceBytes / row.length)));
  const source = { pulledBytes: 0, bytes };
  function* bytes() {
    yield new TextEncoder().encode(head);
    for (; source.pulledBytes < 64 * 1024 * 1024; source.pulledBytes += rows.length) yield rows;
  }
  return source;
}

async function readEndless(head: string, row: string, spec: Omit<PredictionsSpec, 'format'>) {
  const source = endless(head, row);
  const read = await parsePredictions(source.bytes(), spec);
  if (read.ok) throw new Error('a file without end was read to its end');
  return { ...read.error, last: read.error.problems.at(-1), pulledBytes: source.pulledBytes };
}

const csv = 'id,prediction\n';

const jsonHead = '{"id":"i0","prediction":"no"}\n';

describe('endless prediction file', () => {
  it.each([
    ['rows of unknown ids', csv, 'x,no\n', 'binary', 'too_many_rows'],
    ['rows of one id', csv, 'i1,no\n', 'binary', 'too_many_rows'],
    ['rows of too many columns', csv, 'i1,no,no\n', 'binary', 'too_many_rows'],
    ['quotes inside fields', csv, 'i1,n"o\n', 'binary', 'too_many_rows'],
    ['quoted cells with line ends', csv, '"i1\n","no\n"\n', 'binary', 'too_many_rows'],
    ['answers to a text task', csv, 'i1,"no\n\n"\n', 'text', 'too_many_rows'],
    ['line feeds', csv, '\n', 'binary', 'too_many_rows'],
    ['CRLF', csv, '\r\n', 'regression', 'too_many_rows'],
    ['lines of spaces', csv, '      \n', 'text', 'too_many_rows'],
    ['lines of JSON', jsonHead, '{"id":"i1","prediction":"no"}\n', 'binary', 'too_many_rows'],
    ['lines of nearly JSON', jsonHead, '{"id":\n', 'binary', 'too_many_rows'],
    ['empty objects', jsonHead, '{}\n', 'text', 'too_many_rows'],
    ['blank lines in JSON Lines', jsonHead, '\n', 'binary', 'too_many_rows'],
    ['line feeds before the header', '', '\n', 'binary', 'empty_file'],
    ['spaces before the header', '\ufeff', ' ', 'binary', 'empty_file'],
    ['spaces without a line end', csv, ' ', 'binary', 'too_large'],
    ['a cell that is not closed', `${csv}"`, 'a', 'text', 'unbalanced_quotes'],
  ] as const)('of %s stops after as many rows as the round has items', async (_, head, row, task, code) => {
    const { last, problems, pulledBytes } = await readEndless(head, row, ofTask[task]);
    expect(last).toMatchObject({ code });
    expect(problems.length).toBeLessThanOrEqual(problemsShownMax + 1);
    expect(pulledBytes).toBeLessThanOrEqual(2 * 1024 * 1024);
  });

  it('reading an endless file stops after a thousand faults, even if the round has more items', async () => {
    const large = createItemIndex(Array.from({ length: 20_000 }, (_, i) => `i${i}`));
    for (const row of ['x,no\n', 'i1,\n', '"a"b\n'])
      expect(await readEndless(csv, row, { ...ofTask.binary, ids: large })).toMatchObject({
        problemCount: problemCountMax + 1,
        last: { code: 'too_many_faults', line: problemCountMax + 1 },
      });
  });

  it('reading an endless file takes time that depends on the size of the round, not on the contents of its rows', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '0', '.', '"', ',', '\n', '\r', ' ', 'é', '{', '}', ':', '\u0301'),
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(csv, jsonHead, ''),
        cell.map((text) => `${text}\n`),
        fc.constantFrom(...Object.values(ofTask)),
        async (head, row, spec) => {
          const { pulledBytes } = await readEndless(head, row, spec);
          expect(pulledBytes).toBeLessThanOrEqual(2 * 1024 * 1024);
        },
      ),
      { numRuns: 60 },
    );
  });
});

// Each of these files took between ten seconds and an hour when reading was quadratic in its length.
describe('prediction file with one very long value', () => {
  const refusalOf = async (text: string, spec: Omit<PredictionsSpec, 'format'>) => {
    const read = await parsePredictions([new TextEncoder().encode(text)], spec);
    return read.ok ? null : read.error.problems[0]!.code;
  };

  it.each([
    ['digits and a letter', `${csv}i0,${'1'.repeat(1_000_000)}x\n`, 'regression', 'not_a_number'],
    ['digits, quoted, and a comma', `${csv}i0,"${'1'.repeat(60_000)},,"\n`, 'regression', 'not_a_number'],
    ['an id of marks', `${csv}${'\u0316\u0301'.repeat(250_000)},1\n`, 'regression', 'unknown_id'],
    ['a class of marks', `${csv}i0,${'\u0316\u0301'.repeat(250_000)}\n`, 'binary', 'wrong_class'],
    ['a column of marks', `id,p_${'\u0316\u0301'.repeat(250_000)}\n`, 'binary', 'wrong_header'],
    [
      'a hundred thousand columns',
      `${Array.from({ length: 100_000 }, (_, i) => `c${i}`).join(',')}\n`,
      'binary',
      'wrong_header',
    ],
  ] as const)('fails at once: %s', async (_, text, task, code) => {
    expect(await refusalOf(text, ofTask[task])).toBe(code);
  });

  it('refuses more consecutive combining marks than any language has, and accepts fewer', async () => {
    const answers = (marks: number) =>
      `${csv}${names.map((name) => `${name},"a${'\u0301'.repeat(marks)}"`).join('\n')}\n`;
    expect(await refusalOf(answers(marksInARowMax + 1), ofTask.text)).toBe('bad_text');
    expect(await refusalOf(answers(marksInARowMax), ofTask.text)).toBe(null);
  });
});

describe('honest prediction file', () => {
  it('may have a blank line after every row, and reports a few superfluous rows one by one', async () => {
    const blank = `id,prediction\n\n${names.map((name) => `${name},no`).join('\n\n')}\n\n`;
    expect(await parsePredictions([new TextEncoder().encode(blank)], ofTask.binary)).toMatchObject({
      ok: true,
    });
    const repeated = `${csv}${[...names, 'i1', 'i2', 'x'].map((name) => `${name},no`).join('\n')}\n`;
    expect(await parsePredictions([new TextEncoder().encode(repeated)], ofTask.binary)).toMatchObject({
      ok: false,
      error: { problemCount: 3 },
    });
  });

  it('has at most 1.1 MB for 600 items of two classes, so that many files don’t fill the disk', () => {
    const bytesMax = countPlainBytesMax({ task: 'binary', classes: ['no', 'yes'], itemCount: 600 });
    expect(bytesMax).toBeLessThan(1_100_000);
  });

  it('may contain every id, class and text in its longest encoding', () => {
    const escaped = (text: string) => Array.from(text, () => '\\u0301').join('');
    const id = escaped('i'.repeat(200));
    const classes = Array.from({ length: 100 }, (_, i) => `${i}`.padStart(60, 'c'));
    const itemCount = 1000;
    const row = JSON.stringify({
      id: '',
      ...Object.fromEntries(classes.map((name) => [`p_${escaped(name)}`, -1.5e-100])),
    });
    expect(countPlainBytesMax({ task: 'multiclass', classes, itemCount })).toBeGreaterThan(
      itemCount * (row.length + id.length),
    );
    const answer = `{"id":"${id}","prediction":"${escaped('a'.repeat(10_000))}"}`;
    expect(countPlainBytesMax({ task: 'text', classes: [], itemCount })).toBeGreaterThan(
      itemCount * answer.length,
    );
  });
});
