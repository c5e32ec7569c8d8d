import { describe, expect, it } from 'vitest';
import { checkModel } from '@/lib/core/onnx/check-model';
import {
  attribute,
  dataTypes,
  floatTensor,
  int64Tensor,
  model,
  node,
  raw,
  tensor,
  tensorType,
  valueInfo,
} from '@/lib/core/onnx/testing/build-model';
import { hostileModels as refusedModels } from '@/lib/core/onnx/testing/hostile-models';
import {
  bytesField,
  float,
  integer,
  message,
  nested,
  repeatBytes,
  text,
  varint,
} from '@/lib/core/onnx/testing/protobuf-writer';
import { findTestSandbox } from '@/testing/provide-bubblewrap';
import { isStress } from '@/testing/stress';
import { childFaultCodes, type RunFaultCode, runLimitsDefault } from './run-limits';
import { runModel } from './run-model';
import type { Runner } from './runner';

const facts = await findTestSandbox();
const limits = {
  ...runLimitsDefault,
  memoryBytesMax: 400 * 1024 ** 2,
  wallMsMax: 40_000,
  outputBytesMax: 8e6,
};
/** Time limit in milliseconds for models that would compute for hours. */
const shortMs = 3_000;
/** Tolerance in milliseconds: a busy machine ends a process late. */
const lateMs = 5_000;

type End = RunFaultCode | 'ok';

/** Model files that the check accepts, and that the runtime must refuse or run within the limits; by their names. */
type HostileModels = Readonly<
  Record<string, readonly [ends: readonly End[], make: () => Uint8Array, wallMsMax?: number]>
>;

const rejected = ['model_rejected'] as const;
const outOfMemory = ['model_out_of_memory'] as const;
/**
 * Outcomes that count as held: the runtime's own limits refuse the model, or it exceeds the sandbox's memory.
 */
const failed = ['model_rejected', 'model_failed', 'model_out_of_memory'] as const;
const harmless = ['ok'] as const;
const tolerated = ['ok', ...failed] as const;

const identity = node('Identity', ['x'], ['y']);
/**
 * Makes a model that adds the tensor `w` to its inputs, since the runtime drops tensors that no node uses.
 */
const withWeight = (weight: Uint8Array) =>
  model({ initializers: [weight], nodes: [node('Add', ['x', 'w'], ['y'])] });
const weight = (dims: readonly number[], ...data: Uint8Array[]) =>
  withWeight(tensor('w', dataTypes.float32, dims, ...data));
const zeros = (sizeBytes: number) => raw(new Uint8Array(sizeBytes));
const withAttribute = (...fields: Uint8Array[]) =>
  model({ nodes: [node('Identity', ['x'], ['y'], [message(text(1, 'a'), ...fields)])] });
/** Makes a model that computes a tensor `big` from its inputs and returns its sum. */
const withBig = (nodes: readonly Uint8Array[], initializers: readonly Uint8Array[] = []) =>
  model({
    initializers,
    nodes: [
      ...nodes,
      node('ReduceMax', ['big'], ['top'], [attribute.integer('keepdims', 0)]),
      node('Add', ['x', 'top'], ['y']),
    ],
  });
const scalar = (name: string, value: number) => {
  const bytes = new Uint8Array(BigInt64Array.of(BigInt(value)).buffer);
  return tensor(name, dataTypes.int64, [], raw(bytes));
};
const typed = (type: Uint8Array) => model({ inputs: [valueInfo('x', type)] });
const nestTypes = (depth: number): Uint8Array =>
  depth === 0 ? tensorType(1, ['N']) : message(nested(4, bytesField(1, nestTypes(depth - 1))));

