import { z } from 'zod';
import { headerBytesMax } from './child/tensor-frames.mjs';
import type { RunLimits } from './run-limits';

/** A non-negative integer in a header, which comes from another machine. */
export const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export const runLimitFields = {
  memoryBytesMax: count,
  wallMsMax: count,
  outputBytesMax: count,
  tasksMax: count,
  processorWeight: count,
  batchRows: count,
} satisfies Record<keyof RunLimits, z.ZodType>;

/**
 * Decodes a header that `encodeHeader` wrote. @returns the header, and the number of bytes that it takes with
 * its length @throws where the bytes don't begin with a header
 */
export function decodeHeader(bytes: Uint8Array): { header: unknown; length: number } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = buffer.byteLength < 4 ? 0 : 4 + buffer.readUInt32LE();
  if (length === 0 || length > 4 + headerBytesMax || length > buffer.byteLength)
    throw new RangeError('the header is cut off');
  return { header: JSON.parse(buffer.subarray(4, length).toString()), length };
}
