import { describe, expect, it } from 'vitest';
import { composeSampleInputs } from './sample-inputs';

const rows = [
  { hour: 8, carrier: 'AA, Inc.' },
  { carrier: 'DL', hour: null },
];

describe('the public sample as a container’s inputs', () => {
  it('is CSV with ids and the features in their order, missing values empty', () => {
    expect(composeSampleInputs(rows, ['carrier', 'hour'], null)).toEqual({
      format: 'csv',
      ids: ['sample-1', 'sample-2'],
      text: 'id,carrier,hour\nsample-1,"AA, Inc.",8\nsample-2,DL,\n',
    });
  });

  it('has the columns of all items where the benchmark names no features', () => {
    const { text } = composeSampleInputs([{ a: 1 }, { b: 2 }], [], 'csv');
    expect(text).toBe('id,a,b\nsample-1,1,\nsample-2,,2\n');
  });

  it('is JSON Lines like the round’s inputs, or where items are lists', () => {
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

  it('numbers its ids so that they sort in its order', () => {
    const { ids } = composeSampleInputs(
      Array.from({ length: 100 }, () => ({ a: 1 })),
      [],
      null,
    );
    expect([...ids].sort()).toEqual(ids);
    expect(ids.slice(8, 10)).toEqual(['sample-009', 'sample-010']);
  });
});