const badTensors: HostileModels = {
  'a negative dimension': [rejected, () => weight([-1, 4], zeros(16))],
  'a tensor of 40 dimensions': [['output_shape', ...failed], () => weight(Array(40).fill(1), zeros(4))],
  'dimensions that overflow': [failed, () => weight([2 ** 33, 2 ** 33, 2 ** 33])],
  'a huge dimension beside a zero': [failed, () => weight([0, 2 ** 50])],
  'dimensions that claim more than there is': [failed, () => weight([1000], zeros(4))],
  'dimensions that claim a terabyte': [failed, () => weight([2 ** 38], zeros(4))],
  'more data than the dimensions claim': [failed, () => weight([1], zeros(4000))],
  'float data that is too short': [failed, () => weight([3], bytesField(4, new Uint8Array(8)))],
  'float data that ends amid a number': [rejected, () => weight([2], bytesField(4, new Uint8Array(7)))],
  'data of another type': [failed, () => weight([1], bytesField(7, varint(1)))],
  'data in two fields': [tolerated, () => weight([1], zeros(4), bytesField(4, new Uint8Array(4)))],
  'a segment of a tensor': [tolerated, () => weight([1], zeros(4), nested(3, integer(1, 0)))],
  'complex numbers': [rejected, () => withWeight(tensor('w', dataTypes.complex64, [1], zeros(8)))],
  'a tensor of no type': [rejected, () => withWeight(tensor('w', 0, [0]))],
  'integers with more bytes than they need': [
    tolerated,
    () =>
      model({
        initializers: [
          tensor(
            'w',
            dataTypes.int64,
            [101],
            bytesField(7, message(repeatBytes(100, varint(1)), Uint8Array.of(0x81, 0))),
          ),
        ],
      }),
  ],
};

const badGraphs: HostileModels = {
  'types nested 5,000 deep': [rejected, () => typed(nestTypes(5_000))],
  'a type of maps of nothing': [rejected, () => typed(message(nested(5, integer(1, 7))))],
  'a sparse input': [failed, () => typed(message(nested(8, integer(1, 1))))],
  'an attribute of another type than it says': [
    rejected,
    () => withAttribute(float(2, 1), integer(3, 1), integer(20, 1)),
  ],
  'an attribute without a type': [rejected, () => withAttribute()],
  'a type as an attribute': [rejected, () => withAttribute(nested(14), integer(20, 13))],
  'an attribute twice': [
    rejected,
    () =>
      model({
        nodes: [node('Concat', ['x'], ['y'], [attribute.integer('axis', 0), attribute.integer('axis', 1)])],
      }),
  ],
  'a circle': [
    rejected,
    () => model({ nodes: [node('Add', ['x', 'y'], ['z']), node('Identity', ['z'], ['y'])] }),
  ],
  'an output that no node makes': [rejected, () => model({ nodes: [node('Identity', ['x'], ['z'])] })],
  'a value made twice': [rejected, () => model({ nodes: [identity, node('Neg', ['x'], ['y'])] })],
  'a node before its input': [
    harmless,
    () => model({ nodes: [node('Identity', ['z'], ['y']), node('Identity', ['x'], ['z'])] }),
  ],
  'two initializers of a name': [
    tolerated,
    () =>
      model({
        initializers: [floatTensor('w', [1], [1]), floatTensor('w', [1], [2])],
        nodes: [node('Add', ['x', 'w'], ['y'])],
      }),
  ],
  'a quantization annotation': [harmless, () => model({ more: [nested(14, text(1, 'x'))] })],
  'a configuration of devices': [harmless, () => message(model(), nested(26, text(1, 'gpu')))],
  'properties of 21 MB': [harmless, () => model({}, nested(14, text(1, 'k'), text(2, 'v'.repeat(21e6))))],
};

