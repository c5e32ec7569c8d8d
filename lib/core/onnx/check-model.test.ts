import { describe, expect, it } from 'vitest';
import { unwrap } from '@/testing/unwrap';
import { checkModel, inspectModel } from './check-model';
import { modelFaultCodes } from './model-fault';
import { attribute, dataTypes, graph, model, node, opset, raw, tensor } from './testing/build-model';
import { hostileModels } from './testing/hostile-models';
import { bytesField, message, nested, text } from './testing/protobuf-writer';

describe('hostile ONNX file', () => {
  it.each(hostileModels)('refuses a hostile file for the expected reason: $name', ({ make, code, names }) => {
    const bytes = make();
    const { verdict, steps } = inspectModel(bytes);
    const fault = verdict.ok ? null : verdict.error;
    expect(fault).toMatchObject({ code });
    expect(fault?.found).toContain(names);
    expect(steps).toBeLessThanOrEqual(bytes.length / 2 + 1);
    for (const words of [fault?.found, fault?.limit, fault?.fix])
      expect(words).toMatch(/^[^\n]{5,400}[.)\]]$/);
  });
});

it('the hostile ONNX files of the tests cover every reason to refuse a file', () => {
  expect([...new Set(hostileModels.map(({ code }) => code))].sort()).toEqual([...modelFaultCodes].sort());
});

describe('plain ONNX file', () => {
  it('summarises a file by its own declarations', () => {
    expect(unwrap(checkModel(model()))).toEqual({
      sizeBytes: model().length,
      irVersion: 8,
      producer: { name: 'hand', version: '' },
      opsets: [
        { domain: 'ai.onnx', version: 17 },
        { domain: 'ai.onnx.ml', version: 3 },
      ],
      inputs: [{ name: 'x', type: { kind: 'tensor', elementType: 'float32', shape: ['N', 4] } }],
      outputs: [{ name: 'y', type: { kind: 'tensor', elementType: 'float32', shape: ['N', 4] } }],
      nodeCount: 1,
    });
  });

  it.each([
    ['a Dropout that a constant switches off', off([node('Dropout', ['x', '', 'off'], ['y'])])],
    ['a Dropout that a constant in another field switches off', offByInt32()],
    ['a Dropout that a Constant node switches off', offByNode()],
    ['a Dropout that is left as it is', model({ nodes: [node('Dropout', ['x'], ['y', 'mask'])] })],
    ['branches that use what is around them', withBranches()],
    ['numbers packed and not packed', spelledTwice()],
    ['names of classes as texts', withClassNames()],
    ['the same import twice', model({}, opset('ai.onnx', 17))],
    ['properties and descriptions', model({ more: [text(10, 'd')] }, nested(14, text(1, 'k'), text(2, 'v')))],
  ])('may have %s', (_, bytes) => expect(checkModel(bytes)).toMatchObject({ ok: true }));

  it('leaves the bytes of a file unchanged', () => {
    const bytes = model();
    const before = bytes.slice();
    checkModel(bytes);
    expect(bytes).toEqual(before);
  });

  it('has the same summary if it is a view of a larger buffer', () => {
    const bytes = off([node('Dropout', ['x', '', 'off'], ['y'])]);
    const shifted = new Uint8Array(bytes.length + 7).fill(0xff);
    shifted.set(bytes, 3);
    expect(checkModel(shifted.subarray(3, 3 + bytes.length))).toEqual(checkModel(bytes));
  });
});

function off(nodes: Uint8Array[]): Uint8Array {
  return model({ initializers: [tensor('off', dataTypes.bool, [], raw(Uint8Array.of(0)))], nodes });
}

function offByInt32(): Uint8Array {
  const off = tensor('off', dataTypes.bool, [], bytesField(5, Uint8Array.of(0)));
  return model({ initializers: [off], nodes: [node('Dropout', ['x', '', 'off'], ['y'])] });
}

function offByNode(): Uint8Array {
  const value = attribute.tensor('value', tensor('', dataTypes.bool, [], raw(Uint8Array.of(0))));
  return model({ nodes: [node('Constant', [], ['off'], [value]), node('Dropout', ['x', '', 'off'], ['y'])] });
}

function withBranches(): Uint8Array {
  const branch = (operator: string) =>
    graph({ nodes: [node(operator, ['x'], [operator])], inputs: [], outputs: [message(text(1, operator))] });
  return off([
    node(
      'If',
      ['off'],
      ['y'],
      [attribute.graph('then_branch', branch('Neg')), attribute.graph('else_branch', branch('Abs'))],
    ),
  ]);
}

function spelledTwice(): Uint8Array {
  const int64 = (...data: Uint8Array[]) => tensor(`w${data.length}`, dataTypes.int64, [3], ...data);
  const unpacked = [1, 2, 300].map((value) =>
    message(Uint8Array.of(7 * 8), value < 128 ? Uint8Array.of(value) : Uint8Array.of(0xac, 2)),
  );
  return model({ initializers: [int64(bytesField(7, Uint8Array.of(1, 2, 0xac, 2))), int64(...unpacked)] });
}

function withClassNames(): Uint8Array {
  return model({
    initializers: [tensor('classes', dataTypes.string, [2], text(6, 'on time'), text(6, 'late'))],
  });
}
