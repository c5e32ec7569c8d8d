import { totalmem } from 'node:os';

/** The machine's memory in bytes, or the container's limit if that is lower. */
export function readMemory(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
}
