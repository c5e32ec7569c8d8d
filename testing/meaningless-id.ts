import { mixBits } from '@/lib/core/round/checks/hash-text';

/** An id, another for each number, of which neither order nor characters tell the number: a check would find labels by them. */
export const meaninglessId = (i: number): string =>
  mixBits(i + 1)
    .toString(16)
    .padStart(8, '0');
