import {
  attribute,
  dataTypes,
  floatTensor,
  model,
  node,
  tensorType,
  valueInfo,
} from '@/lib/core/onnx/testing/build-model';
import { mixBits } from '@/lib/core/round/checks/hash-text';

/** Two unique numbers an item: exact in 32 bits, and unordered. */
const items = Array.from({ length: 40 }, (_, i) => i)
  .sort((a, b) => mixBits(a + 91) - mixBits(b + 91))
  .map((place): [number, number] => [73_519 + (4 * place + 1) / 128, 92_867 + (3 * place + 2) / 128]);

/**
 * Canaries: each number as text and in 64 bits, each item as a model's input, and the beginning of the runtime's message that
 * quotes one.
 */
export const inputCanaries = [
  ...items.flat().map(String),
  ...items.map((item) => item.join(' ')),
  'idx=7351',
];

/** Labels in no order, which the check before the sealing would reject. */
const labelOf = (i: number): number => mixBits(i + 17) % 997;

export const inputTestSet = `id,a,b,label\n${items.map(([a, b], i) => `hidden${i},${a},${b},${labelOf(i)}`).join('\n')}\n`;

export const inputBenchmark = {
  task: 'regression',
  metric: 'mae',
  accepts: ['onnx'],
  inputs: 'hidden',
  model_signature: {
    input: {
      kind: 'one-tensor',
      shape: [2],
      features: [
        { name: 'a', type: 'number' },
        { name: 'b', type: 'number' },
      ],
    },
    output: { kind: 'number' },
  },
  model_sample: [
    { a: 1, b: 2 },
    { a: 3, b: 0 },
  ],
};

const of = (nodes: Uint8Array[], initializers: Uint8Array[]) =>
  model({
    nodes,
    initializers,
    inputs: [valueInfo('x', tensorType(dataTypes.float32, ['N', 2]))],
    outputs: [valueInfo('y', tensorType(dataTypes.float32, ['N', 1]))],
  });
const first = floatTensor('first', [2, 1], [1, 0]);

/** A model that returns each item's first number, so that its predictions are hidden inputs. */
export const echo = of([node('MatMul', ['x', 'first'], ['y'])], [first]);

/** A model that runs on the sample, and fails on a hidden input with a runtime message that quotes the input. */
export const quoter = of(
  [
    node('Cast', ['x'], ['i'], [attribute.integer('to', dataTypes.int64)]),
    node('Gather', ['t', 'i'], ['g']),
    node('MatMul', ['g', 'first'], ['y']),
  ],
  [first, floatTensor('t', [9], new Array<number>(9).fill(0))],
);

const width = 512;

/** The echo model with a delay. */
export const slowEcho = of(
  [
    node('MatMul', ['x', 'in'], ['h0']),
    ...Array.from({ length: 1_500 }, (_, i) => node('MatMul', [`h${i}`, 'w'], [`h${i + 1}`])),
    node('MatMul', ['h1500', 'out'], ['z']),
    node('MatMul', ['x', 'first'], ['e']),
    node('Add', ['z', 'e'], ['y']),
  ],
  [
    first,
    floatTensor('in', [2, width], new Array<number>(2 * width).fill(1)),
    floatTensor('w', [width, width], new Array<number>(width * width).fill(1 / width)),
    floatTensor('out', [width, 1], new Array<number>(width).fill(0)),
  ],
);
