import { describe, expect, it } from 'vitest';
import type { ModelInput } from '../onnx/model-summary';
import { countRowValues, createFeatureRowWriter } from './feature-row';

const columns: ModelInput = {
  kind: 'one-tensor',
  shape: [3],
  features: [
    { name: 'miles', type: 'number' },
    { name: 'carrier', type: 'category', categories: ['AA', 'DL', '7'] },
    { name: 'hour', type: 'number' },
  ],
};

function write(input: ModelInput, inputs: Parameters<ReturnType<typeof createFeatureRowWriter>>[0]) {
  const row = new Float32Array(countRowValues(input));
  const fault = createFeatureRowWriter(input)(inputs, row);
  return fault ?? Array.from(row);
}

describe('feature row of an item', () => {
  it('contains numbers in the order of the features, and categories as their indices', () => {
    expect(write(columns, { hour: '1.5e1', carrier: 'DL', miles: '-0.25' })).toEqual([-0.25, 1, 15]);
    expect(write(columns, { hour: 15, carrier: 7, miles: 0.1, more: 'x' })).toEqual([
      Math.fround(0.1),
      2,
      15,
    ]);
    expect(write({ ...columns, kind: 'input-per-feature' }, { hour: 1, carrier: 'AA', miles: 2 })).toEqual([
      2, 0, 1,
    ]);
  });

  it('contains NaN in place of a missing number', () => {
    expect(write(columns, { hour: '', carrier: 'AA', miles: null })).toEqual([Number.NaN, 0, Number.NaN]);
  });

  it('names the feature of a fault, without the value', () => {
    const good = { hour: '1', carrier: 'AA', miles: '2' };
    const refused = (change: object) => write(columns, { ...good, ...change });
    expect(refused({ hour: '1,5' })).toEqual({ feature: 'hour', kind: 'not_a_number' });
    expect(refused({ hour: '1e39' })).toEqual({ feature: 'hour', kind: 'not_a_number' });
    expect(refused({ hour: true })).toEqual({ feature: 'hour', kind: 'not_a_number' });
    expect(refused({ carrier: 'UA' })).toEqual({ feature: 'carrier', kind: 'unknown_category' });
    expect(refused({ carrier: null })).toEqual({ feature: 'carrier', kind: 'unknown_category' });
    expect(write(columns, { hour: '1', miles: '2' })).toEqual({ feature: 'carrier', kind: 'missing' });
    expect(write(columns, ['1', 'AA', '2'])).toEqual({ feature: 'miles', kind: 'missing' });
    // `toString` is an inherited property of every object, but no column of the item.
    const odd: ModelInput = {
      kind: 'input-per-feature',
      features: [{ name: 'constructor', type: 'number' }],
    };
    expect(write(odd, {})).toEqual({ feature: 'constructor', kind: 'missing' });
  });

  it('contains lists of numbers flattened row by row where the benchmark names no features', () => {
    const image: ModelInput = { kind: 'one-tensor', shape: [2, 3], features: [] };
    expect(
      write(image, [
        [1, 2, 3],
        [4, 5, 6],
      ]),
    ).toEqual([1, 2, 3, 4, 5, 6]);
    expect(write(image, [1, 2, 3, 4, 5, 6])).toEqual([1, 2, 3, 4, 5, 6]);
    expect(write({ ...image, shape: [2] }, [7, 8])).toEqual([7, 8]);
    expect(write(image, [[1, 2, 3, 4, 5]])).toEqual({ feature: 'input', kind: 'wrong_count' });
    expect(write(image, [[1, 2, 3, 4, 5, 6, 7]])).toEqual({ feature: 'input', kind: 'wrong_count' });
    expect(write(image, [[1, 2, 3, 4, 5, 'six']])).toEqual({ feature: 'input', kind: 'not_a_number' });
  });
});
