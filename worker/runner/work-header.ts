import { z } from 'zod';
import { headerBytesMax } from './child/tensor-frames.mjs';
import type { RunLimits } from './run-limits';

/** Numbers of a header, which comes from another machine. */
export const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export const runLimitFields = {
  memoryBytesMax: count,
  wallMsMax: count,
  outputBytesMax: count,
  tasksMax: count,
  processorWeight: count,
  batchRows: count,
} satisfies Record<keyof RunLimits, z.ZodType>;

/** A header as `encodeHeader` writes it, and the number of bytes with its length. @throws where the bytes begin with none */
export function decodeHeader(bytes: Uint8Array): { header: unknown; length: number } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = buffer.byteLength < 4 ? 0 : 4 + buffer.readUInt32LE();
  if (length === 0 || length > 4 + headerBytesMax || length > buffer.byteLength)
    throw new RangeError('the header is cut off');
  return { header: JSON.parse(buffer.subarray(4, length).toString()), length };
}
