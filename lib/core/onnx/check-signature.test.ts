import { describe, expect, it } from 'vitest';
import { unwrap } from '@/testing/unwrap';
import { checkModel } from './check-model';
import { checkSignature } from './check-signature';
import type { ModelInput, ModelOutput } from './model-summary';
import { dataTypes, model, node, type Shape, tensorType, valueInfo } from './testing/build-model';
import { bytesField, integer, message, nested } from './testing/protobuf-writer';

type Declared = readonly [name: string, type: Uint8Array];

const of = (type: keyof typeof dataTypes, shape: Shape) => tensorType(dataTypes[type], shape);

const x: Declared = ['x', of('float32', ['N', 4])];

const label: Declared = ['label', of('int64', ['N'])];

const probabilities: Declared = ['probabilities', of('float32', ['N', 3])];

/** Output of the operator ZipMap: a sequence of maps from a class to its probability. */
const zipped: Declared = [
  'probabilities',
  message(
    nested(
      4,
      nested(1, nested(5, integer(1, dataTypes.int64), bytesField(2, tensorType(dataTypes.float32, [])))),
    ),
  ),
];

/** Makes a model with these declared inputs and outputs; its computation doesn't matter here. */
function declare(inputs: readonly Declared[], outputs: readonly Declared[]) {
  const values = (declared: readonly Declared[]) => declared.map(([name, type]) => valueInfo(name, type));
  const nodes = outputs.map(([name]) => node('Identity', [inputs[0]?.[0] ?? ''], [name]));
  return unwrap(checkModel(model({ inputs: values(inputs), outputs: values(outputs), nodes })));
}

const table: ModelInput = { kind: 'one-tensor', shape: [4], features: [] };

const classes = ['0', '1', '2'];

const anyOutput: ModelOutput = { kind: 'probabilities', classes };

describe('checkSignature accepts a model', () => {
  it.each([
    [
      'by its probabilities',
      { kind: 'probabilities', classes },
      { name: 'probabilities', index: 1, elementType: 'float32' },
    ],
    ['by its label', { kind: 'label', classes }, { name: 'label', index: 0, elementType: 'int64' }],
    [
      'by the index of its class',
      { kind: 'class-index', classes: ['a', 'b', 'c'] },
      { name: 'label', index: 0, elementType: 'int64' },
    ],
  ] as const)('%s, beside other outputs', (_, output, fitted) => {
    expect(checkSignature(declare([x], [label, probabilities]), { input: table, output })).toEqual({
      ok: true,
      value: { inputs: [{ name: 'x', elementType: 'float32', feature: 'all' }], output: fitted },
    });
  });

  it.each([
    ['[N]', ['N']],
    ['[N, 1]', ['N', 1]],
    ['an open shape', ['N', 'M']],
  ] as const)('with a number of %s', (_, shape) => {
    const summary = declare([x], [['variable', of('float32', shape)]]);
    expect(checkSignature(summary, { input: table, output: { kind: 'number' } })).toMatchObject({ ok: true });
  });

  it('with one input for each feature, in any order, categories as texts or codes', () => {
    const summary = declare(
      [
        ['hour', of('float32', ['N', 1])],
        ['origin', of('string', ['N', 1])],
        ['carrier', of('int64', ['N', 1])],
      ],
      [probabilities],
    );
    const input: ModelInput = {
      kind: 'input-per-feature',
      features: [
        { name: 'carrier', type: 'category', categories: ['AA', 'DL'] },
        { name: 'hour', type: 'number' },
        { name: 'origin', type: 'category', categories: ['JFK'] },
      ],
    };
    expect(unwrap(checkSignature(summary, { input, output: anyOutput })).inputs).toEqual([
      { name: 'carrier', elementType: 'int64', feature: 0 },
      { name: 'hour', elementType: 'float32', feature: 1 },
      { name: 'origin', elementType: 'string', feature: 2 },
    ]);
  });
});

describe('checkSignature refuses', () => {
  const perFeature: ModelInput = { kind: 'input-per-feature', features: [{ name: 'hour', type: 'number' }] };
  const cases: readonly [
    string,
    string,
    readonly Declared[],
    readonly Declared[],
    ModelInput,
    ModelOutput,
  ][] = [
    ['two inputs', 'input_count', [x, ['z', of('float32', ['N', 4])]], [probabilities], table, anyOutput],
    ['no input', 'input_count', [], [probabilities], table, anyOutput],
    ['integers as inputs', 'input_type', [['x', of('int64', ['N', 4])]], [probabilities], table, anyOutput],
    ['other columns', 'input_shape', [['x', of('float32', ['N', 5])]], [probabilities], table, anyOutput],
    ['another rank', 'input_shape', [['x', of('float32', ['N', 2, 2])]], [probabilities], table, anyOutput],
    ['one item at a time', 'fixed_batch', [['x', of('float32', [1, 4])]], [probabilities], table, anyOutput],
    [
      'an input that isn’t called as the feature',
      'input_name',
      [['hours', of('float32', ['N', 1])]],
      [probabilities],
      perFeature,
      anyOutput,
    ],
    [
      'a number as text',
      'input_type',
      [['hour', of('string', ['N', 1])]],
      [probabilities],
      perFeature,
      anyOutput,
    ],
    ['the maps of a ZipMap', 'zipmap_output', [x], [label, zipped], table, anyOutput],
    ['no probabilities', 'output_type', [x], [label], table, anyOutput],
    [
      'probabilities of other classes',
      'output_shape',
      [x],
      [['p', of('float32', ['N', 2])]],
      table,
      anyOutput,
    ],
    ['answers for one item', 'fixed_batch', [x], [['p', of('float32', [1, 3])]], table, anyOutput],
    [
      'two outputs that could be meant',
      'output_ambiguous',
      [x],
      [probabilities, ['q', of('float32', ['N', 3])]],
      table,
      anyOutput,
    ],
    ['no outputs', 'output_missing', [x], [], table, anyOutput],
    [
      'a number for a label',
      'output_type',
      [x],
      [label],
      table,
      { kind: 'label', classes: ['on time', 'late', '007'] },
    ],
  ];
  it.each(cases)('%s', (_, code, inputs, outputs, input, output) => {
    const result = checkSignature(declare(inputs, outputs), { input, output });
    const faults = result.ok ? [] : result.error;
    expect(faults.map((fault) => fault.code)).toContain(code);
    for (const { found, wanted, fix } of faults)
      for (const words of [found, wanted, fix]) expect(words).toMatch(/\.$/);
  });

  it('every difference at once, so that one new export can fix them all', () => {
    const result = checkSignature(declare([['x', of('int64', ['N', 4])]], [label, zipped]), {
      input: table,
      output: anyOutput,
    });
    expect(result.ok ? [] : result.error.map(({ code }) => code)).toEqual(['input_type', 'zipmap_output']);
  });

  it('a ZipMap, and names the option that leaves it out', () => {
    const result = checkSignature(declare([x], [zipped]), { input: table, output: anyOutput });
    expect(result.ok ? '' : result.error[0]?.fix).toContain('zipmap=False');
  });
});
