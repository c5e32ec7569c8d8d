import { expect, it } from 'vitest';
import { formatModelSample } from './format-model-sample';

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
