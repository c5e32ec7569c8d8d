/** The keys of a record that has no others than its type says, in their order. */
export const keysOf = <K extends string>(record: Readonly<Partial<Record<K, unknown>>>): K[] =>
  // `Object.keys` gives texts, since an object may have more keys than its type knows.
  Object.keys(record) as K[];
