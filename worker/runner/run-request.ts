import { z } from 'zod';
import { artefactKinds } from '@/lib/core/benchmark';
import { decodeTensor, encodeHeader, encodeValues } from './child/tensor-frames.mjs';
import {
  type ContainerWork,
  decodeContainerWork,
  decodeTrainWork,
  encodeContainerWork,
  encodeTrainWork,
  type TrainWork,
} from './container/container-work';
import type { RunLimits } from './run-limits';
import { type Tensor, tensorTypes, type WantedOutput } from './tensor';
import { count, decodeHeader, runLimitFields } from './work-header';

export type RunRequest = {
  /** An ONNX file that passed the check. */
  readonly model: Uint8Array;
  /** Input tensors, at least one. Each has a row for every item, all in the same order of items. */
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly WantedOutput[];
  readonly limits: RunLimits;
  /**
   * `texts` reports the runtime's error messages, which can quote inputs: only where every input is public.
   * `codes` reports only the fault's code.
   */
  readonly faultsAs: 'codes' | 'texts';
};

export function countRows({ inputs }: RunRequest): number {
  const rowCount = inputs[0]?.shape[0] ?? 0;
  if (rowCount < 1 || inputs.some(({ shape }) => shape[0] !== rowCount))
    throw new Error('inputs of one row at least, and of as many each');
  return rowCount;
}

/**
 * Encodes a request for the child process that runs the model, or for a runner on another machine: a header,
 * the model, the tensors' values.
 */
export function encodeRequest(request: RunRequest): Uint8Array[] {
  const payloads = request.inputs.map(encodeValues);
  const { model, inputs, outputs, limits } = request;
  const header = encodeHeader({
    modelBytes: model.byteLength,
    rowCount: countRows(request),
    batchRows: limits.batchRows,
    outputBytesMax: limits.outputBytesMax,
    isTextWanted: request.faultsAs === 'texts',
    inputs: inputs.map(({ name, type, shape }, index) => ({
      ...{ name, type, shape },
      byteLength: payloads[index]!.byteLength,
    })),
    outputs,
    limits,
  });
  return [header, model, ...payloads];
}

const headerSchema = z.looseObject({
  modelBytes: count,
  isTextWanted: z.boolean(),
  inputs: z.array(
    z.strictObject({ name: z.string(), type: z.enum(tensorTypes), shape: z.array(count), byteLength: count }),
  ),
  outputs: z.array(z.strictObject({ name: z.string(), type: z.enum(tensorTypes), valuesPerRow: count })),
  limits: z.strictObject(runLimitFields),
});

/** Decodes on a runner the request that `encodeRequest` encoded. @throws where the bytes are no request */
function decodeRequest(bytes: Uint8Array): RunRequest {
  const { header, length } = decodeHeader(bytes);
  const { modelBytes, isTextWanted, inputs, outputs, limits } = headerSchema.parse(header);
  let at = length;
  const take = (byteLength: number): Uint8Array => {
    at += byteLength;
    if (at > bytes.byteLength) throw new RangeError('the request is cut off');
    return bytes.subarray(at - byteLength, at);
  };
  const model = take(modelBytes);
  const tensors = inputs.map((head) => decodeTensor(head, take(head.byteLength)));
  if (at !== bytes.byteLength) throw new RangeError('the request is too long');
  return { model, inputs: tensors, outputs, limits, faultsAs: isTextWanted ? 'texts' : 'codes' };
}

/**
 * Work for a runner on another machine: a request, and the age recipient (the scorer) to which the runner
 * encrypts the result.
 */
export type RunWork = {
  readonly recipient: string;
  readonly request: RunRequest | ContainerWork | TrainWork;
};

/** Encodes work for `decodeWork`. */
export function encodeWork({ recipient, request }: RunWork): Uint8Array[] {
  if (!('artefact' in request)) return [encodeHeader({ recipient, kind: 'onnx' }), ...encodeRequest(request)];
  return 'versionId' in request
    ? [encodeHeader({ recipient, kind: 'training' }), ...encodeTrainWork(request)]
    : [encodeHeader({ recipient, kind: 'container' }), ...encodeContainerWork(request)];
}

const workSchema = z.strictObject({
  recipient: z.string().startsWith('age1'),
  kind: z.enum([...artefactKinds, 'training']),
});

export type DecodedWork = { readonly recipient: string } & (
  | { readonly kind: 'onnx'; readonly request: RunRequest }
  | { readonly kind: 'container'; readonly request: ContainerWork }
  | { readonly kind: 'training'; readonly request: TrainWork }
);

/** @throws where the bytes aren't encoded work */
export function decodeWork(bytes: Uint8Array): DecodedWork {
  const { header, length } = decodeHeader(bytes);
  const { recipient, kind } = workSchema.parse(header);
  const rest = bytes.subarray(length);
  switch (kind) {
    case 'onnx':
      return { recipient, kind, request: decodeRequest(rest) };
    case 'container':
      return { recipient, kind, request: decodeContainerWork(rest) };
    case 'training':
      return { recipient, kind, request: decodeTrainWork(rest) };
  }
}
