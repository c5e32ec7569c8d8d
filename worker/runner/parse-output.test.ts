import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repetitions } from '@/testing/stress';
import { encodeHeader, encodeValues } from './child/tensor-frames.mjs';
import { parseOutput, type RequestedOutput } from './parse-output';
import type { Tensor } from './tensor';

const requested: RequestedOutput = {
  outputs: [
    { name: 'y', type: 'float32', valuesPerRow: 2 },
    { name: 'word', type: 'string', valuesPerRow: 1 },
  ],
  rowCount: 2,
  isTextWanted: false,
};
const honest: Tensor[] = [
  { name: 'y', type: 'float32', shape: [2, 2], values: Float32Array.of(1, 2, 3, 4) },
  { name: 'word', type: 'string', shape: [2], values: ['a', 'ž'] },
];
const headOf = (tensor: Tensor) => ({
  name: tensor.name,
  type: tensor.type,
  shape: tensor.shape,
  byteLength: encodeValues(tensor).byteLength,
});
const answerOf = (tensors: readonly Tensor[], heads: readonly unknown[] = tensors.map(headOf)) =>
  Buffer.concat([encodeHeader({ outputs: heads }), ...tensors.map(encodeValues)]);
const codeOf = (bytes: Buffer) => {
  const parsed = parseOutput(bytes, requested);
  return parsed.ok ? 'ok' : parsed.error.code;
};

describe('parser of a model run’s response', () => {
  it('parses outputs of the requested shape', () => {
    expect(parseOutput(answerOf(honest), requested)).toEqual({ ok: true, value: honest });
  });

  it('counts an output of another shape, type or name, or with a value that is no number, as the model’s fault', () => {
    const [y, word] = honest;
    if (y?.type !== 'float32' || !word) throw new Error('fixture');
    const withY = (changed: Tensor) => answerOf([changed, word]);
    expect(codeOf(withY({ ...y, shape: [4, 1] }))).toBe('output_shape');
    expect(codeOf(withY({ ...y, shape: [1, 4] }))).toBe('output_shape');
    expect(codeOf(withY({ ...y, values: Float32Array.of(1, 2, 3) }))).toBe('output_malformed');
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(codeOf(withY({ ...y, values: Float32Array.of(1, bad, 3, 4) }))).toBe('output_not_finite');
    expect(codeOf(withY({ ...y, name: 'z' }))).toBe('output_malformed');
    expect(codeOf(withY({ name: 'y', type: 'int64', shape: [2, 2], values: new BigInt64Array(4) }))).toBe(
      'output_type',
    );
    expect(codeOf(answerOf([y]))).toBe('output_malformed');
  });

  it('needs no more memory than the bytes that were sent, whatever lengths the child process declares', () => {
    const [y, word] = honest.map(headOf);
    for (const heads of [
      [{ ...y, byteLength: 2 ** 40 }, word],
      [{ ...y, shape: [2, 2 ** 50] }, word],
      [y, { ...word, byteLength: 4 }],
      [{ ...y, extra: 1 }, word],
      [{ ...y, shape: [2, -1] }, word],
      [{ ...y, shape: [2, 1.5] }, word],
    ])
      expect(codeOf(answerOf(honest, heads))).toMatch(/^output_(malformed|shape)$/);
    expect(codeOf(Buffer.concat([answerOf(honest), Buffer.alloc(1)]))).toBe('output_malformed');
    expect(codeOf(Buffer.of(255, 255, 255, 255))).toBe('output_malformed');
  });

  it('never throws, whichever byte is changed', () => {
    const bytes = answerOf(honest);
    fc.assert(
      fc.property(
        fc.nat(bytes.length - 1),
        fc.integer({ min: 0, max: 255 }),
        fc.nat(bytes.length),
        (at, value, end) => {
          const changed = Buffer.from(bytes);
          changed[at] = value;
          codeOf(changed.subarray(0, end || bytes.length));
        },
      ),
      { numRuns: repetitions(500, 20_000) },
    );
  });

  it('passes on the runtime’s error messages only if the request allows them, without invisible characters', () => {
    const fault = encodeHeader({ fault: { code: 'model_failed', text: 'idx=4815\u001b[31m\u202e here' } });
    expect(parseOutput(fault, requested)).toEqual({ ok: false, error: { code: 'model_failed' } });
    expect(parseOutput(fault, { ...requested, isTextWanted: true })).toEqual({
      ok: false,
      error: { code: 'model_failed', text: 'idx=4815 [31m  here' },
    });
    const unknown = encodeHeader({ fault: { code: '4815', text: '' } });
    expect(parseOutput(unknown, requested)).toEqual({ ok: false, error: { code: 'output_malformed' } });
  });
});
