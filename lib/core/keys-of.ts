/** Lists the keys of a record in their order. The record must have exactly the keys of its type. */
export const keysOf = <K extends string>(record: Readonly<Partial<Record<K, unknown>>>): K[] =>
  // `Object.keys` has the type string[], since an object may have more keys than its type.
  Object.keys(record) as K[];
