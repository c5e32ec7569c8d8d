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

/** SIGXCPU behind bubblewrap: 128 and the signal's number. */
const outOfProcessorTime = 128 + 24;

/** Written by trusted code, before any untrusted code is loaded. */
const helloSchema = z.strictObject({
  runtime: z.enum(['onnxruntime-node', 'onnxruntime-web']),
  runtimeVersion: z.string().max(40),
  node: z.string().max(40),
});

export const runtimeFactsSchema = helloSchema.extend({ architecture: z.string().max(20) });

/** Runtime and machine of a run. */
export type RuntimeFacts = z.output<typeof runtimeFactsSchema>;

/** Runtime and limits of the outputs; to be stored with them. */
export type RunRecord = RuntimeFacts & {
  readonly limits: ExpectedOutput['limits'];
  /** SHA-256, in hex. */
  readonly modelHash: string;
  /** Hash over the frames of all outputs, in the requested order. As secret as they are. */
  readonly outputsHash: string;
  /** The registered runner that ran it; absent for a scorer's own run. */
  readonly runner?: string;
};

export type RunOutputs = { readonly outputs: readonly Tensor[]; readonly record: RunRecord };

/**
 * Runs an untrusted model on hidden inputs, in a process of its own that has ended when this returns. The same request gives the
 * same bits.
 *
 * @returns the requested outputs, in the requested order, each with a row for every item and finite numbers; or the model's fault
 * @throws where the sandbox itself doesn't start: nothing has been sent to it then, and it may be tried again
 */
export async function runModel(request: RunRequest, runner: Runner): Promise<Result<RunOutputs, RunFault>> {
  const ended = await runChild(request, runner);
  return ended.ok ? readRunOutput(expectOutput(request), ended.value) : ended;
}

/** A child's output as it came, and the runtime of its run. */
export type RunOutput = { readonly runtime: RuntimeFacts; readonly bytes: Uint8Array };

/**
 * Runs a model, and returns the child's output unread.
 * @param signal ends the run
 * @throws as `runModel`, and where `signal` ended the run
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
  // Data for a process that has ended is dropped.
  for (const bytes of message) child.input.write(bytes);
  child.input.end();
  const end = await child.ended;
  signal?.throwIfAborted();
  const fault = decideFault(end);
  if (fault) return refuse(fault);
  const runtime = { ...helloSchema.parse(hello), architecture: process.arch };
  return ok({ runtime, bytes: output.rest() });
}

/** Two headers and the values. */
const countOutputBytesMax = ({ limits }: { limits: { readonly [limit: string]: number } }): number =>
  2 * (4 + headerBytesMax) + limits.outputBytesMax!;

type Expected = Extract<ExpectedOutput, { kind: 'onnx' }>;

/** Maximum bytes of a runner's result: a header beside the child's output. */
export const countResultBytesMax = (expected: Expected): number =>
  4 + headerBytesMax + countOutputBytesMax(expected);

/** The form in which a request's output must come, to be kept until then. */
export function expectOutput(request: RunRequest): Expected {
  const { model, outputs, limits, faultsAs } = request;
  return {
    kind: 'onnx',
    ...{ outputs, rowCount: countRows(request), faultsAs },
    ...{ limits, modelHash: hashOf(model) },
  };
}

/** Reads a run's output: of a child that a hostile model may have taken over, or of another machine. */
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
 * The fault of a run that was stopped, or ended without a response.
 * @returns undefined where it ended by itself, so that its response counts
 */
function decideFault(end: ProcessEnd): RunFault | undefined {
  if (end.stoppedFor === 'output') return { code: 'output_too_large' };
  if (end.stoppedFor === 'time') return { code: 'model_timed_out' };
  if (end.stoppedFor === 'memory' || end.isMemoryKilled) return { code: 'model_out_of_memory' };
  if (end.stoppedFor === 'tasks') return { code: 'model_failed' };
  if (end.exitCode === 0) return undefined;
  if (end.exitCode === outOfProcessorTime || end.signal === 'SIGXCPU') return { code: 'model_timed_out' };
  // V8 and the C++ library print this before they abort; a forged message only changes the fault's code.
  if (/out of memory|bad_alloc|allocation failed/i.test(end.complaint))
    return { code: 'model_out_of_memory' };
  return { code: 'model_failed' };
}
