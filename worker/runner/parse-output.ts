import { z } from 'zod';
import { ok, type Result, refuse } from '@/lib/core/result';
import { countValues, decodeTensor, headerBytesMax } from './child/tensor-frames.mjs';
import { childFaultCodes, type RunFault } from './run-limits';
import { type Tensor, tensorTypes, type WantedOutput } from './tensor';

/** A hostile model may have taken control of the child process, so its output is untrusted. */
const size = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const answerSchema = z.union([
  z.strictObject({
    outputs: z.array(
      z.strictObject({
        name: z.string(),
        type: z.enum(tensorTypes),
        shape: z.array(size).min(1).max(8),
        byteLength: size,
      }),
    ),
  }),
  z.strictObject({
    fault: z.strictObject({ code: z.enum(childFaultCodes), text: z.string().max(10_000).optional() }),
  }),
]);

export type RequestedOutput = {
  readonly outputs: readonly WantedOutput[];
  readonly rowCount: number;
  /** True if the runtime's error messages may be reported, which only public inputs allow. */
  readonly isTextWanted: boolean;
};

/**
 * Parses the child process's output: tensors as requested, each with a row for every item and finite numbers,
 * or the model's fault. @param bytes the whole output, whose length was already limited
 */
export function parseOutput(bytes: Buffer, requested: RequestedOutput): Result<Tensor[], RunFault> {
  const header = parseHeader(bytes);
  if (!header) return refuse({ code: 'output_malformed' });
  if ('fault' in header.said) {
    const { code, text } = header.said.fault;
    return refuse(requested.isTextWanted && text ? { code, text: printable(text) } : { code });
  }
  return parseOutputs(header.said.outputs, bytes.subarray(header.length), requested);
}

type Head = { name: string; type: Tensor['type']; shape: number[]; byteLength: number };

function parseOutputs(
  heads: readonly Head[],
  bytes: Buffer,
  requested: RequestedOutput,
): Result<Tensor[], RunFault> {
  const isAll =
    heads.map(({ name }) => name).join('\0') === requested.outputs.map(({ name }) => name).join('\0');
  if (!isAll || heads.length !== requested.outputs.length) return refuse({ code: 'output_malformed' });
  const tensors: Tensor[] = [];
  let at = 0;
  for (const [index, head] of heads.entries()) {
    const wanted = requested.outputs[index];
    if (head.type !== wanted?.type) return refuse({ code: 'output_type' });
    if (
      head.shape[0] !== requested.rowCount ||
      countValues(head) !== requested.rowCount * wanted.valuesPerRow
    )
      return refuse(
        withText(requested, 'output_shape', `The output ${head.name} is [${head.shape.join(', ')}].`),
      );
    const tensor = decode(head, bytes.subarray(at, at + head.byteLength));
    if (!tensor) return refuse({ code: 'output_malformed' });
    if (tensor.type === 'float32' && !tensor.values.every(Number.isFinite))
      return refuse({ code: 'output_not_finite' });
    tensors.push(tensor);
    at += head.byteLength;
  }
  return at === bytes.byteLength ? ok(tensors) : refuse({ code: 'output_malformed' });
}

const withText = (requested: RequestedOutput, code: RunFault['code'], text: string): RunFault =>
  requested.isTextWanted ? { code, text: printable(text) } : { code };

function parseHeader(bytes: Buffer) {
  if (bytes.byteLength < 4) return undefined;
  const length = 4 + bytes.readUInt32LE();
  if (length > 4 + headerBytesMax || length > bytes.byteLength) return undefined;
  try {
    const { data } = answerSchema.safeParse(JSON.parse(bytes.subarray(4, length).toString()));
    return data && { said: data, length };
  } catch {
    return undefined;
  }
}

function decode(head: Head, bytes: Buffer): Tensor | undefined {
  if (bytes.byteLength !== head.byteLength) return undefined;
  try {
    return decodeTensor(head, bytes);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const textLengthMax = 4_000;

/** Removes characters that a terminal or a page might interpret. */
const printable = (text: string): string =>
  text
    .slice(0, textLengthMax)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
