import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { ExpectedOutput } from '@/lib/core/run/run';
import { headerBytesMax } from './child/tensor-frames.mjs';
import { parseOutput } from './parse-output';
import type { RunFault } from './run-limits';
import { countRows, encodeRequest, type RunRequest } from './run-request';
import { type Runner, startChild } from './runner';
import { endOnAbort, gatherOutput, type ProcessEnd } from './sandboxed-process';
import type { Tensor } from './tensor';

/** Exit code of bubblewrap after SIGXCPU: 128 and the signal's number. */
const outOfProcessorTime = 128 + 24;

/** First message of the child process: trusted code writes it before any untrusted code is loaded. */
const helloSchema = z.strictObject({
  runtime: z.enum(['onnxruntime-node', 'onnxruntime-web']),
  runtimeVersion: z.string().max(40),
  node: z.string().max(40),
});

export const runtimeFactsSchema = helloSchema.extend({ architecture: z.string().max(20) });

/** Versions of the runtime and facts of the machine of a run. */
export type RuntimeFacts = z.output<typeof runtimeFactsSchema>;

/** Runtime and limits with which outputs were computed; stored beside them. */
export type RunRecord = RuntimeFacts & {
  readonly limits: ExpectedOutput['limits'];
  /** SHA-256 of the model file, in hex. */
  readonly modelHash: string;
  /** Hash of all encoded outputs, in the requested order. It is as secret as the outputs are. */
  readonly outputsHash: string;
  /** Name of the registered runner; absent for a run in the scorer itself. */
  readonly runner?: string;
};

export type RunOutputs = { readonly outputs: readonly Tensor[]; readonly record: RunRecord };

/**
 * Runs an untrusted model on hidden inputs, in a process of its own that has ended when this returns. The
 * same request gives the same bits.
 * @returns the requested outputs, in the requested order, each with a row for every item and finite numbers;
 * or the model's fault @throws where the sandbox itself doesn't start: nothing has been sent to it then, and
 * the run may be tried again
 */
export async function runModel(request: RunRequest, runner: Runner): Promise<Result<RunOutputs, RunFault>> {
  const ended = await runChild(request, runner);
  return ended.ok ? readRunOutput(expectOutput(request), ended.value) : ended;
}

/** The child process's output as it came, unparsed, and the runtime of its run. */
export type RunOutput = { readonly runtime: RuntimeFacts; readonly bytes: Uint8Array };

/**
 * Runs a model, and returns the child process's output unparsed. @param signal aborts the run @throws as
 * `runModel`, and where `signal` aborted the run
 */
export async function runChild(
  request: RunRequest,
  runner: Runner,
  signal?: AbortSignal,
): Promise<Result<RunOutput, RunFault>> {
  const message = encodeRequest(request);
  const child = await startChild(runner, request.limits);
  endOnAbort(child, signal);
  const output = gatherOutput(child, countOutputBytesMax(request));
  const hello = await output.header;
  signal?.throwIfAborted();
  if (hello === undefined) throw new Error(`the sandbox did not start: ${(await child.ended).complaint}`);
  // If the process has ended, Node drops the data.
  for (const bytes of message) child.input.write(bytes);
  child.input.end();
  const end = await child.ended;
  signal?.throwIfAborted();
  const fault = decideFault(end);
  if (fault) return refuse(fault);
  const runtime = { ...helloSchema.parse(hello), architecture: process.arch };
  return ok({ runtime, bytes: output.rest() });
}

/** Maximum bytes of the child's output: two headers and the values. */
const countOutputBytesMax = ({ limits }: { limits: { readonly [limit: string]: number } }): number =>
  2 * (4 + headerBytesMax) + limits.outputBytesMax!;

type Expected = Extract<ExpectedOutput, { kind: 'onnx' }>;

/** Maximum bytes of a runner's result: a header and the child's output. */
export const countResultBytesMax = (expected: Expected): number =>
  4 + headerBytesMax + countOutputBytesMax(expected);

/**
 * Returns the form that a request's output must have. Kept until the output comes, when the request is no
 * longer in memory.
 */
export function expectOutput(request: RunRequest): Expected {
  const { model, outputs, limits, faultsAs } = request;
  return {
    kind: 'onnx',
    ...{ outputs, rowCount: countRows(request), faultsAs },
    ...{ limits, modelHash: hashOf(model) },
  };
}

/**
 * Parses a run's untrusted output: it comes from a child process that a hostile model may control, or from
 * another machine.
 */
export function readRunOutput(
  { outputs, rowCount, faultsAs, limits, modelHash }: Expected,
  { runtime, bytes }: RunOutput,
): Result<RunOutputs, RunFault> {
  const requested = { outputs, rowCount, isTextWanted: faultsAs === 'texts' };
  const read = parseOutput(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), requested);
  if (!read.ok) return read;
  const record = { ...runtime, limits, modelHash, outputsHash: hashOf(bytes) };
  return ok({ outputs: read.value, record });
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/**
 * Decides the fault of a run that was stopped, or ended without a response. @returns undefined if the process
 * ended by itself, so that its response counts
 */
function decideFault(end: ProcessEnd): RunFault | undefined {
  if (end.stoppedFor === 'output') return { code: 'output_too_large' };
  if (end.stoppedFor === 'time') return { code: 'model_timed_out' };
  if (end.stoppedFor === 'memory' || end.isMemoryKilled) return { code: 'model_out_of_memory' };
  if (end.stoppedFor === 'tasks') return { code: 'model_failed' };
  if (end.exitCode === 0) return undefined;
  if (end.exitCode === outOfProcessorTime || end.signal === 'SIGXCPU') return { code: 'model_timed_out' };
  // V8 and the C++ library print these words before they abort. A forged message only changes the fault's
  // code.
  if (/out of memory|bad_alloc|allocation failed/i.test(end.complaint))
    return { code: 'model_out_of_memory' };
  return { code: 'model_failed' };
}
