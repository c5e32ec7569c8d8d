import { InferenceSession, Tensor as RuntimeTensor } from 'onnxruntime-node';
import { unwrap } from '@/testing/unwrap';
import { readFixture } from '@/worker/runner/fixtures/read-fixture';
import { runLimitsDefault as limits } from '@/worker/runner/run-limits';
import { runModel } from '@/worker/runner/run-model';
import type { RunRequest } from '@/worker/runner/run-request';
import { type Runner, startChild } from '@/worker/runner/runner';
import { findSandboxFacts } from '@/worker/runner/sandbox-facts';
import { gatherOutput } from '@/worker/runner/sandboxed-process';
import type { Tensor } from '@/worker/runner/tensor';

// Cost of the sandbox: `npm run bench:models -- [rows]`. A net of layers 24, 512, 512 and 2 runs on so many items in the sandbox
// and by the bare runtime in this process, one thread each, in turn. Start and one-item times are the fixed cost of a run:
// throughput is that of the items beyond the first. (The runtime for WebAssembly initialises with its first model.)

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

/** The run without a sandbox, with batches of the same size. */
async function runBare(rowCount: number): Promise<Float32Array> {
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

/** Time until the child reports that the runtime is loaded. */
async function startSeconds(runner: Runner): Promise<number> {
  const start = performance.now();
  const child = await startChild(runner, limits);
  await gatherOutput(child, 1_000_000).header;
  const passed = (performance.now() - start) / 1_000;
  child.input.end();
  await child.ended;
  return passed;
}

const median = (sample: readonly number[]): number =>
  sample.toSorted((a, b) => a - b)[sample.length >> 1] ?? Number.NaN;

const facts = await findSandboxFacts();

if (!facts) throw new Error('there is no bubblewrap: apt-get install bubblewrap');

const native: Runner = { kind: 'native', facts };

const sandboxed = unwrap(await runModel(request, native));

const isSame = Buffer.from((await runBare(rowCount)).buffer).equals(
  Buffer.from(Float32Array.from(sandboxed.outputs[0]?.values ?? [], Number).buffer),
);

const [inside, bare]: [number[], number[]] = [[], []];

for (let turn = 0; turn < repetitions; turn++) {
  inside.push(await seconds(() => runModel(request, native)));
  bare.push(await seconds(() => runBare(rowCount)));
}

const one = { ...request, inputs: [{ ...input, shape: [1, width], values: values.subarray(0, width) }] };

const bareOne: number[] = [];

const starts: Record<Runner['kind'], number[]> = { native: [], wasm: [] };

const wholes: Record<Runner['kind'], number[]> = { native: [], wasm: [] };

for (let turn = 0; turn < repetitions; turn++) {
  bareOne.push(await seconds(() => runBare(1)));
  for (const runner of [native, { kind: 'wasm' }] as const) {
    starts[runner.kind].push(await startSeconds(runner));
    wholes[runner.kind].push(await seconds(() => runModel(one, runner)));
  }
}

const format = (sample: readonly number[]): string =>
  `${median(sample).toFixed(3)} s (best ${Math.min(...sample).toFixed(3)} s)`;

/** Items per second beyond the first item. */
const throughput = (all: readonly number[], first: readonly number[]): number =>
  (rowCount - 1) / (median(all) - median(first));

const [insideRate, bareRate] = [throughput(inside, wholes.native), throughput(bare, bareOne)];

const formatRate = (rate: number) => `${Math.round(rate).toLocaleString('en')} items a second`;

console.log(`the same bits: ${isSame}; medians of ${repetitions}, ${rowCount.toLocaleString('en')} items`);

console.log(`in the sandbox, whole: ${format(inside)}; the bare runtime, whole: ${format(bare)}`);

for (const kind of ['native', 'wasm'] as const)
  console.log(`${kind}: start ${format(starts[kind])}; one item, whole ${format(wholes[kind])}`);

console.log(`the bare runtime, one item, whole: ${format(bareOne)}`);

console.log(`throughput: in the sandbox ${formatRate(insideRate)}, bare ${formatRate(bareRate)}`);

console.log(
  `in the sandbox over bare: ${(insideRate / bareRate).toFixed(2)} (with start and end: ${(median(bare) / median(inside)).toFixed(2)})`,
);

if (!isSame) process.exitCode = 1;
