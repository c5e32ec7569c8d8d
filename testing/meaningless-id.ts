import { mixBits } from '@/lib/core/round/checks/hash-text';

/** A unique id per number, whose order and characters don't reveal the number: the check would find labels by them. */
export const meaninglessId = (i: number): string =>
  mixBits(i + 1)
    .toString(16)
    .padStart(8, '0');
