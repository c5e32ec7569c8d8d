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

/** A model file that the check accepts, and that the runtime must refuse or run within the limits. */
type HostileModel = {
  readonly name: string;
  readonly ends: readonly End[];
  readonly make: () => Uint8Array;
  readonly wallMsMax?: number;
};

const rejected = ['model_rejected'] as const;
const outOfMemory = ['model_out_of_memory'] as const;
/**
 * Outcomes that count as held: the runtime's own limits refuse the model, or it exceeds the sandbox's memory.
 */
const failed = ['model_rejected', 'model_failed', 'model_out_of_memory'] as const;
const harmless = ['ok'] as const;

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

const badTensors: readonly HostileModel[] = [
  { name: 'a negative dimension', ends: rejected, make: () => weight([-1, 4], zeros(16)) },
  {
    name: 'a tensor of 40 dimensions',
    ends: ['output_shape', ...failed],
    make: () => weight(Array(40).fill(1), zeros(4)),
  },
  { name: 'dimensions that overflow', ends: failed, make: () => weight([2 ** 33, 2 ** 33, 2 ** 33]) },
  { name: 'a huge dimension beside a zero', ends: failed, make: () => weight([0, 2 ** 50]) },
  { name: 'dimensions that claim more than there is', ends: failed, make: () => weight([1000], zeros(4)) },
  { name: 'dimensions that claim a terabyte', ends: failed, make: () => weight([2 ** 38], zeros(4)) },
  { name: 'more data than the dimensions claim', ends: failed, make: () => weight([1], zeros(4000)) },
  {
    name: 'float data that is too short',
    ends: failed,
    make: () => weight([3], bytesField(4, new Uint8Array(8))),
  },
  {
    name: 'float data that ends amid a number',
    ends: rejected,
    make: () => weight([2], bytesField(4, new Uint8Array(7))),
  },
  { name: 'data of another type', ends: failed, make: () => weight([1], bytesField(7, varint(1))) },
  {
    name: 'data in two fields',
    ends: ['ok', ...failed],
    make: () => weight([1], zeros(4), bytesField(4, new Uint8Array(4))),
  },
  {
    name: 'a segment of a tensor',
    ends: ['ok', ...failed],
    make: () => weight([1], zeros(4), nested(3, integer(1, 0))),
  },
  {
    name: 'complex numbers',
    ends: rejected,
    make: () => withWeight(tensor('w', dataTypes.complex64, [1], zeros(8))),
  },
  { name: 'a tensor of no type', ends: rejected, make: () => withWeight(tensor('w', 0, [0])) },
  {
    name: 'integers with more bytes than they need',
    ends: ['ok', ...failed],
    make: () =>
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
  },
];

const badGraphs: readonly HostileModel[] = [
  { name: 'types nested 5,000 deep', ends: rejected, make: () => typed(nestTypes(5_000)) },
  { name: 'a type of maps of nothing', ends: rejected, make: () => typed(message(nested(5, integer(1, 7)))) },
  { name: 'a sparse input', ends: failed, make: () => typed(message(nested(8, integer(1, 1)))) },
  {
    name: 'an attribute of another type than it says',
    ends: rejected,
    make: () => withAttribute(float(2, 1), integer(3, 1), integer(20, 1)),
  },
  { name: 'an attribute without a type', ends: rejected, make: () => withAttribute() },
  { name: 'a type as an attribute', ends: rejected, make: () => withAttribute(nested(14), integer(20, 13)) },
  {
    name: 'an attribute twice',
    ends: rejected,
    make: () =>
      model({
        nodes: [node('Concat', ['x'], ['y'], [attribute.integer('axis', 0), attribute.integer('axis', 1)])],
      }),
  },
  {
    name: 'a circle',
    ends: rejected,
    make: () => model({ nodes: [node('Add', ['x', 'y'], ['z']), node('Identity', ['z'], ['y'])] }),
  },
  {
    name: 'an output that no node makes',
    ends: rejected,
    make: () => model({ nodes: [node('Identity', ['x'], ['z'])] }),
  },
  {
    name: 'a value made twice',
    ends: rejected,
    make: () => model({ nodes: [identity, node('Neg', ['x'], ['y'])] }),
  },
  {
    name: 'a node before its input',
    ends: harmless,
    make: () => model({ nodes: [node('Identity', ['z'], ['y']), node('Identity', ['x'], ['z'])] }),
  },
  {
    name: 'two initializers of a name',
    ends: ['ok', ...failed],
    make: () =>
      model({
        initializers: [floatTensor('w', [1], [1]), floatTensor('w', [1], [2])],
        nodes: [node('Add', ['x', 'w'], ['y'])],
      }),
  },
  {
    name: 'a quantization annotation',
    ends: harmless,
    make: () => model({ more: [nested(14, text(1, 'x'))] }),
  },
  {
    name: 'a configuration of devices',
    ends: harmless,
    make: () => message(model(), nested(26, text(1, 'gpu'))),
  },
  {
    name: 'properties of 21 MB',
    ends: harmless,
    make: () => model({}, nested(14, text(1, 'k'), text(2, 'v'.repeat(21e6)))),
  },
];

