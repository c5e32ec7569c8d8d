import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findTestSandbox } from '@/testing/find-test-sandbox';
import { readFixture } from './fixtures/read-fixture';
import { runLimitsDefault } from './run-limits';
import { type RunRequest, runModel } from './run-model';
import type { Runner } from './runner';
import type { Tensor } from './tensor';

const facts = await findTestSandbox();
/** By worker/runner/fixtures/make-expected.py. */
const expected: Record<
  string,
  { input: string; rows: number[][]; outputs: Record<string, (number | string)[][]> }
> = JSON.parse(readFileSync(new URL('./fixtures/expected.json', import.meta.url), 'utf8'));
const native: Runner | undefined = facts && { kind: 'native', facts };
const wasm: Runner = { kind: 'wasm' };
/** Where there is no bubblewrap to be had these are counted as skipped. */
const sandboxed = describe.skipIf(native === undefined);

const limits = {
  ...runLimitsDefault,
  memoryBytesMax: 400 * 1024 ** 2,
  wallMsMax: 20_000,
  outputBytesMax: 8e6,
};
const rows = (...values: number[]): Tensor => ({
  name: 'x',
  type: 'float32',
  shape: [values.length / 2, 2],
  values: Float32Array.from(values),
});
const ask = (model: string, changes: Partial<RunRequest> = {}): RunRequest => ({
  model: readFixture(model),
  inputs: [rows(1, 2, 3, 4, 5, 6)],
  outputs: [{ name: 'y', type: 'float32', valuesPerRow: 2 }],
  limits,
  faultsAs: 'codes',
  ...changes,
});
const run = (request: RunRequest) => runModel(request, native ?? wasm);
const classes: Partial<RunRequest> = {
  outputs: [
    { name: 'label', type: 'int64', valuesPerRow: 1 },
    { name: 'probabilities', type: 'float32', valuesPerRow: 3 },
  ],
};

/** The classifier's weights, by hand. */
function classify(x0: number, x1: number): number[] {
  const z = [0.5 * x0 + 1.5 * x1 + 0.1, -1.25 * x0 + 0.25 * x1 + 0.2, 2 * x0 - 0.75 * x1 - 0.3].map(Math.exp);
  const sum = z.reduce((a, b) => a + b);
  return z.map((value) => value / sum);
}

