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

describe('a sample of a revealed round', () => {
  it('is what models are fed of its first twenty items, and no other column', () => {
    const items = Array.from({ length: 30 }, (_, i) => ({
      inputJson: JSON.stringify({ b: String(i), note: 'for people', a: i }),
    }));
    const sample = pickSample(items, ofFeatures);
    expect(sample).toHaveLength(20);
    expect(sample![3]).toEqual({ a: 3, b: '3' });
  });

  it('is the lists of items that are lists', () => {
    expect(pickSample([{ inputJson: '[[1,2],[3,4]]' }], ofLists(2, 2))).toEqual([
      [
        [1, 2],
        [3, 4],
      ],
    ]);
  });

  it('is none where twenty items are more than a sample may hold', () => {
    const inputJson = JSON.stringify(Array.from({ length: 5_000 }, (_, i) => i / 7));
    expect(pickSample(Array(20).fill({ inputJson }), ofLists(5_000))).toBeNull();
  });

  it('is none where an item is not what models are fed', () => {
    expect(pickSample([{ inputJson: '{"a":1}' }], ofFeatures)).toBeNull();
  });
});

it('has a column for each feature in the order of the signature, whatever the order of the sample is', () => {
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

it('is an item a line where items are tensors', () => {
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
