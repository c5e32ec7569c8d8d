import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTestSetReader, type TestSetItem, type TestSetSpec } from './read-test-set';

const birds: TestSetSpec = { task: 'multiclass', classes: ['owl', 'wren', 'kite'], format: 'csv' };
const delays: TestSetSpec = { task: 'regression', classes: [], format: 'csv' };
const capitals: TestSetSpec = { task: 'text', classes: [], format: 'csv' };

function read(spec: TestSetSpec, text: string, size = text.length || 1) {
  const items: TestSetItem[] = [];
  const reader = createTestSetReader(spec, (item) => items.push(item));
  for (let start = 0; start < text.length; start += size) reader.push(text.slice(start, start + size));
  return { items, report: reader.finish() };
}

function findPlaces(spec: TestSetSpec, text: string) {
  return read(spec, text).report.problems.map(({ code, line, column }) => [code, line, column]);
}

describe('createTestSetReader', () => {
  it('returns the items of a CSV file with canonical inputs, and reports counts and shares', () => {
    const { items, report } = read(
      birds,
      '\ufeffp_size,date,id,label,group,call\r\n3,2026-03-01,b1,owl,north,"hoo, hoo"\r\n\r\n,,b2,wren,,\r\n1,,b3,owl,,x\r\n',
    );
    expect(items).toEqual([
      {
        line: 2,
        id: 'b1',
        inputJson: '{"call":"hoo, hoo","p_size":"3"}',
        label: 'owl',
        group: 'north',
        date: '2026-03-01',
      },
      { line: 4, id: 'b2', inputJson: '{"call":"","p_size":""}', label: 'wren', group: null, date: null },
      { line: 5, id: 'b3', inputJson: '{"call":"x","p_size":"1"}', label: 'owl', group: null, date: null },
    ]);
    expect(report).toEqual({
      format: 'csv',
      itemCount: 3,
      inputColumns: ['p_size', 'call'],
      hasGroup: true,
      hasDate: true,
      sliceColumns: [],
      classSharePercent: { owl: 67, wren: 33, kite: 0 },
      duplicateIdCount: 0,
      emptyLabelCount: 0,
      problemCount: 0,
      problems: [],
    });
  });

  it('reads the JSON value of a single input from JSON Lines, and otherwise columns with their types', () => {
    const jsonl = { ...delays, format: 'jsonl' } as const;
    expect(
      read(jsonl, '{"id":1,"label":2.50,"input":[1,{"b":1,"a":"é"}]}\n{"id":"2","label":"3","input":null}')
        .items,
    ).toEqual([
      { line: 1, id: '1', inputJson: '[1,{"a":"é","b":1}]', label: '2.5', group: null, date: null },
      { line: 2, id: '2', inputJson: 'null', label: '3', group: null, date: null },
    ]);
    expect(
      read(jsonl, '{"id":"1","y":true,"x":0.5,"label":1}\n{"id":"2","label":0}').items.map(
        (item) => item.inputJson,
      ),
    ).toEqual(['{"x":0.5,"y":true}', '{"x":null,"y":null}']);
  });

  it('excludes slice columns from the inputs, and returns them sorted by name and in NFC', () => {
    const { items, report } = read(
      birds,
      'id,slice_region,label,size,slice_day_part\na,cafe\u0301,owl,1,dawn\nb,north,wren,2,dusk\n',
    );
    expect(items.map(({ inputJson, slices }) => [inputJson, slices])).toEqual([
      ['{"size":"1"}', { day_part: 'dawn', region: 'caf\u00e9' }],
      ['{"size":"2"}', { day_part: 'dusk', region: 'north' }],
    ]);
    expect(report).toMatchObject({
      inputColumns: ['size'],
      sliceColumns: ['day_part', 'region'],
      problemCount: 0,
    });
    const jsonl = { ...birds, format: 'jsonl' } as const;
    expect(read(jsonl, '{"id":"a","input":[1],"label":"owl","slice_year":1999}\n').items).toMatchObject([
      { inputJson: '[1]', slices: { year: '1999' } },
    ]);
  });

  it('refuses blank slice values, values that aren’t short texts, and the 51st value of a column, without quoting one', () => {
    const long = 'secret'.repeat(11);
    const places = findPlaces(birds, `id,label,slice_a\n1,owl,\n2,owl," x"\n3,owl,${long}\n4,owl,ok\n`);
    expect(places).toEqual([
      ['empty_value', 2, 7],
      ['bad_text', 3, 7],
      ['bad_text', 4, 7],
    ]);
    const rows = Array.from({ length: 52 }, (_, i) => `${i},owl,v${i % 51}`).join('\n');
    const { report } = read(birds, `id,label,slice_a\n${rows}\n`);
    expect(report.problems.map(({ code, line }) => [code, line])).toEqual([['too_large', 52]]);
    expect(JSON.stringify(report.problems)).not.toMatch(/secret|v50/);
  });

  it('stores a CSV column named input as text, even if it looks like JSON', () => {
    expect(read(delays, 'id,input,label\na,{},1\nb,"x",2\n').items.map((item) => item.inputJson)).toEqual([
      '{"input":"{}"}',
      '{"input":"x"}',
    ]);
  });

  it('formats numbers in the same way from CSV and JSON Lines, and ids in NFC', () => {
    expect(read(delays, 'id,label\ncafe\u0301,0.50\nb,+1e2\n').items).toMatchObject([
      { id: 'caf\u00e9', label: '0.5', inputJson: '{}' },
      { id: 'b', label: '100' },
    ]);
  });

  it('reports every fault of a row with its line and column', () => {
    const text =
      'id,x,label,date,group\n,1,owl,,\na,1,,,\na,1,owl,,\nb,1,Owl,,\nc,1,owl,1.3.2026,\nd,0,5,owl,,\n"e\u0007",1,owl,,\nf,1,owl,,"g\nh"\nok,1,owl,,\n';
    expect(findPlaces(birds, text)).toEqual([
      ['empty_value', 2, 1],
      ['empty_value', 3, 5],
      ['duplicate_id', 4, 1],
      ['wrong_class', 5, 5],
      ['bad_date', 6, 9],
      ['wrong_column_count', 7, 1],
      ['bad_id', 8, 1],
      ['bad_id', 9, 10],
    ]);
    const { report, items } = read(birds, text);
    expect(report).toMatchObject({ itemCount: 1, duplicateIdCount: 1, emptyLabelCount: 1, problemCount: 8 });
    expect(items.map((item) => item.id)).toEqual(['ok']);
  });

  it('reports a repeated id with the line of the first one, without quoting the id', () => {
    const text = 'id,label\nsecret-a,owl\nb,owl\nsecret-a,owl\n';
    const [problem] = read(birds, text).report.problems;
    expect(problem).toMatchObject({ code: 'duplicate_id', line: 4, hint: expect.stringMatching(/^Line 2 /) });
    expect(JSON.stringify(problem)).not.toContain('secret');
  });

  it('reports labels that aren’t finite numbers', () => {
    expect(
      findPlaces(delays, 'id,label\na,NaN\nb,inf\nc,1e999\nd,"0,5"\ne,0x1\nf, 1\ng,0;5\nh,-1e41\n'),
    ).toEqual([
      ['not_a_number', 2, 3],
      ['infinite_number', 3, 3],
      ['infinite_number', 4, 3],
      ['decimal_comma', 5, 3],
      ['not_a_number', 6, 3],
      ['not_a_number', 7, 3],
      ['not_a_number', 8, 3],
      ['out_of_range', 9, 3],
    ]);
  });

  it.each([
    ['no id', 'x,label\n', null],
    ['no label', 'id,x\n', null],
    ['an unnamed column', ',id,label\n', 1],
    ['a repeated column', 'id,x,label,x\n', 12],
    ['input beside other inputs', 'id,input,x,label\n', 4],
  ])('refuses a header with %s', (_, header, column) => {
    const [problem] = read(birds, `${header}a,1,owl,\n`).report.problems;
    expect(problem).toMatchObject({
      code: 'wrong_header',
      line: 1,
      hint: expect.stringContaining('id and label'),
    });
    if (column !== null) expect(problem!.column).toBe(column);
  });

  it('refuses a test set of fewer than two items', () => {
    expect(findPlaces(birds, '')).toEqual([['empty_file', null, null]]);
    expect(findPlaces(birds, 'id,label\n')).toEqual([['empty_file', null, null]]);
    expect(findPlaces(birds, 'id,label\na,owl\n')).toEqual([['empty_file', null, null]]);
  });

  it('refuses inputs without a canonical JSON text, and numeric ids that JSON parsing rounds', () => {
    const deep = '['.repeat(65) + ']'.repeat(65);
    expect(
      findPlaces(
        { ...birds, format: 'jsonl' },
        `{"id":"a","label":"owl","input":${deep}}\n{"id":"b","label":"owl","input":"\\ud800"}\n{"id":9007199254740993,"label":"owl","input":1}\n{"id":"c","label":["owl"],"input":1}\n{"id":"d\\ud800","label":"owl","input":1}\n`,
      ),
    ).toEqual([
      ['bad_json', 1, null],
      ['bad_json', 2, null],
      ['bad_json', 3, null],
      ['bad_json', 4, null],
      ['bad_id', 5, null],
    ]);
  });

  it('refuses inputs with long runs of combining marks, which would take hours to normalise', () => {
    const marks = '\u0301'.repeat(101);
    expect(findPlaces(birds, `id,label,text\na,owl,e${marks}\nb,owl,e${marks.slice(1)}\n`)).toEqual([
      ['bad_text', 2, 7],
    ]);
  });

  it('reports a problem of many rows once, with the number of rows', () => {
    const { report } = read(
      birds,
      `id,label\n${Array.from({ length: 150 }, (_, i) => `a${i},crow\n`).join('')}`,
    );
    expect(report.problemCount).toBe(150);
    expect(report.problems).toMatchObject([
      {
        code: 'wrong_class',
        line: 2,
        detail: expect.stringContaining('; 150 like this, the first at line 2'),
      },
    ]);
  });

  it('never quotes a cell in a problem, for any file', () => {
    const secret = 'zqx';
    const cells = fc.constantFrom(
      secret,
      `${secret};1`,
      `"${secret}`,
      `"${secret},5"`,
      `${secret}"`,
      '',
      '1',
      'owl',
      ` ${secret} `,
    );
    const header = fc.constantFrom(
      'id,label,x',
      'id,label',
      'id,date,label',
      `${secret},label,1`,
      `id;${secret}`,
      `${secret}`,
    );
    fc.assert(
      fc.property(
        header,
        fc.array(fc.array(cells, { minLength: 1, maxLength: 4 })),
        fc.constantFrom(birds, delays),
        (names, rows, spec) => {
          const text = [names, ...rows.map((row) => row.join(','))].join('\n');
          for (const format of ['csv', 'jsonl'] as const)
            expect(JSON.stringify(read({ ...spec, format }, text).report.problems)).not.toContain(secret);
        },
      ),
    );
    const lines = [
      `{"id":"a","label":"${secret}"}`,
      `{"id":"b","${secret}":1}`,
      `"${secret}"`,
      `{"id":["${secret}"],"label":{"${secret}":1}}`,
    ];
    const { report } = read({ ...birds, format: 'jsonl' }, lines.join('\n'));
    expect(report.problemCount).toBe(5);
    expect(JSON.stringify(report)).not.toContain(secret);
  });

  it('accepts texts as labels; several texts as an array in JSON Lines, and as the text of a JSON array in CSV', () => {
    const csv = read(
      capitals,
      'id,input,label\na,x,"A ""quoted""\nline, cafe\u0301"\nb,y,"[""Rome"", ""Roma""]"\nc,z,=1+1\n',
    );
    expect(csv.report).toMatchObject({ problemCount: 0, classSharePercent: {}, itemCount: 3 });
    expect(csv.items.map(({ label }) => label)).toEqual([
      'A "quoted"\nline, café',
      '["Rome","Roma"]',
      '=1+1',
    ]);
    const jsonl = read(
      { ...capitals, format: 'jsonl' },
      '{"id":"a","input":1,"label":"Paris 🙂"}\n{"id":"b","input":2,"label":["Rome","Roma"]}\n{"id":"c","input":3,"label":7}',
    );
    expect(jsonl.items.map(({ label }) => label)).toEqual(['Paris 🙂', '["Rome","Roma"]', '7']);
  });

  it('refuses empty, overlong, too many or broken texts, with their line and without quoting them', () => {
    const secret = 'SECRET';
    const lines = [
      { label: '' },
      { label: [secret, ''] },
      { label: secret.repeat(2_000) },
      { label: new Array(21).fill(secret) },
      { label: { secret } },
      { label: `${secret}\0` },
      { label: `${secret}\ud83d` },
    ].map((row, i) => JSON.stringify({ id: `i${i}`, input: i, ...row }));
    const { report } = read({ ...capitals, format: 'jsonl' }, lines.join('\n'));
    expect(report.problems.map(({ code, line }) => [code, line])).toEqual([
      ['empty_value', 1],
      ['empty_value', 2],
      ['too_large', 3],
      ['too_large', 4],
      ['bad_text', 5],
      ['bad_text', 6],
      ['bad_text', 7],
    ]);
    expect(report.emptyLabelCount).toBe(2);
    expect(JSON.stringify(report)).not.toContain(secret);
  });

  it('refuses labels that exceed the total text limit, once, at the first item beyond it', () => {
    const long = 'x'.repeat(10_000);
    const rows = Array.from({ length: 1_003 }, (_, i) => `i${i},${i},${long}\n`);
    const { items, report } = read(capitals, `id,input,label\n${rows.join('')}`, 1 << 20);
    expect(items).toHaveLength(1_000);
    expect(report.problems).toMatchObject([{ code: 'too_large', line: 1_002 }]);
    expect(report.problemCount).toBe(1);
  });

  it('returns the same items and the same report for chunks of any size', () => {
    const row = fc.tuple(
      fc.constantFrom('a', 'b', 'c', '"d\n"', ''),
      fc.constantFrom('owl', 'crow', '"kite"', ''),
      fc.constantFrom('', '"é,😀"', '1'),
    );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 8 }), fc.integer({ min: 1, max: 9 }), (rows, size) => {
        const text = `id,label,x\n${rows.map((cells) => cells.join(',')).join('\n')}`;
        expect(read(birds, text, size)).toEqual(read(birds, text));
      }),
    );
  });
});
