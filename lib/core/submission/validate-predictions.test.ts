import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileProblem } from '../files/file-problem';
import { targetNumberMax } from '../files/parse-number';
import { createItemIndex } from '../round/item-index';
import { createPredictionsValidator, type PredictionsSpec } from './validate-predictions';

const ids = createItemIndex(['a', 'b', 'c']);

const csv = { ids, needsProbabilities: false, format: 'csv' } as const;

const birds: PredictionsSpec = { ...csv, task: 'multiclass', classes: ['owl', 'wren', 'kite'] };

const delays: PredictionsSpec = { ...csv, task: 'regression', classes: [] };

const late: PredictionsSpec = { ...csv, task: 'binary', classes: ['no', 'yes'] };

const delayLines: PredictionsSpec = { ...delays, format: 'jsonl' };

const answers: PredictionsSpec = { ...delays, task: 'text' };

function validate(spec: PredictionsSpec, text: string, size = text.length || 1) {
  const validator = createPredictionsValidator(spec);
  for (let start = 0; start < text.length; start += size) validator.push(text.slice(start, start + size));
  return validator.finish();
}

function accepted(spec: PredictionsSpec, text: string) {
  const result = validate(spec, text);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

function refusedWith(spec: PredictionsSpec, text: string): readonly FileProblem[] {
  const result = validate(spec, text);
  if (result.ok) throw new Error('accepted');
  return result.error.problems;
}

type FaultyFile = [
  name: string,
  spec: PredictionsSpec,
  text: string,
  at: [line: number | null, column?: number | null],
  hint: string,
];

/** Faulty files, by the code of their first problem. */
const faultyFiles: Partial<Record<FileProblem['code'], FaultyFile[]>> = {
  wrong_header: [
    ['a wrong header', delays, 'id,value\na,1\n', [1, 4], 'id,prediction'],
    ['a header without id', delays, 'ID,prediction\na,1\n', [1, 1], 'case included'],
    ['the unnamed index of pandas', delays, ',id,prediction\n0,a,1\n', [1, 1], 'index=False'],
    ['a column too many', delays, 'id,prediction,note\na,1,x\n', [1, 15], 'id,prediction'],
    ['a column twice', delays, 'id,prediction,id\na,1,a\n', [1, 15], 'id,prediction'],
    ['a class without column', birds, 'id,p_owl,p_wren\na,1,0\n', [1], 'p_kite'],
    ['classes and probabilities', late, 'id,prediction,p_no,p_yes\na,no,1,0\n', [1, 4], 'p_no,p_yes'],
    ['probabilities of a number', delays, 'id,p_x\na,1\n', [1, 4], 'id,prediction'],
    ['a tab-separated file', delays, 'id\tprediction\na\t1\n', [1], 'tab-separated'],
    ['JSON where CSV was said', delays, '{"id":1}\n', [1], 'JSON Lines'],
    ['lines that end in CR alone', delays, 'id,prediction\ra,1\rb,2', [1], 'line feed'],
  ],
  duplicate_id: [['a duplicate id', delays, 'id,prediction\na,1\nb,1\na,2\nc,1\n', [4, 1], 'one row']],
  unknown_id: [
    ['an unknown id', delays, 'id,prediction\na,1\nb,1\nc,1\nx,1\n', [5, 1], 'ids of this round'],
    ['an id in spaces', delays, 'id,prediction\na,1\nb,1\n c,1\nc,1\n', [4, 1], 'Remove the spaces'],
  ],
  missing_ids: [['missing ids', delays, 'id,prediction\nb,1\n', [null, null], 'one row']],
  not_a_number: [
    ['NaN', delays, 'id,prediction\na,nan\nb,1\nc,1\n', [2, 3], 'NaN'],
    ['hexadecimal', delays, 'id,prediction\na,0x1F\nb,1\nc,1\n', [2, 3], 'hexadecimal'],
    ['a number in spaces', delays, 'id,prediction\na, 1\nb,1\nc,1\n', [2, 3], 'Remove the spaces'],
    [
      'NaN from Python',
      delayLines,
      '{"id":"a","prediction":1}\n{"id":"b","prediction":NaN}\n{"id":"c","prediction":1}\n',
      [2],
      'finite',
    ],
  ],
  infinite_number: [
    ['infinity', delays, 'id,prediction\na,1\nb,-inf\nc,1\n', [3, 3], 'finite'],
    ['a number beyond doubles', delays, 'id,prediction\na,1e400\nb,1\nc,1\n', [2, 3], 'finite'],
  ],
  out_of_range: [
    [
      'a number beyond the limit',
      delays,
      'id,prediction\na,1e40\nb,-1e308\nc,1\n',
      [3, 3],
      'unit of the target',
    ],
    ['a probability over 1', late, 'id,p_no,p_yes\na,0,1.5\nb,1,0\nc,1,0\n', [2, 5], 'logits'],
    ['a negative probability', late, 'id,p_no,p_yes\na,-0.1,1.1\nb,1,0\nc,1,0\n', [2, 3], 'logits'],
  ],
  wrong_class: [
    ['a wrong class', birds, 'id,prediction\na,Owl\nb,owl\nc,owl\n', [2, 3], '"owl", "wren", "kite"'],
  ],
  empty_value: [
    ['an empty class', birds, 'id,prediction\na,\nb,owl\nc,owl\n', [2, 3], 'class'],
    ['an empty number', delays, 'id,prediction\na,\nb,1\nc,1\n', [2, 3], 'number'],
    ['an empty id', delays, 'id,prediction\na,1\nb,1\nc,1\n,1\n', [5, 1], 'id'],
  ],
  probabilities_do_not_sum: [
    ['probabilities that miss 1', late, 'id,p_no,p_yes\na,0.4,0.5\nb,1,0\nc,1,0\n', [2, 3], '0.001'],
  ],
  decimal_comma: [
    ['a quoted decimal comma', delays, 'id,prediction\na,"0,5"\nb,1\nc,1\n', [2, 3], '0.5, not 0,5'],
  ],
  wrong_column_count: [
    ['an unquoted decimal comma', delays, 'id,prediction\na,0,5\nb,1\nc,1\n', [2, 1], '0.5, not 0,5'],
  ],
  semicolon_separated: [['semicolons', delays, 'id;prediction\na;0,5\n', [1, 1], 'commas']],
  unbalanced_quotes: [
    ['a stray quote', delays, 'id,prediction\na"b,1\na,1\nb,1\nc,1\n', [2, 2], 'double each quote'],
    ['an open quote', delays, 'id,prediction\na,"1\nb,1\nc,1\n', [2, 3], 'Nothing after'],
  ],
  empty_file: [
    ['an empty file', delays, '', [null, null], 'names the columns'],
    ['a header alone', delays, 'id,prediction\n', [null, null], '3 items'],
  ],
  too_large: [
    ['an endless row', delays, `id,prediction\na,${'1'.repeat(1_100_000)}`, [2, null], 'line feed'],
  ],
  bad_json: [
    ['CSV where JSON Lines were said', delayLines, 'id,prediction\n', [1, null], 'JSON Lines'],
    [
      'a JSON list as a prediction',
      delayLines,
      '{"id":"a","prediction":[1]}\n{"id":"b","prediction":1}\n{"id":"c","prediction":1}\n',
      [1],
      'text or a number',
    ],
  ],
};

describe('createPredictionsValidator', () => {
  it('refuses class names if the metric needs probabilities, since a file without them could never be ranked', () => {
    const ranked = { ...late, needsProbabilities: true };
    const [problem] = refusedWith(ranked, 'id,prediction\na,yes\nb,no\nc,yes\n');
    expect(problem).toMatchObject({
      code: 'wrong_header',
      line: 1,
      hint: expect.stringContaining('must be id,p_no,p_yes'),
    });
    expect(accepted(ranked, 'id,p_no,p_yes\na,0,1\nb,1,0\nc,0,1\n').kind).toBe('probabilities');
  });

  it('accepts one column of probabilities for two classes, and computes the other as the rest to 1', () => {
    const ranked = { ...late, needsProbabilities: true };
    const both = accepted(ranked, 'id,p_no,p_yes\na,0.75,0.25\nb,0,1\nc,0.5,0.5\n');
    expect(accepted(ranked, 'id,p_yes\na,0.25\nb,1\nc,0.5\n')).toEqual(both);
    expect(accepted(ranked, 'id,p_no\na,0.75\nb,0\nc,0.5\n')).toEqual(both);
    expect(
      accepted(
        { ...ranked, format: 'jsonl' },
        '{"id":"a","p_yes":0.25}\n{"id":"b","p_yes":1}\n{"id":"c","p_yes":0.5}\n',
      ),
    ).toEqual(both);
    expect(refusedWith(ranked, 'id,p_yes\na,1.25\nb,1\nc,0\n')).toMatchObject([
      { code: 'out_of_range', line: 2, detail: 'the probability "1.25" of p_yes is not between 0 and 1' },
    ]);
    expect(refusedWith({ ...birds, needsProbabilities: true }, 'id,p_owl\na,1\n')).toMatchObject([
      { code: 'wrong_header' },
    ]);
  });

  it('reports a fault of many rows once, with the number of these rows and the first line', () => {
    const many = createItemIndex(Array.from({ length: 50 }, (_, i) => `i${i}`));
    const rows = Array.from({ length: 50 }, (_, i) => `i${i},${i < 40 ? 'hen' : 'owl'}`);
    expect(refusedWith({ ...birds, ids: many }, `id,prediction\n${rows.join('\n')}\n`)).toMatchObject([
      {
        code: 'wrong_class',
        line: 2,
        detail: expect.stringContaining('; 40 like this, the first at line 2'),
      },
    ]);
    expect(refusedWith(birds, 'id,prediction\na,hen\nb,hen\nc,owl\n')).toHaveLength(2);
  });

  it('returns classes, numbers and probabilities in the order of the item index', () => {
    expect(accepted(birds, 'prediction,id\nkite,c\nowl,a\nwren,b\n')).toEqual({
      kind: 'classes',
      predicted: Int32Array.of(0, 1, 2),
      probabilities: null,
    });
    expect(accepted(delays, 'id,prediction\nb,-1e-3\na,+.5\nc,7\n')).toEqual({
      kind: 'numbers',
      predicted: Float64Array.of(0.5, -0.001, 7),
    });
    expect(
      accepted(birds, 'p_kite,p_owl,id,p_wren\n0.2,0.5,b,0.3\n1,0,a,0\n0.3334,0.3333,c,0.3333\n'),
    ).toEqual({
      kind: 'probabilities',
      predicted: Int32Array.of(2, 0, 2),
      probabilities: Float64Array.of(0, 0, 1, 0.5, 0.3, 0.2, 0.3333, 0.3333, 0.3334),
    });
  });

  it('predicts the first of the classes with the highest probability', () => {
    expect(accepted(late, 'id,p_yes,p_no\na,0.5,0.5\nb,0.6,0.4\nc,0,1\n').predicted).toEqual(
      Int32Array.of(0, 1, 0),
    );
  });

  it('reads the prediction of a binary task as a class name', () => {
    expect(accepted(late, 'id,prediction\na,yes\nb,no\nc,yes\n').predicted).toEqual(Int32Array.of(1, 0, 1));
    expect(refusedWith(late, 'id,prediction\na,0.7\nb,no\nc,yes\n')).toMatchObject([
      { code: 'wrong_class', line: 2, column: 3 },
    ]);
  });

  it('accepts JSON Lines with text or numbers, and the same values as from CSV', () => {
    expect(
      accepted(
        delayLines,
        '{"id":"a","prediction":0.5}\n{"prediction":"2","id":"b"}\n\n{"id":"c","prediction":-1e3}',
      ),
    ).toEqual(accepted(delays, 'id,prediction\na,0.5\nb,2\nc,-1000\n'));
    const digits = {
      ...late,
      classes: ['0', '1'],
      ids: createItemIndex(['7', '8']),
      format: 'jsonl',
    } as const;
    expect(accepted(digits, '{"id":7,"prediction":1}\n{"id":8,"prediction":0}').predicted).toEqual(
      Int32Array.of(1, 0),
    );
  });

  it('accepts a byte order mark, CRLF, blank lines, quotes and other Unicode normalisations', () => {
    const accents: PredictionsSpec = { ...late, classes: ['caf\u00e9', 'no'], ids: createItemIndex(['é']) };
    expect(accepted(accents, '\ufeffid,prediction\r\n\r\n"e\u0301","cafe\u0301"\r\n\r\n').predicted).toEqual(
      Int32Array.of(0),
    );
  });

  it.each(
    Object.entries(faultyFiles).flatMap(([code, files]) =>
      files.map(([name, spec, text, [line, column], hint]) => ({
        ...{ name, spec, text, hint },
        problem: column === undefined ? { code, line } : { code, line, column },
      })),
    ),
  )('refuses $name with its code, its position and a hint', ({ spec, text, problem, hint }) => {
    const problems = refusedWith(spec, text);
    expect(problems[0]).toMatchObject(problem);
    expect(problems[0]!.hint).toContain(hint);
    expect(problems.filter(({ code }) => code !== 'bad_json')).toHaveLength(
      problem.code === 'bad_json' ? 0 : 1,
    );
  });

  it('names the first three missing ids, and the number of all missing ids', () => {
    const many = { ...delays, ids: createItemIndex(Array.from({ length: 9 }, (_, i) => `i${i}`)) };
    expect(refusedWith(many, 'id,prediction\ni1,1\n')[0]!.detail).toBe(
      '8 of 9 ids have no row: "i0", "i2", "i3", …',
    );
  });

  it('reports missing ids beside unreadable rows only if there are more missing ids than unreadable rows', () => {
    expect(refusedWith(delays, 'id,prediction\na,1,2\nb,1\nc,1\n').map(({ code }) => code)).toEqual([
      'wrong_column_count',
    ]);
    expect(refusedWith(delays, 'id,prediction\na,1,2\nb,1\n').map(({ code }) => code)).toEqual([
      'wrong_column_count',
      'missing_ids',
    ]);
  });

  it('truncates a quoted value after 40 characters', () => {
    const { detail } = refusedWith(delays, `id,prediction\n${'😀'.repeat(500)},1\n`)[0]!;
    expect(detail).toBe(`the id "${'😀'.repeat(40)}…" is not in this round`);
  });

  it('lists the first 20 problems in file order and counts all', () => {
    const rows = Array.from({ length: 30 }, (_, i) => `x${i},1\n`).join('');
    const result = validate(delays, `id,prediction\n${rows}`);
    if (result.ok) throw new Error('accepted');
    expect(result.error.problemCount).toBe(31);
    expect(result.error.problems.map(({ line }) => line)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 2),
    );
  });

  it('gives the same result for any division of the file into chunks', () => {
    const row = fc.tuple(
      fc.constantFrom('a', '"b"', 'c', 'x', ''),
      fc.constantFrom('1', '"0,5"', '0,5', 'NaN', '"', '2e1'),
    );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 6 }), fc.integer({ min: 1, max: 9 }), (rows, size) => {
        const text = `id,prediction\r\n${rows.map((cells) => cells.join(',')).join('\r\n')}`;
        expect(validate(delays, text, size)).toEqual(validate(delays, text));
      }),
    );
  });

  it('parses every double within the limit exactly as written', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -targetNumberMax, max: targetNumberMax }), {
          minLength: 1,
          maxLength: 20,
        }),
        (values) => {
          const names = values.map((_, i) => `i${String(i).padStart(2, '0')}`);
          const text = `id,prediction\n${values.map((value, i) => `${names[i]},${value}`).join('\n')}`;
          const read = accepted({ ...delays, ids: createItemIndex(names) }, text);
          expect(Array.from(read.predicted, String)).toEqual(values.map(String));
        },
      ),
    );
  });

  it('stores texts unchanged except for NFC: quotation marks, line ends, emoji, an empty text and a text that looks like a formula', () => {
    expect(
      accepted(answers, 'id,prediction\na,"say ""hi"",\r\ncafe\u0301 🙂"\nb,\nc,"=HYPERLINK(""x"")"\n'),
    ).toEqual({ kind: 'texts', predicted: ['say "hi",\r\ncafé 🙂', '', '=HYPERLINK("x")'] });
    expect(
      accepted(
        { ...answers, format: 'jsonl' },
        '{"id":"c","prediction":0.5}\n{"id":"a","prediction":"[\\"x\\"]"}\n{"id":"b","prediction":""}',
      ),
    ).toEqual({ kind: 'texts', predicted: ['["x"]', '', '0.5'] });
  });

  it('refuses a text of 100 kB, quoted or not, with line and column, and reads on', () => {
    const long = 'x'.repeat(100_000);
    for (const cell of [long, `"${long}"`])
      expect(refusedWith(answers, `id,prediction\na,yes\nb,${cell}\nc,no\n`)).toEqual([
        {
          code: 'too_large',
          line: 3,
          column: 3,
          detail: 'the prediction has 100000 characters',
          hint: 'A prediction may have 10000 characters. Send only the final text, without the reasoning before it.',
        },
      ]);
  });

  it('refuses texts that exceed the total limit, at the first row beyond it', () => {
    const many = createItemIndex(Array.from({ length: 1_002 }, (_, i) => String(i)));
    const long = 'x'.repeat(10_000);
    const rows = many.listIds().map((id) => `${id},${long}\n`);
    expect(refusedWith({ ...answers, ids: many }, `id,prediction\n${rows.join('')}`)).toMatchObject([
      { code: 'too_large', line: 1_002 },
    ]);
  });

  it('refuses a missing prediction, a lone surrogate, an array, and columns of probabilities', () => {
    const jsonl = { ...answers, format: 'jsonl' } as const;
    const problems = refusedWith(
      jsonl,
      '{"id":"a","prediction":"\\ud83d"}\n{"id":"b"}\n{"id":"c","prediction":["x"]}',
    );
    expect(problems.map(({ code, line }) => [code, line])).toEqual([
      ['bad_text', 1],
      ['empty_value', 2],
      ['bad_json', 3],
    ]);
    expect(refusedWith(answers, 'id,p_yes\na,1\n')).toMatchObject([{ code: 'wrong_header', line: 1 }]);
  });
});