sandboxed('a model in the sandbox', () => {
  it('answers as its formula does, with what it was run by', async () => {
    const model = ask('classifier', { ...classes, inputs: [rows(1, 2, 3, -4)] });
    const answer = await run(model);
    if (!answer.ok) throw new Error(answer.error.code);
    const [label, probabilities] = answer.value.outputs;
    expect(label?.shape).toEqual([2]);
    expect([...(label?.values ?? [])]).toEqual([0n, 2n]);
    const wanted = [...classify(1, 2), ...classify(3, -4)];
    for (const [index, value] of [...(probabilities?.values ?? [])].entries())
      expect(value).toBeCloseTo(wanted[index] ?? Number.NaN, 6);
    expect(answer.value.record).toMatchObject({
      runtime: 'onnxruntime-node',
      runtimeVersion: '1.30.0',
      node: process.versions.node,
      limits,
      modelHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('answers with the same bits again, and item by item as all at once', async () => {
    const values = Float32Array.from({ length: 24 * 50 }, (_, index) => Math.sin(index));
    const dense = ask('dense', { inputs: [{ name: 'x', type: 'float32', shape: [50, 24], values }] });
    const [first, again, byOne] = await Promise.all([
      run(dense),
      run(dense),
      run({ ...dense, limits: { ...limits, batchRows: 7 } }),
    ]);
    if (!first.ok || !again.ok || !byOne.ok) throw new Error('no answer');
    expect(again.value.record.outputsHash).toBe(first.value.record.outputsHash);
    expect(byOne.value.record.outputsHash).toBe(first.value.record.outputsHash);
  });

  it.each(Object.entries(expected))(
    'of scikit-learn (%s) answers as onnx’s own reference does',
    async (name, real) => {
      const names = Object.keys(real.outputs);
      const answer = await run({
        ...ask('classifier'),
        model: new Uint8Array(
          readFileSync(new URL(`../../lib/core/onnx/testing/models/${name}.onnx`, import.meta.url)),
        ),
        inputs: [
          {
            name: real.input,
            type: 'float32',
            shape: [real.rows.length, real.rows[0]?.length ?? 0],
            values: Float32Array.from(real.rows.flat()),
          },
        ],
        outputs: names.map((output) => {
          const [first = []] = real.outputs[output] ?? [];
          const type =
            typeof first[0] === 'string'
              ? 'string'
              : Number.isInteger(first[0]) && first.length === 1
                ? 'int64'
                : 'float32';
          return { name: output, type, valuesPerRow: first.length };
        }),
      });
      if (!answer.ok) throw new Error(answer.error.code);
      for (const [index, output] of names.entries()) {
        const wanted = (real.outputs[output] ?? []).flat();
        const found = [...(answer.value.outputs[index]?.values ?? [])];
        expect(found.length).toBe(wanted.length);
        for (const [place, value] of found.entries())
          if (typeof value === 'number') expect(value).toBeCloseTo(Number(wanted[place]), 3);
          else expect(String(value)).toBe(String(wanted[place]));
      }
    },
  );

  it('takes and gives texts of any script', async () => {
    const answer = await run(
      ask('words', {
        inputs: [{ name: 'word', type: 'string', shape: [4, 1], values: ['žluť', 'ja', '', 'nein'] }],
        outputs: [
          { name: 'text', type: 'string', valuesPerRow: 1 },
          { name: 'code', type: 'int64', valuesPerRow: 1 },
        ],
        limits: { ...limits, batchRows: 3 },
      }),
    );
    if (!answer.ok) throw new Error(answer.error.code);
    expect(answer.value.outputs.map(({ values }) => [...values])).toEqual([
      ['жёлтый', 'yes', '?', 'no'],
      [3n, 1n, 9n, 2n],
    ]);
  });

  it.each([
    ['not-finite', 'output_not_finite', { inputs: [rows(1, -2)] }],
    ['collapsed-rows', 'output_shape', {}],
    ['other-width', 'output_shape', {}],
    ['other-names', 'output_missing', {}],
    ['other-type', 'output_type', {}],
    [
      'output-flood',
      'output_too_large',
      { outputs: [{ name: 'y', type: 'float32', valuesPerRow: 2 ** 21 }] },
    ],
    ['memory-bomb', 'model_out_of_memory', {}],
    ['expand-bomb', 'model_out_of_memory', {}],
    ['endless-loop', 'model_timed_out', { limits: { ...limits, wallMsMax: 900 } }],
  ] as const)('that is %s ends as %s', async (model, code, changes) => {
    expect(await run(ask(model, changes))).toEqual({ ok: false, error: { code } });
  });

  it('that is no model ends as rejected', async () => {
    for (const model of [
      new Uint8Array(0),
      new TextEncoder().encode('PK not a model'),
      readFixture('dense').subarray(0, 900),
    ])
      expect(await run(ask('dense', { model }))).toEqual({ ok: false, error: { code: 'model_rejected' } });
  });

  it('has its words passed on for public inputs, and for hidden ones no value of them', async () => {
    const secret = 48_151_623;
    const model = ask('quotes-inputs', { inputs: [rows(secret, 0)] });
    const told = await run({ ...model, faultsAs: 'texts' });
    // The runtime does quote it: else this would show nothing.
    expect(JSON.stringify(told)).toContain(String(Math.fround(secret)));
    expect(await run(model)).toEqual({ ok: false, error: { code: 'model_failed' } });
  });

  it('doesn’t disturb three others that run beside it', async () => {
    const answers = await Promise.all([
      run(ask('memory-bomb')),
      run(ask('classifier', classes)),
      run(ask('endless-loop', { limits: { ...limits, wallMsMax: 900 } })),
      run(ask('classifier', classes)),
    ]);
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.error.code))).toEqual([
      'model_out_of_memory',
      'ok',
      'model_timed_out',
      'ok',
    ]);
  });
});

describe('a model in WebAssembly, where there is no bubblewrap', () => {
  it('answers as its formula does', async () => {
    const answer = await runModel(ask('classifier', { ...classes, inputs: [rows(1, 2)] }), wasm);
    if (!answer.ok) throw new Error(answer.error.code);
    expect(answer.value.record).toMatchObject({ runtime: 'onnxruntime-web', runtimeVersion: '1.30.0' });
    for (const [index, value] of [...(answer.value.outputs[1]?.values ?? [])].entries())
      expect(value).toBeCloseTo(classify(1, 2)[index] ?? Number.NaN, 6);
  });

  it.each([
    ['expand-bomb', 'model_out_of_memory'],
    ['endless-loop', 'model_timed_out'],
  ])('that is %s ends as %s', async (model, code) => {
    const bounded = { ...limits, wallMsMax: model === 'endless-loop' ? 2_000 : limits.wallMsMax };
    expect(await runModel(ask(model, { limits: bounded }), wasm)).toEqual({ ok: false, error: { code } });
  });
});
