import { countRecords, type FingerprintRecords, recordWords } from './fingerprint-record';

/** The distinct 64-bit hashes of a column of records, as groups numbered in the order of their first record. */
export type HashIndex = {
  readonly groupCount: number;
  /** The group of each record. */
  readonly groupOf: Uint32Array;
  /** Number of records in each group. */
  readonly sizes: Uint32Array;
  /** The first record of each group. */
  readonly firsts: Uint32Array;
  /** The group of a hash, or -1. */
  find(low: number, high: number): number;
};

/**
 * Groups records by the hash at `column`, by open addressing with linear probing, at most half full: 12 to 24 bytes a
 * record.
 */
export function createHashIndex(records: FingerprintRecords, column: number): HashIndex {
  const count = countRecords(records);
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * count + 2)));
  const mask = slots.length - 1;
  const groupOf = new Uint32Array(count);
  const firsts = new Uint32Array(count);
  const sizes = new Uint32Array(count);
  let groupCount = 0;

  /** The slot with the hash, or the free slot for it. */
  function locate(low: number, high: number): number {
    for (let slot = high & mask; ; slot = (slot + 1) & mask) {
      const group = slots[slot]!;
      if (group === 0) return slot;
      const at = firsts[group - 1]! * recordWords + column;
      if (records[at] === low && records[at + 1] === high) return slot;
    }
  }

  for (let i = 0; i < count; i++) {
    const at = i * recordWords + column;
    const slot = locate(records[at]!, records[at + 1]!);
    if (slots[slot] === 0) {
      firsts[groupCount] = i;
      groupCount++;
      slots[slot] = groupCount;
    }
    const group = slots[slot]! - 1;
    groupOf[i] = group;
    sizes[group]!++;
  }

  return {
    groupCount,
    groupOf,
    sizes: sizes.slice(0, groupCount),
    firsts: firsts.slice(0, groupCount),
    find: (low, high) => slots[locate(low, high)]! - 1,
  };
}
