import { hashText } from '@/lib/core/round/checks/hash-text';

/** Lines in a fixed order that reveals nothing of them. */
export const shuffleRows = (rows: readonly string[]): string[] =>
  rows
    .map((row) => ({ row, place: hashText(row)[0] }))
    .sort((a, b) => a.place - b.place)
    .map(({ row }) => row);
