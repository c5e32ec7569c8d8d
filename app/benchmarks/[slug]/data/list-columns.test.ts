import { describe, expect, it } from 'vitest';
import { sampleColumns } from '@/lib/core/round/sample-columns';
import { listColumns } from './list-columns';

const benchmark = {
  task: 'binary' as const,
  classes: ['on_time', 'late'],
  features: ['hour', 'origin'],
  model_signature: {
    input: {
      kind: 'one-tensor' as const,
      shape: [2],
      features: [
        { name: 'hour', type: 'number' as const },
        { name: 'origin', type: 'category' as const, categories: ['ABE', 'ABI'] },
      ],
    },
    output: { kind: 'probabilities' as const, classes: ['on_time', 'late'] },
  },
  model_sample: [{ hour: 13, origin: 'ABI' }],
  columns: [],
};

describe('the table of data columns', () => {
  it('has types and examples from the declared model inputs', () => {
    expect(listColumns(benchmark as never, null, null)).toEqual([
      { name: 'id', meaning: 'one per item; copy it into your file', example: null },
      { name: 'hour', meaning: 'a number', example: '13' },
      { name: 'origin', meaning: 'a category, 2 values', example: 'ABI' },
      { name: 'label', meaning: 'only in training data: on_time, late', example: null },
    ]);
  });

  it('includes the host’s words on type, unit and meaning', () => {
    const columns = [
      { name: 'hour', type: 'integer' as const, unit: 'h', text: 'planned departure' },
      { name: 'label', type: null, unit: '', text: 'more than 15 minutes late' },
    ];
    const meanings = listColumns({ ...benchmark, columns }, null, null).map(({ meaning }) => meaning);
    expect(meanings).toEqual([
      'one per item; copy it into your file',
      'planned departure (integer, h); a number',
      'a category, 2 values',
      'more than 15 minutes late; only in training data: on_time, late',
    ]);
    // A benchmark whose columns are only named by the host’s words.
    const bare = { ...benchmark, columns, features: [], model_signature: null, model_sample: null };
    expect(listColumns(bare, null, null).map(({ name }) => name)).toEqual(['id', 'hour', 'label']);
  });

  it('has the columns of revealed rounds rather than the declared ones', () => {
    const names = listColumns(benchmark as never, { columns: ['date', 'hour'] }, null).map(
      ({ name }) => name,
    );
    expect(names).toEqual(['id', 'date', 'hour', 'label', 'round']);
  });

  it('has no rows if no columns are public', () => {
    expect(listColumns({ ...benchmark, features: [], model_signature: null } as never, null, null)).toEqual(
      [],
    );
  });

  it('has ranges and examples from the first rows of the public file', () => {
    const file = 'id,date,hour,note,label,round\na,2001-02-01,7,x,late,1\nb,2001-02-03,23,y,on_time,1\n';
    expect(
      listColumns(
        { ...benchmark, model_signature: null, model_sample: null } as never,
        { columns: ['date', 'hour', 'note'] },
        sampleColumns(file, 'csv'),
      ),
    ).toEqual([
      { name: 'id', meaning: 'one per item; copy it into your file', example: 'a' },
      {
        name: 'date',
        meaning: 'the date of the item: a date, 2001-02-01 to 2001-02-03',
        example: '2001-02-01',
      },
      { name: 'hour', meaning: 'a number, 7 to 23', example: '7' },
      { name: 'note', meaning: 'a text, 2 different ones', example: 'x' },
      { name: 'label', meaning: 'only in training data: on_time, late', example: 'late' },
      { name: 'round', meaning: 'only in training data: the round’s number', example: null },
    ]);
  });

  it('has a row for each key in the inputs of JSON Lines', () => {
    const file = '{"id":"a","input":{"n":[1,2],"t":"x"},"label":"late","round":1}\n';
    const columns = listColumns(benchmark as never, { columns: ['input'] }, sampleColumns(file, 'jsonl'));
    expect(columns.map(({ name, meaning }) => [name, meaning])).toEqual([
      ['id', 'one per item; copy it into your file'],
      ['n', 'a JSON value'],
      ['t', 'a text, 1 different one'],
      ['label', 'only in training data: on_time, late'],
      ['round', 'only in training data: the round’s number'],
    ]);
  });
});
