import { totalmem } from 'node:os';

/** The machine's memory in bytes, or a container's limit. */
export function readMemory(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
}
