import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatModelSample, modelSignatureSchema, pickSample } from './model-signature';

const number = (name: string) => ({ name, type: 'number' });

const output = { kind: 'probabilities', classes: ['on time', 'late'] };

const table = (features: unknown[], shape: number[]) => ({
  input: { kind: 'one-tensor', shape, features },
  output,
});

const pathsOf = (signature: unknown): string[] =>
  modelSignatureSchema.safeParse(signature).error?.issues.map(({ path }) => path.join('.')) ?? [];

describe('model signature schema', () => {
  it('accepts a signature without column names, as for pixel inputs', () => {
    const input = { kind: 'one-tensor', shape: [3, 32, 32] };
    expect(modelSignatureSchema.parse({ input, output }).input).toEqual({ ...input, features: [] });
  });

  it('accepts the example of docs/models.md', () => {
    const document = readFileSync(new URL('../../docs/models.md', import.meta.url), 'utf8');
    const [, example] = /```json\n([^`]+)```/.exec(document) ?? [];
    expect(pathsOf(JSON.parse(example!))).toEqual([]);
  });

  it.each([
    ['features that are its columns', table([number('hour'), number('distance')], [2]), []],
    ['fewer columns than features', table([number('hour'), number('distance')], [1]), ['input.shape']],
    ['two features of a name', table([number('hour'), number('hour')], [2]), ['input.features']],
    [
      'no feature for its inputs',
      { input: { kind: 'input-per-feature', features: [] }, output },
      ['input.features'],
    ],
    [
      'a category without categories',
      table([{ name: 'carrier', type: 'category' }], [1]),
      ['input.features.0.categories'],
    ],
    [
      'one class',
      { input: { kind: 'one-tensor', shape: [4] }, output: { kind: 'label', classes: ['a'] } },
      ['output.classes'],
    ],
    ['a field of its own', { ...table([], [4]), more: 1 }, ['']],
  ])('accepts or refuses a signature with %s, and names the faulty fields', (_, signature, paths) => {
    expect(pathsOf(signature)).toEqual(paths);
  });
});

const ofFeatures = {
  kind: 'one-tensor',
  shape: [2],
  features: [
    { name: 'a', type: 'number' },
    { name: 'b', type: 'number' },
  ],
} as const;

const ofLists = (...shape: number[]) => ({ kind: 'one-tensor', shape, features: [] }) as const;

describe('sample of a revealed round', () => {
  it('contains only the model inputs of the first twenty items, and no other column', () => {
    const items = Array.from({ length: 30 }, (_, i) => ({
      inputJson: JSON.stringify({ b: String(i), note: 'for people', a: i }),
    }));
    const sample = pickSample(items, ofFeatures);
    expect(sample).toHaveLength(20);
    expect(sample![3]).toEqual({ a: 3, b: '3' });
  });

  it('contains lists if the items are lists', () => {
    expect(pickSample([{ inputJson: '[[1,2],[3,4]]' }], ofLists(2, 2))).toEqual([
      [
        [1, 2],
        [3, 4],
      ],
    ]);
  });

  it('returns no sample when twenty items exceed its size limit', () => {
    const inputJson = JSON.stringify(Array.from({ length: 5_000 }, (_, i) => i / 7));
    expect(pickSample(Array(20).fill({ inputJson }), ofLists(5_000))).toBeNull();
  });

  it('returns no sample when an item doesn’t fit the model’s inputs', () => {
    expect(pickSample([{ inputJson: '{"a":1}' }], ofFeatures)).toBeNull();
  });
});

it('a sample file has the columns in the signature’s order, for any order in the sample', () => {
  const features = [
    { name: 'hour', type: 'number' },
    { name: 'carrier, code', type: 'category', categories: ['A"A', 'DL'] },
  ] as const;
  const sample = [
    { 'carrier, code': 'A"A', hour: 8 },
    { hour: null, 'carrier, code': 'DL' },
  ];
  expect(formatModelSample(sample, { kind: 'one-tensor', shape: [2], features })).toEqual({
    text: 'hour,"carrier, code"\n8,"A""A"\n,DL\n',
    mediaType: 'text/csv; charset=utf-8',
    extension: 'csv',
  });
});

it('a sample file has one item per line for tensor inputs', () => {
  const input = { kind: 'one-tensor', shape: [2, 2], features: [] } as const;
  expect(
    formatModelSample(
      [
        [
          [1, 2],
          [3, 4],
        ],
        [
          [0.5, 0],
          [0, 1],
        ],
      ],
      input,
    ),
  ).toMatchObject({
    text: '[[1,2],[3,4]]\n[[0.5,0],[0,1]]\n',
    extension: 'jsonl',
  });
});
