/** Where each id of a test set stands. Every column about the items of a round is in this order. */
export type ItemIndex = {
  /** In NFC, sorted by UTF-16 code unit. */
  readonly ids: readonly string[];
  readonly size: number;
  /** The position of an id in any Unicode normalisation, or undefined. */
  find(id: string): number | undefined;
};

/**
 * The index of a test set's ids. The order of `ids` doesn't matter, so that any two processes that hold the same test set
 * agree on every position. Throws when two ids are equal in NFC: the reader of test sets refuses such a file.
 */
export function createItemIndex(ids: Iterable<string>): ItemIndex {
  const sorted = Array.from(ids, (id) => id.normalize('NFC')).sort();
  const positions = new Map<string, number>();
  sorted.forEach((id, position) => {
    positions.set(id, position);
  });
  if (positions.size !== sorted.length) throw new Error('two items of a test set have the same id');
  return {
    ids: sorted,
    size: sorted.length,
    // All keys are in NFC, so a plain hit is right and the slower normalisation is for misses only.
    find: (id) => positions.get(id) ?? positions.get(id.normalize('NFC')),
  };
}
