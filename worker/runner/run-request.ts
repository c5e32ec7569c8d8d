import { z } from 'zod';
import { decodeTensor, encodeHeader, encodeValues, headerBytesMax } from './child/tensor-frames.mjs';
import type { RunLimits } from './run-limits';
import { type Tensor, tensorTypes, type WantedOutput } from './tensor';

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

export function countRows({ inputs }: RunRequest): number {
  const rowCount = inputs[0]?.shape[0] ?? 0;
  if (rowCount < 1 || inputs.some(({ shape }) => shape[0] !== rowCount))
    throw new Error('inputs of one row at least, and of as many each');
  return rowCount;
}

/** A request for the child that runs the model, or for a runner on another machine: a header, the model, the tensors' values. */
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

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const headerSchema = z.looseObject({
  modelBytes: count,
  isTextWanted: z.boolean(),
  inputs: z.array(
    z.strictObject({ name: z.string(), type: z.enum(tensorTypes), shape: z.array(count), byteLength: count }),
  ),
  outputs: z.array(z.strictObject({ name: z.string(), type: z.enum(tensorTypes), valuesPerRow: count })),
  limits: z.strictObject({
    memoryBytesMax: count,
    wallMsMax: count,
    outputBytesMax: count,
    tasksMax: count,
    processorWeight: count,
    batchRows: count,
  } satisfies Record<keyof RunLimits, z.ZodType>),
});

/** The inverse, on a runner. @throws where the bytes are no request */
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

/** A request for a runner on another machine, with the age recipient to which the result is encrypted. */
export const encodeWork = ({ recipient, request }: RunWork): Uint8Array[] => [
  encodeHeader({ recipient }),
  ...encodeRequest(request),
];

export type RunWork = { readonly recipient: string; readonly request: RunRequest };

const workSchema = z.strictObject({ recipient: z.string().startsWith('age1') });

/** The inverse. @throws where the bytes are no work */
export function decodeWork(bytes: Uint8Array): RunWork {
  const { header, length } = decodeHeader(bytes);
  return { ...workSchema.parse(header), request: decodeRequest(bytes.subarray(length)) };
}

/** A header as `encodeHeader` writes it, and the number of bytes with its length. @throws where the bytes begin with none */
export function decodeHeader(bytes: Uint8Array): { header: unknown; length: number } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = buffer.byteLength < 4 ? 0 : 4 + buffer.readUInt32LE();
  if (length === 0 || length > 4 + headerBytesMax || length > buffer.byteLength)
    throw new RangeError('the header is cut off');
  return { header: JSON.parse(buffer.subarray(4, length).toString()), length };
}
