import { describe, expect, it } from 'vitest';
import { runLimitsDefault } from '../run-limits';
import { decodeWork, encodeWork, type RunRequest } from '../run-request';
import { encodeResult } from '../run-result';
import { containerLimitsDefault, limitsOfNeeds } from './container-limits';
import { decodeContainerResult, encodeContainerResult } from './container-result';
import type { ContainerWork } from './container-work';
import type { ContainerRun } from './run-container';

const work = (changes: Partial<ContainerWork> = {}): ContainerWork => ({
  artefact: {
    id: '6f8d8a6e-8a2b-4a53-9d0a-0b1f3c1d2e3f',
    sha256: 'ab'.repeat(32),
    byteCount: 4 * 1024 ** 3,
    fileKey: Uint8Array.from({ length: 16 }, (_, i) => i * 16),
  },
  input: { name: 'inputs.jsonl', bytes: Buffer.from('{"id":"a"}\n') },
  limits: limitsOfNeeds({ cores: 2, memoryMb: 1_024, wallSeconds: 60, gpus: 0, trainingHours: 0 }, 1_000),
  faultsAs: 'codes',
  isHidden: true,
  ...changes,
});

const recipient = 'age1recipient';
const encode = (request: ContainerWork | RunRequest) => Buffer.concat(encodeWork({ recipient, request }));

const run: ContainerRun = {
  output: { name: 'predictions.jsonl', bytes: Buffer.from('{"id":"a"}') },
  record: {
    engine: 'runsc',
    engineVersion: 'release-1',
    imageDigest: `sha256:${'cd'.repeat(32)}`,
    architecture: 'amd64',
    limits: work().limits,
  },
};

describe('encoded work of a container run', () => {
  it.each(['codes', 'texts'] as const)(
    'arrives at its runner as it was sent, with faults as %s',
    (faultsAs) => {
      const sent = work({ faultsAs });
      const arrived = decodeWork(encode(sent));
      expect(arrived).toMatchObject({ recipient, kind: 'container' });
      expect({ ...arrived.request }).toEqual(sent);
    },
  );

  it('differs from the encoded work of an ONNX model', () => {
    const request: RunRequest = {
      model: Uint8Array.of(1),
      inputs: [{ name: 'x', type: 'float32', shape: [1, 1], values: Float32Array.of(1) }],
      outputs: [{ name: 'y', type: 'float32', valuesPerRow: 1 }],
      limits: runLimitsDefault,
      faultsAs: 'codes',
    };
    expect(decodeWork(encode(request))).toMatchObject({
      recipient,
      kind: 'onnx',
      request: { inputs: [{ name: 'x' }] },
    });
  });

  it('can’t be decoded if it is cut off, too long, or has a malformed file key', () => {
    const bytes = encode(work());
    expect(() => decodeWork(bytes.subarray(0, -1))).toThrow('another length');
    expect(() => decodeWork(Buffer.concat([bytes, Buffer.of(0)]))).toThrow('another length');
    const wrongKey = { ...work().artefact, fileKey: new Uint8Array(15) };
    expect(() => decodeWork(encode(work({ artefact: wrongKey })))).toThrow();
  });

  it('grants the benchmark’s limits, and no more output than predictions may have', () => {
    const { limits } = work();
    expect(limits).toMatchObject({
      cores: 2,
      memoryBytesMax: 1024 ** 3,
      wallMsMax: 60_000,
      outputBytesMax: 1_000,
    });
    const needs = { cores: 1, memoryMb: 256, wallSeconds: 10, gpus: 0, trainingHours: 0 } as const;
    expect(limitsOfNeeds(needs, 2 ** 40).outputBytesMax).toBe(containerLimitsDefault.outputBytesMax);
  });
});

describe('encoded result of a container run', () => {
  const expected = (changes: Parameters<typeof work>[0] = {}) => {
    const { input, limits, faultsAs } = work(changes);
    return { inputName: input.name, limits, faultsAs };
  };

  it('arrives at the scorer as it was sent', () => {
    expect(decodeContainerResult(encodeContainerResult({ ok: true, value: run }), expected())).toEqual({
      ok: true,
      value: run,
    });
    const changed = { ok: false, error: { code: 'artefact_changed' } } as const;
    expect(decodeContainerResult(encodeContainerResult(changed), expected())).toEqual(changed);
  });

  it('contains error texts only for public inputs, without control characters', () => {
    const bytes = encodeContainerResult({
      ok: false,
      error: { code: 'exit_code', text: 'row 7\u001b[31m of them' },
    });
    expect(decodeContainerResult(bytes, expected())).toEqual({ ok: false, error: { code: 'exit_code' } });
    expect(decodeContainerResult(bytes, expected({ faultsAs: 'texts' }))).toEqual({
      ok: false,
      error: { code: 'exit_code', text: 'row 7 [31m of them' },
    });
  });

  it('can’t be decoded if a lying runner sends too much, other limits, an unknown fault, or an ONNX model’s fault', () => {
    const long = { ...run, output: { ...run.output, bytes: new Uint8Array(1_001) } };
    const decode = (bytes: Uint8Array) => () => decodeContainerResult(bytes, expected());
    expect(decode(encodeContainerResult({ ok: true, value: long }))).toThrow('too long');
    expect(decode(encodeContainerResult({ ok: false, error: { code: 'leak' as never } }))).toThrow();
    expect(decode(encodeResult({ ok: false, error: { code: 'model_failed' } }))).toThrow();
    expect(decode(Buffer.of(1, 2))).toThrow();
  });
});
