import {
  attribute,
  dataTypes,
  floatTensor,
  model,
  node,
  tensorType,
  valueInfo,
} from '@/lib/core/onnx/testing/build-model';

/** Fields of a benchmark that accepts the tiny models below; each of its items has two input numbers, a and b. */
export const acceptsTinyModels = {
  accepts: ['onnx'],
  model_signature: {
    input: {
      kind: 'one-tensor',
      shape: [2],
      features: [
        { name: 'a', type: 'number' },
        { name: 'b', type: 'number' },
      ],
    },
    output: { kind: 'probabilities' },
  },
  model_sample: [
    { a: 1, b: 2 },
    { a: '2.5', b: 0 },
  ],
} as const;

const itemCount = 90;

/**
 * A test set whose label is yes where b > a, except on every sixth item. @param from is added to both numbers of each item, so
 * that two rounds have different items
 */
export const tinyTestSet = (number: number, from = 0): string => {
  const rows = Array.from({ length: itemCount }, (_, i) => {
    const [a, b] = [from + ((i * 37 + number * 11) % 97) / 100, from + ((i * 53 + number * 29) % 89) / 100];
    return [`round-${number}-${i}`, a, b, b > a !== (i % 6 === 0) ? 'yes' : 'no'].join(',');
  });
  return ['id,a,b,label', ...rows, ''].join('\n');
};

const column = (name: string) => valueInfo(name, tensorType(dataTypes.float32, ['N', 2]));
const tinyModel = (nodes: Uint8Array[], initializers: Uint8Array[] = []): Uint8Array =>
  model({ nodes, initializers, inputs: [column('x')], outputs: [column('y')] });

/** A model that predicts the test set's labels except on every sixth item. With another `scale` it is another file. */
export const softmaxModel = (scale: number): Uint8Array =>
  tinyModel(
    [node('Mul', ['x', 's'], ['z']), node('Softmax', ['z'], ['y'], [attribute.integer('axis', 1)])],
    [floatTensor('s', [1], [scale])],
  );

/** A model that predicts yes where b > a + threshold. */
export const thresholdModel = (threshold: number): Uint8Array =>
  tinyModel(
    [node('Add', ['x', 't'], ['z']), node('Softmax', ['z'], ['y'], [attribute.integer('axis', 1)])],
    [floatTensor('t', [2], [threshold, 0])],
  );

/** A model that uses an input as an index into a table of this size; the runtime's error quotes an index that is out of range. */
export const lookUpModel = (size: number): Uint8Array =>
  tinyModel(
    [
      node('Cast', ['x'], ['i'], [attribute.integer('to', dataTypes.int64)]),
      node('Gather', ['t', 'i'], ['g']),
      node('Softmax', ['g'], ['y'], [attribute.integer('axis', 1)]),
    ],
    [floatTensor('t', [size], filled(size, 0))],
  );

/** A model with a loop, which the check of models must refuse. */
export const loopingModel = tinyModel([node('Loop', ['', '', 'x'], ['y'], [])]);

const widthUsually = 512;
function filled(size: number, value: number): number[] {
  return new Array<number>(size).fill(value);
}

/**
 * A model that multiplies matrices this many times, some milliseconds each, before it predicts. @param width twice the width
 * takes four times as long
 */
export const slowModel = (times: number, scale = 1, width = widthUsually): Uint8Array =>
  tinyModel(
    [
      node('MatMul', ['x', 'in'], ['h0']),
      ...Array.from({ length: times }, (_, i) => node('MatMul', [`h${i}`, 'w'], [`h${i + 1}`])),
      node('MatMul', [`h${times}`, 'out'], ['z']),
      node('Softmax', ['z'], ['y'], [attribute.integer('axis', 1)]),
    ],
    [
      floatTensor('in', [2, width], filled(2 * width, scale)),
      floatTensor('w', [width, width], filled(width * width, 1 / width)),
      floatTensor('out', [width, 2], filled(2 * width, 1)),
    ],
  );