const bombs: readonly HostileModel[] = [
  {
    name: '10 million empty properties',
    ends: outOfMemory,
    make: () => message(model(), repeatBytes(10_000_000, nested(14))),
  },
  {
    name: '10 million empty texts',
    ends: outOfMemory,
    make: () => withAttribute(repeatBytes(10_000_000, text(9, '')), integer(20, 8)),
  },
  {
    name: 'a tensor of 20,000 texts',
    ends: failed,
    make: () => withWeight(tensor('w', dataTypes.string, [20_000], repeatBytes(20_000, text(6, 'word')))),
  },
  {
    name: 'a filled shape',
    ends: failed,
    make: () => withBig([node('ConstantOfShape', ['s'], ['big'])], [int64Tensor('s', [1e6, 1e6])]),
  },
  {
    name: 'an expansion',
    ends: failed,
    make: () => withBig([node('Expand', ['x', 's'], ['big'])], [int64Tensor('s', [1e5, 1e5, 1, 1])]),
  },
  {
    name: 'an expansion by a shape that is put together',
    ends: failed,
    make: () =>
      withBig(
        [
          node('Concat', ['a', 'a', 'b', 'b'], ['s'], [attribute.integer('axis', 0)]),
          node('Expand', ['x', 's'], ['big']),
        ],
        [int64Tensor('a', [1e5]), int64Tensor('b', [1])],
      ),
  },
  {
    name: 'a tiling',
    ends: failed,
    make: () => withBig([node('Tile', ['x', 'r'], ['big'])], [int64Tensor('r', [1, 1e9])]),
  },
  {
    name: 'tilings of tilings',
    ends: failed,
    make: () =>
      withBig(
        [node('Tile', ['x', 'r'], ['t']), node('Tile', ['t', 'r'], ['big'])],
        [int64Tensor('r', [1, 10_000])],
      ),
  },
  {
    name: 'a range',
    ends: failed,
    make: () =>
      withBig(
        [
          node('Range', ['from', 'to', 'by'], ['r']),
          node('Cast', ['r'], ['big'], [attribute.integer('to', 1)]),
        ],
        [scalar('from', 0), scalar('to', 1e12), scalar('by', 1)],
      ),
  },
  {
    name: 'a resize',
    ends: failed,
    make: () => withBig([node('Resize', ['x', '', '', 's'], ['big'])], [int64Tensor('s', [1e5, 1e5])]),
  },
  {
    name: 'a padding',
    ends: failed,
    make: () => withBig([node('Pad', ['x', 'p'], ['big'])], [int64Tensor('p', [0, 1e9, 0, 1e9])]),
  },
  {
    name: 'forty concatenations of a value with itself',
    ends: outOfMemory,
    make: () =>
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
  },
  {
    name: 'a thousand products of large matrices',
    ends: ['model_timed_out'],
    wallMsMax: shortMs,
    make: () =>
      withBig(
        [
          node('ConstantOfShape', ['s'], ['m0']),
          ...Array.from({ length: 1_000 }, (_, i) =>
            node('MatMul', [`m${i}`, 'm0'], [i === 999 ? 'big' : `m${i + 1}`]),
          ),
        ],
        [int64Tensor('s', [3_000, 3_000])],
      ),
  },
];

/** The sandbox must hold even without the check: stress tests also give it files that the check refuses. */
const anyEnd = [
  'ok',
  ...childFaultCodes,
  'model_timed_out',
  'output_malformed',
  'output_not_finite',
] as const;
const refusedByCheck = refusedModels.map(({ name, make }) => ({
  name: `${name}, which the check refuses`,
  ends: anyEnd,
  make,
}));
const accepted = [...badTensors, ...badGraphs, ...bombs];
const hostileModels: readonly HostileModel[] = isStress ? [...accepted, ...refusedByCheck] : accepted;

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

it.each(accepted)('the check before a run accepts $name', ({ make }) => {
  expect(checkModel(make())).toMatchObject({ ok: true });
});

describe('hostile model within the limits of a run in the sandbox and in WebAssembly:', () => {
  it.each(hostileModels)('$name', async ({ make, ends, wallMsMax = limits.wallMsMax }) => {
    const bytes = make();
    const found = await Promise.all(runners.map((runner) => run(runner, bytes, wallMsMax)));
    for (const end of found) expect(ends).toContain(end);
  });
});
