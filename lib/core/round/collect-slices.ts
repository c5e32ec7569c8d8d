import type { ItemSlices } from './slice-columns';

/** A slice column of a test set. */
export type SliceValues = {
  /** Without the prefix. */
  readonly name: string;
  /** At most 50, by first appearance. */
  readonly values: readonly string[];
  /** The index in `values` of each item's value. */
  readonly indices: Uint8Array;
};

export type SliceCollector = {
  /** Takes the next item of the file. */
  add(slices: ItemSlices | undefined): void;
  /** The columns by name; none where the test set has none. */
  finish(): readonly SliceValues[];
};

/** Gathers the slice columns of a test set while it is read: a byte for each value. */
export function createSliceCollector(): SliceCollector {
  const columns = new Map<string, { indexOf: Map<string, number>; indices: number[] }>();
  return {
    add(slices) {
      for (const name in slices) {
        const column = columns.get(name) ?? { indexOf: new Map<string, number>(), indices: [] };
        columns.set(name, column);
        const value = slices[name]!;
        const index = column.indexOf.get(value) ?? column.indexOf.size;
        column.indexOf.set(value, index);
        column.indices.push(index);
      }
    },
    finish: () =>
      [...columns].map(([name, { indexOf, indices }]) => ({
        name,
        values: [...indexOf.keys()],
        indices: Uint8Array.from(indices),
      })),
  };
}
