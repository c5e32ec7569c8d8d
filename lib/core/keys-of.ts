/** The keys of a record that has exactly those of its type, in their order. */
export const keysOf = <K extends string>(record: Readonly<Partial<Record<K, unknown>>>): K[] =>
  // `Object.keys` returns texts, since an object may have more keys than its type has.
  Object.keys(record) as K[];