const bombs: HostileModels = {
  '10 million empty properties': [outOfMemory, () => message(model(), repeatBytes(10_000_000, nested(14)))],
  '10 million empty texts': [
    outOfMemory,
    () => withAttribute(repeatBytes(10_000_000, text(9, '')), integer(20, 8)),
  ],
  'a tensor of 20,000 texts': [
    failed,
    () => withWeight(tensor('w', dataTypes.string, [20_000], repeatBytes(20_000, text(6, 'word')))),
  ],
  'a filled shape': [
    failed,
    () => withBig([node('ConstantOfShape', ['s'], ['big'])], [int64Tensor('s', [1e6, 1e6])]),
  ],
  'an expansion': [
    failed,
    () => withBig([node('Expand', ['x', 's'], ['big'])], [int64Tensor('s', [1e5, 1e5, 1, 1])]),
  ],
  'an expansion by a shape that is put together': [
    failed,
    () =>
      withBig(
        [
          node('Concat', ['a', 'a', 'b', 'b'], ['s'], [attribute.integer('axis', 0)]),
          node('Expand', ['x', 's'], ['big']),
        ],
        [int64Tensor('a', [1e5]), int64Tensor('b', [1])],
      ),
  ],
  'a tiling': [failed, () => withBig([node('Tile', ['x', 'r'], ['big'])], [int64Tensor('r', [1, 1e9])])],
  'tilings of tilings': [
    failed,
    () =>
      withBig(
        [node('Tile', ['x', 'r'], ['t']), node('Tile', ['t', 'r'], ['big'])],
        [int64Tensor('r', [1, 10_000])],
      ),
  ],
  'a range': [
    failed,
    () =>
      withBig(
        [
          node('Range', ['from', 'to', 'by'], ['r']),
          node('Cast', ['r'], ['big'], [attribute.integer('to', 1)]),
        ],
        [scalar('from', 0), scalar('to', 1e12), scalar('by', 1)],
      ),
  ],
  'a resize': [
    failed,
    () => withBig([node('Resize', ['x', '', '', 's'], ['big'])], [int64Tensor('s', [1e5, 1e5])]),
  ],
  'a padding': [
    failed,
    () => withBig([node('Pad', ['x', 'p'], ['big'])], [int64Tensor('p', [0, 1e9, 0, 1e9])]),
  ],
  'forty concatenations of a value with itself': [
    outOfMemory,
    () =>
      withBig(
        Array.from({ length: 41 }, (_, i) => {
          const from = i === 0 ? 'x' : `v${i}`;
          return node(
            'Concat',
            [from, from],
            [i === 40 ? 'big' : `v${i + 1}`],
            [attribute.integer('axis', 1)],
          );
        }),
      ),
  ],
  'a thousand products of large matrices': [
    ['model_timed_out'],
    () =>
      withBig(
        [
          node('ConstantOfShape', ['s'], ['m0']),
          ...Array.from({ length: 1_000 }, (_, i) =>
            node('MatMul', [`m${i}`, 'm0'], [i === 999 ? 'big' : `m${i + 1}`]),
          ),
        ],
        [int64Tensor('s', [3_000, 3_000])],
      ),
    shortMs,
  ],
};

/** The sandbox must hold even without the check: stress tests also give it files that the check refuses. */
const anyEnd = [
  'ok',
  ...childFaultCodes,
  'model_timed_out',
  'output_malformed',
  'output_not_finite',
] as const;
const refusedByCheck: HostileModels = Object.fromEntries(
  refusedModels.map(({ name, make }) => [`${name}, which the check refuses`, [anyEnd, make]]),
);
const accepted: HostileModels = { ...badTensors, ...badGraphs, ...bombs };

/**
 * Runs a hostile model on hidden inputs, and checks the limits of time and memory. @returns the outcome's
 * code
 */
async function run(runner: Runner, bytes: Uint8Array, wallMsMax: number): Promise<End> {
  const startedAt = performance.now();
  const values = new Float32Array(12).fill(1);
  const result = await runModel(
    {
      model: bytes,
      inputs: [{ name: 'x', type: 'float32', shape: [3, 4], values }],
      outputs: [{ name: 'y', type: 'float32', valuesPerRow: 4 }],
      limits: { ...limits, wallMsMax },
      faultsAs: 'codes',
    },
    runner,
  );
  expect(performance.now() - startedAt).toBeLessThan(wallMsMax + lateMs);
  if (result.ok) return 'ok';
  // Without a text: the runtime's messages can quote inputs.
  expect(Object.keys(result.error)).toEqual(['code']);
  return result.error.code;
}

const wasm: Runner = { kind: 'wasm' };
const runners: readonly Runner[] = facts ? [{ kind: 'native', facts }, wasm] : [wasm];

it.skipIf(facts === undefined)('the tests of hostile models use the sandbox and WebAssembly', () => {
  expect(runners.map(({ kind }) => kind)).toEqual(['native', 'wasm']);
});

it.each(Object.entries(accepted))('the check before a run accepts %s', (_, [, make]) => {
  expect(checkModel(make())).toMatchObject({ ok: true });
});

describe('hostile model within the limits of a run in the sandbox and in WebAssembly:', () => {
  const files = { ...accepted, ...(isStress && refusedByCheck) };

  it.each(Object.entries(files))('%s', async (_, [ends, make, wallMsMax = limits.wallMsMax]) => {
    const bytes = make();
    const found = await Promise.all(runners.map((runner) => run(runner, bytes, wallMsMax)));
    for (const end of found) expect(ends).toContain(end);
  });
});
