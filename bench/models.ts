import { InferenceSession, Tensor as RuntimeTensor } from 'onnxruntime-node';
import { unwrap } from '@/testing/unwrap';
import { readFixture } from '@/worker/runner/fixtures/read-fixture';
import { gatherOutput } from '@/worker/runner/gather-output';
import { runLimitsDefault as limits } from '@/worker/runner/run-limits';
import { type RunRequest, runModel } from '@/worker/runner/run-model';
import { type Runner, startChild } from '@/worker/runner/runner';
import { findSandboxFacts } from '@/worker/runner/sandbox-facts';
import type { Tensor } from '@/worker/runner/tensor';

// What the sandbox costs: `npm run bench:models -- [rows]`. A net of 24, 512, 512 and 2 runs on so many items in the sandbox, whole,
// and by the bare runtime in this process, one thread each, in turn; then how long a child takes until it can be sent a model, and
// until it has answered for one item. (The runtime for WebAssembly is made ready with its first model.)

const rowCount = Number(process.argv[2] ?? 100_000);
const width = 24;
const repetitions = 7;

const values = Float32Array.from({ length: rowCount * width }, (_, index) => Math.sin(index));
const input = { name: 'x', type: 'float32', shape: [rowCount, width], values } satisfies Tensor;
const request: RunRequest = {
  model: readFixture('wide'),
  inputs: [input],
  outputs: [{ name: 'y', type: 'float32', valuesPerRow: 2 }],
  limits,
  faultsAs: 'codes',
};

/** As whoever has no sandbox would do it, with batches of the same size. */
async function runBare(): Promise<Float32Array> {
  const session = await InferenceSession.create(request.model, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
  });
  const outputs = new Float32Array(2 * rowCount);
  for (let begin = 0; begin < rowCount; begin += limits.batchRows) {
    const end = Math.min(rowCount, begin + limits.batchRows);
    const x = new RuntimeTensor('float32', values.subarray(begin * width, end * width), [end - begin, width]);
    const { y } = await session.run({ x });
    if (y?.data instanceof Float32Array) outputs.set(y.data, 2 * begin);
  }
  await session.release();
  return outputs;
}

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
};

/** Milliseconds until the child says that the runtime is there. */
async function startMs(runner: Runner): Promise<number> {
  const start = performance.now();
  const child = await startChild(runner, limits);
  await gatherOutput(child, 1_000_000).header;
  const ms = performance.now() - start;
  child.input.end();
  await child.ended;
  return ms;
}

const median = (sample: readonly number[]): number =>
  sample.toSorted((a, b) => a - b)[sample.length >> 1] ?? Number.NaN;

const facts = await findSandboxFacts();
if (!facts) throw new Error('there is no bubblewrap: apt-get install bubblewrap');
const native: Runner = { kind: 'native', facts };

const sandboxed = unwrap(await runModel(request, native));
const isSame = Buffer.from((await runBare()).buffer).equals(
  Buffer.from(Float32Array.from(sandboxed.outputs[0]?.values ?? [], Number).buffer),
);
const [inside, bare]: [number[], number[]] = [[], []];
for (let turn = 0; turn < repetitions; turn++) {
  inside.push(await seconds(() => runModel(request, native)));
  bare.push(await seconds(runBare));
}
const one = { ...request, inputs: [{ ...input, shape: [1, width], values: values.subarray(0, width) }] };
const short = new Map<string, number[]>();
const add = (what: string, ms: number) => short.set(what, [...(short.get(what) ?? []), ms]);
for (let turn = 0; turn < repetitions; turn++)
  for (const runner of [native, { kind: 'wasm' }] as const) {
    add(`start, ${runner.kind}`, await startMs(runner));
    add(`one item, whole, ${runner.kind}`, 1_000 * (await seconds(() => runModel(one, runner))));
  }
const perSecond = (sample: readonly number[]): string =>
  `${Math.round(rowCount / median(sample)).toLocaleString('en')} rows/s (${median(sample).toFixed(2)} s, best ${Math.min(...sample).toFixed(2)} s)`;
console.log(`the same bits: ${isSame}; medians of ${repetitions}, ${rowCount.toLocaleString('en')} rows`);
console.log(`in the sandbox, whole: ${perSecond(inside)}`);
console.log(`the bare runtime: ${perSecond(bare)}`);
console.log(`throughput in the sandbox over bare: ${(median(bare) / median(inside)).toFixed(2)}`);
for (const [what, sample] of short)
  console.log(`${what}: ${median(sample).toFixed(0)} ms (best ${Math.min(...sample).toFixed(0)} ms)`);
if (!isSame) process.exitCode = 1;
