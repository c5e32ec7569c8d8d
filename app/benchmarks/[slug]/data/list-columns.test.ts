import { describe, expect, it } from 'vitest';
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
    output: { kind: 'probabilities' as const },
  },
  model_sample: [{ hour: 13, origin: 'ABI' }],
};

describe('the table of data columns', () => {
  it('gives types and examples from the declared model inputs', () => {
    expect(listColumns(benchmark as never, null)).toEqual([
      { name: 'id', meaning: 'one per item; copy it into your file', example: null },
      { name: 'hour', meaning: 'a number', example: '13' },
      { name: 'origin', meaning: 'a category, 2 values', example: 'ABI' },
      { name: 'label', meaning: 'only in training data: on_time, late', example: null },
    ]);
  });

  it('lists the columns of revealed rounds rather than the declared ones', () => {
    const names = listColumns(benchmark as never, { columns: ['date', 'hour'] }).map(({ name }) => name);
    expect(names).toEqual(['id', 'date', 'hour', 'label', 'round']);
  });

  it('lists no columns if none are public', () => {
    expect(listColumns({ ...benchmark, features: [], model_signature: null } as never, null)).toEqual([]);
  });
});
