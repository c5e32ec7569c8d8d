import { describe, expect, it } from 'vitest';
import { sampleColumns, sampledRowsMax } from './sample-columns';

describe('sampled columns of a public file', () => {
  it('have a type, a range, a count and an example, from cells that aren’t blank', () => {
    const file = 'id,x,on,note,none\na,,2026-03-02,"p, q",\nb,-1.5,2026-03-01,r,\nc,20,,r,\n';
    expect(sampleColumns(file, 'csv')).toEqual({
      rowCount: 3,
      columns: [
        { name: 'id', type: 'text', range: null, distinctCount: 3, example: 'a' },
        { name: 'x', type: 'number', range: ['-1.5', '20'], distinctCount: 2, example: '-1.5' },
        {
          ...{ name: 'on', type: 'date', example: '2026-03-02', distinctCount: 2 },
          range: ['2026-03-01', '2026-03-02'],
        },
        { name: 'note', type: 'text', range: null, distinctCount: 2, example: 'p, q' },
        { name: 'none', type: null, range: null, distinctCount: 0, example: null },
      ],
    });
  });

  it('don’t include cells of a row that is cut off', () => {
    const file = 'id,x\na,1\nb,25';
    expect(sampleColumns(file, 'csv')).toMatchObject({ rowCount: 1, columns: [{}, { range: ['1', '1'] }] });
    expect(sampleColumns(file.slice(0, 3), 'csv')).toEqual({ rowCount: 0, columns: [] });
  });

  it('samples no more than the maximum number of rows', () => {
    const rows = Array.from({ length: sampledRowsMax + 5 }, (_, i) => `i${i},${i}\n`).join('');
    expect(sampleColumns(`id,x\n${rows}`, 'csv')).toMatchObject({
      rowCount: sampledRowsMax,
      columns: [{}, { range: ['0', String(sampledRowsMax - 1)] }],
    });
  });

  it('takes the keys of inputs in JSON Lines as columns, with nested values as JSON', () => {
    const file =
      '{"id":"a","input":{"n":[1],"t":2},"label":"yes"}\n{"id":"b","input":{"t":3,"u":true},"label":"no"}\n';
    expect(sampleColumns(file, 'jsonl').columns.map(({ name, type }) => [name, type])).toEqual([
      ['id', 'text'],
      ['n', 'json'],
      ['t', 'number'],
      ['label', 'text'],
      ['u', 'text'],
    ]);
  });
});
