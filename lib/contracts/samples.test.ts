import { describe, expect, it } from 'vitest';
import { formatModelSample, pickSample } from './samples';

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
  it('holds the model inputs of the first twenty items and no other column', () => {
    const items = Array.from({ length: 30 }, (_, i) => ({
      inputJson: JSON.stringify({ b: String(i), note: 'for people', a: i }),
    }));
    const sample = pickSample(items, ofFeatures);
    expect(sample).toHaveLength(20);
    expect(sample![3]).toEqual({ a: 3, b: '3' });
  });

  it('holds lists for items that are lists', () => {
    expect(pickSample([{ inputJson: '[[1,2],[3,4]]' }], ofLists(2, 2))).toEqual([
      [
        [1, 2],
        [3, 4],
      ],
    ]);
  });

  it('returns null when twenty items exceed the size limit of a sample', () => {
    const inputJson = JSON.stringify(Array.from({ length: 5_000 }, (_, i) => i / 7));
    expect(pickSample(Array(20).fill({ inputJson }), ofLists(5_000))).toBeNull();
  });

  it('returns null when an item doesn’t fit the model’s inputs', () => {
    expect(pickSample([{ inputJson: '{"a":1}' }], ofFeatures)).toBeNull();
  });
});

it('orders the columns by the signature, whatever their order in the sample', () => {
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

it('writes one item per line for tensor inputs', () => {
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
