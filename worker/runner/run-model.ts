import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ok, type Result, refuse } from '@/lib/core/result';
import { encodeHeader, encodeValues, headerBytesMax } from './child/tensor-frames.mjs';
import { parseOutput } from './parse-output';
import type { RunFault, RunLimits } from './run-limits';
import { type Runner, startChild } from './runner';
import { gatherOutput, type ProcessEnd, type SandboxedProcess } from './sandboxed-process';
import type { Tensor, WantedOutput } from './tensor';

/** SIGXCPU behind bubblewrap: 128 and the signal's number. */
const outOfProcessorTime = 128 + 24;

export type RunRequest = {
  /** An ONNX file that has been checked. */
  readonly model: Uint8Array;
  /** The input tensors, at least one, each with a row for every item, in the same order of items. */
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly WantedOutput[];
  readonly limits: RunLimits;
  /**
   * `texts` passes on the runtime's own words, which can quote inputs: only where every input is public. `codes` reports only the
   * fault.
   */
  readonly faultsAs: 'codes' | 'texts';
};

/** Runtime and limits of the outputs; to be stored with them. */
export type RunRecord = {
  readonly runtime: 'onnxruntime-node' | 'onnxruntime-web';
  readonly runtimeVersion: string;
  readonly node: string;
  readonly architecture: string;
  readonly limits: RunLimits;
  /** SHA-256, in hex. */
  readonly modelHash: string;
  /** Hash over the frames of all outputs, in the requested order. As secret as they are. */
  readonly outputsHash: string;
};

type RunOutputs = { readonly outputs: readonly Tensor[]; readonly record: RunRecord };

/**
 * Runs an untrusted model on hidden inputs, in a process of its own that has ended when this returns. The same request gives the
 * same bits.
 *
 * @returns the requested outputs, in the requested order, each with a row for every item and finite numbers; or the model's fault
 * @throws where the sandbox itself doesn't start: nothing has been sent to it then, and it may be tried again
 */
export async function runModel(request: RunRequest, runner: Runner): Promise<Result<RunOutputs, RunFault>> {
  const rowCount = request.inputs[0]?.shape[0] ?? 0;
  if (rowCount < 1 || request.inputs.some(({ shape }) => shape[0] !== rowCount))
    throw new Error('inputs of one row at least, and of as many each');
  const child = await startChild(runner, request.limits);
  const output = gatherOutput(child, 2 * (4 + headerBytesMax) + request.limits.outputBytesMax);
  const hello = await output.header;
  if (hello === undefined) throw new Error(`the sandbox did not start: ${(await child.ended).complaint}`);
  sendRequest(child, request, rowCount);
  const end = await child.ended;
  const fault = decideFault(end);
  if (fault) return refuse(fault);
  const isTextWanted = request.faultsAs === 'texts';
  const bytes = output.rest();
  const outputs = parseOutput(bytes, { outputs: request.outputs, rowCount, isTextWanted });
  if (!outputs.ok) return outputs;
  const record = { ...helloSchema.parse(hello), ...recordOf(request), outputsHash: hashOf(bytes) };
  return ok({ outputs: outputs.value, record });
}

/** Written by trusted code, before any untrusted code is loaded. */
const helloSchema = z.strictObject({
  runtime: z.enum(['onnxruntime-node', 'onnxruntime-web']),
  runtimeVersion: z.string(),
  node: z.string(),
});

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const recordOf = ({ model, limits }: RunRequest) => ({
  architecture: process.arch,
  limits,
  modelHash: hashOf(model),
});

/** Data for a process that has ended is dropped. */
function sendRequest({ input }: SandboxedProcess, request: RunRequest, rowCount: number): void {
  const payloads = request.inputs.map(encodeValues);
  const { model, inputs, outputs, limits } = request;
  input.write(
    encodeHeader({
      modelBytes: model.byteLength,
      rowCount,
      batchRows: limits.batchRows,
      outputBytesMax: limits.outputBytesMax,
      isTextWanted: request.faultsAs === 'texts',
      inputs: inputs.map(({ name, type, shape }, index) => ({
        name,
        type,
        shape,
        byteLength: payloads[index]?.byteLength,
      })),
      outputs: outputs.map(({ name, type }) => ({ name, type })),
    }),
  );
  for (const bytes of [model, ...payloads]) input.write(bytes);
  input.end();
}

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
