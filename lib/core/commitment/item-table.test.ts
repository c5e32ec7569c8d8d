import { describe, expect, it } from 'vitest';
import { createDelimitedReader } from '../files/delimited-reader';
import { createItemTable, formatCsvLine } from './item-table';

const row = {
  id: 'é-1',
  label: 'yes',
  split: 'final',
  group: null,
  date: '2026-03-01',
  nonce: '00',
  leaf: 'ff',
} as const;

describe('items.csv', () => {
  it('separates input columns from other columns with the same names', () => {
    const inputColumns = ['split', 'nonce', 'x', 'input'];
    const { columns, cellsOf } = createItemTable({
      task: 'binary',
      hasOriginalIds: false,
      format: 'csv',
      inputColumns,
    });
    const names = columns.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const cells = cellsOf({ ...row, inputJson: '{"input":"i","nonce":"n","split":"p","x":""}' });
    expect(Object.fromEntries(names.map((name, i) => [name, cells[i]]))).toEqual({
      ...row,
      input_split: 'p',
      input_nonce: 'n',
      input_x: '',
      input_input: 'i',
    });
  });

  it('has the test set’s slice columns, with the same names, before the input columns', () => {
    const { columns, cellsOf } = createItemTable({
      task: 'binary',
      hasOriginalIds: false,
      format: 'csv',
      inputColumns: ['x'],
      sliceColumns: ['day_part', 'region'],
    });
    const names = columns.map(({ name }) => name);
    expect(names.slice(3, 8)).toEqual(['group', 'date', 'slice_day_part', 'slice_region', 'input_x']);
    const cells = cellsOf({ ...row, inputJson: '{"x":"1"}', slices: { region: 'north', day_part: 'dawn' } });
    expect(cells.slice(5, 8)).toEqual(['dawn', 'north', '1']);
  });

  it('contains the input of a JSON Lines test set as exactly the JSON text that the leaf hashes', () => {
    const { columns, cellsOf } = createItemTable({
      task: 'binary',
      hasOriginalIds: false,
      format: 'jsonl',
      inputColumns: ['a', 'b'],
    });
    const inputJson = '{"10":1,"9":[-0.5,null]}';
    expect(cellsOf({ ...row, inputJson })[columns.findIndex(({ name }) => name === 'input')]).toBe(inputJson);
  });

  it('can be read back unchanged when cells contain formulas, quotes, line breaks or spaces', () => {
    const texts = [
      '=1+1',
      '-0.50',
      '@user',
      ' space ',
      'a "b", c',
      'two\nlines\r\n',
      '+',
      "'",
      'ü',
      'plain',
      '\t',
    ];
    const rows: string[][] = [];
    const reader = createDelimitedReader(
      {
        onHeader: () => true,
        onRow: (fields) => rows.push(fields.map(String)),
        onProblem: (problem) => expect(problem).toBeNull(),
      },
      { rowLengthMax: 10_000, quotedLengthMax: 10_000 },
    );
    reader.push(formatCsvLine(texts.map((_, i) => `column ${i}`)) + formatCsvLine(texts));
    reader.finish();
    expect(rows).toEqual([texts]);
    expect(formatCsvLine([1e21, -0.1, null])).toBe('1e+21,-0.1,\n');
  });
});
