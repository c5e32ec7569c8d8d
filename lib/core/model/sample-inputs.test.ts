import { describe, expect, it } from 'vitest';
import { composeSampleInputs } from './sample-inputs';

const rows = [
  { hour: 8, carrier: 'AA, Inc.' },
  { carrier: 'DL', hour: null },
];

describe('the public sample as an input file for containers', () => {
  it('writes a CSV file with ids and the features in their order, and empty cells for missing values', () => {
    expect(composeSampleInputs(rows, ['carrier', 'hour'], null)).toEqual({
      format: 'csv',
      ids: ['sample-1', 'sample-2'],
      text: 'id,carrier,hour\nsample-1,"AA, Inc.",8\nsample-2,DL,\n',
    });
  });

  it('has a column for every input that some item has, where the benchmark names no features', () => {
    const { text } = composeSampleInputs([{ a: 1 }, { b: 2 }], [], 'csv');
    expect(text).toBe('id,a,b\nsample-1,1,\nsample-2,,2\n');
  });

  it('writes JSON Lines if the round’s inputs are, or if items are lists', () => {
    expect(composeSampleInputs(rows, [], 'jsonl').text.split('\n')[0]).toBe(
      '{"id":"sample-1","input":{"hour":8,"carrier":"AA, Inc."}}',
    );
    const lists = composeSampleInputs(
      [
        [1, 2],
        [3, 4],
      ],
      [],
      'csv',
    );
    expect(lists).toMatchObject({ format: 'jsonl', text: expect.stringContaining('"input":[3,4]}') });
  });

  it('has ids that sort in the order of the sample', () => {
    const { ids } = composeSampleInputs(
      Array.from({ length: 100 }, () => ({ a: 1 })),
      [],
      null,
    );
    expect([...ids].sort()).toEqual(ids);
    expect(ids.slice(8, 10)).toEqual(['sample-009', 'sample-010']);
  });
});
