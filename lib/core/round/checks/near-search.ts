import { type FingerprintRecords, type HashIndex, recordWords, signatureAt } from './fingerprint-record';
import { isNear, mixBits, signatureWords } from './hash-text';

const rememberedMax = 8;

/**
 * Maximum number of distinct inputs for which all 16 hash tables are kept in memory (400 bytes per input). For more inputs
 * the tables are filled again for every round.
 */
const cachedGroupsMax = 250_000;

export type NearSearch = {
  /**
   * Counts for each group (of equal inputs) the items of other groups that are nearly equal. Exact up to eight groups. In
   * dense inputs the number can be too high (a pair found in several bands) or too low (see `createBandTable`).
   */
  countNeighbours(): Uint32Array;
  /**
   * Sets `hits` to 1 for each group that is nearly equal to one of the records. A record whose input equals a group's input
   * is compared only once.
   */
  markNear(records: FingerprintRecords, groupOfRecord: Int32Array, hits: Uint8Array): void;
};

/**
 * Makes a search for near duplicates of a set's distinct inputs. The same algorithm searches within the set and in another
 * set, so both searches miss the same share of pairs, and the result of one predicts that of the other.
 */
export function createNearSearch(
  own: FingerprintRecords,
  { firsts, sizes, groupCount }: HashIndex,
): NearSearch {
  const cachedTables: BandTable[] = [];
  const sharedTable = groupCount > cachedGroupsMax ? createBandTable(groupCount) : null;

  function tableOf(band: number): BandTable {
    const cached = cachedTables[band];
    if (cached !== undefined) return cached;
    const table = sharedTable ?? createBandTable(groupCount);
    table.build(own, firsts, band);
    if (sharedTable === null) cachedTables[band] = table;
    return table;
  }

  const signatureOf = (group: number): number => firsts[group]! * recordWords + signatureAt;

  return {
    countNeighbours() {
      const counts = new Uint32Array(groupCount);
      const remembered = new Uint32Array(groupCount * rememberedMax);
      for (let band = 0; band < signatureWords; band++) {
        const table = tableOf(band);
        for (let group = 0; group < groupCount; group++) {
          const at = firsts[group]! * recordWords;
          let left = bucketSizeMax + 1;
          for (let other = table.first(own, at); other >= 0 && left > 0; other = table.next(other)) {
            left--;
            if (other === group || !isNear(own, at + signatureAt, own, signatureOf(other))) continue;
            if (remember(remembered, other, group)) counts[other]! += sizes[group]!;
          }
        }
      }
      return counts;
    },
    markNear(records, groupOfRecord, hits) {
      const lastSeen = new Uint8Array(groupCount);
      for (let band = 0; band < signatureWords; band++) {
        const table = tableOf(band);
        lastSeen.fill(0);
        for (let i = 0; i < groupOfRecord.length; i++) {
          const equal = groupOfRecord[i]!;
          if (equal >= 0) {
            if (lastSeen[equal] === 1) continue;
            lastSeen[equal] = 1;
          }
          const at = i * recordWords;
          let left = bucketSizeMax + 1;
          for (let group = table.first(records, at); group >= 0 && left > 0; group = table.next(group)) {
            left--;
            if (hits[group] === 1) continue;
            if (isNear(records, at + signatureAt, own, signatureOf(group))) hits[group] = 1;
          }
        }
      }
    },
  };
}

/**
 * Stores the first neighbours of each group, as their index plus one, since the same pair is found in many bands.
 * @returns false if the neighbour is stored already
 */
function remember(remembered: Uint32Array, group: number, neighbour: number): boolean {
  const end = (group + 1) * rememberedMax;
  for (let at = group * rememberedMax; at < end; at++) {
    if (remembered[at] === neighbour + 1) return false;
    if (remembered[at] !== 0) continue;
    remembered[at] = neighbour + 1;
    return true;
  }
  return true;
}

/**
 * Maximum number of records in a bucket of the hash table. A larger bucket is divided by four more values of the signature.
 * In a bucket that can't be divided further, only this many records are compared.
 */
export const bucketSizeMax = 4;

/** Number of levels of a band: 4, 8 and 12 values of the signature. */
const levelCount = 3;

const countMax = 255;

export type BandTable = {
  /** Fills the table with band `band` of the records at `positions`. */
  build(records: FingerprintRecords, positions: Uint32Array, band: number): void;
  /**
   * Index in `positions` of the first record in the bucket to which the record at `offset` belongs, or -1. Records in one
   * bucket have equal bands, except for hash collisions.
   */
  first(records: FingerprintRecords, offset: number): number;
  /** Index in `positions` of the next record of the same bucket, or -1. */
  next(place: number): number;
};

/**
 * Makes the hash table for one band of locality-sensitive hashing (Indyk & Motwani 1998): 16 bands of 4 consecutive values
 * each are searched one after the other. All bands miss a pair of similarity .9 with probability (1 − .9⁴)¹⁶ = 4e-8.
 *
 * Texts made from one template, or rows of few distinct values, have whole bands in common. So a bucket of more than 4
 * records is split by the 4 values that follow (cyclically), and once more by the next 4. The caller limits the comparisons
 * in buckets that remain large. If all bands have 12 values, a pair of similarity .9 is missed with a probability of about 2
 * %.
 *
 * Memory: one table of 9 bytes per slot and 4 bytes per record, refilled for every band.
 */
export function createBandTable(capacity: number): BandTable {
  // A record has a key of its own only at the deepest level. At higher levels it shares its key with at least 4 other
  // records.
  const slotCount = 2 ** Math.ceil(Math.log2(1.5 * (1.5 * capacity + 2)));
  const keys = new Uint32Array(slotCount);
  const heads = new Uint32Array(slotCount);
  const counts = new Uint8Array(slotCount);
  const nexts = new Uint32Array(capacity);
  const buckets: Buckets = { keys, counts, mask: slotCount - 1, band: 0 };

  return {
    build(records, positions, band) {
      buckets.band = band;
      counts.fill(0);
      heads.fill(0);
      let hasFull = true;
      for (let level = 0; level < levelCount && hasFull; level++)
        hasFull = countLevel(buckets, records, positions, level);
      for (let place = 0; place < positions.length; place++) {
        const slot = descend(buckets, records, positions[place]! * recordWords, levelCount);
        nexts[place] = heads[slot]!;
        heads[slot] = place + 1;
      }
    },
    first: (records, offset) => heads[descend(buckets, records, offset, levelCount)]! - 1,
    next: (place) => nexts[place]! - 1,
  };
}

/** Number of records with each key of a band on every level, in a hash table with open addressing and linear probing. */
type Buckets = {
  readonly keys: Uint32Array;
  readonly counts: Uint8Array;
  readonly mask: number;
  band: number;
};

/**
 * Counts the records of buckets that are too large on the level above.
 * @returns true if a bucket of this level is too large as well
 */
function countLevel(
  buckets: Buckets,
  records: FingerprintRecords,
  positions: Uint32Array,
  level: number,
): boolean {
  const { keys, counts } = buckets;
  let hasFull = false;
  for (let place = 0; place < positions.length; place++) {
    const offset = positions[place]! * recordWords;
    if (level > 0 && counts[descend(buckets, records, offset, level)]! <= bucketSizeMax) continue;
    const key = computeKey(records, offset, level, buckets.band);
    const slot = locate(buckets, key);
    keys[slot] = key;
    if (counts[slot]! < countMax) counts[slot]!++;
    if (counts[slot]! > bucketSizeMax) hasFull = true;
  }
  return hasFull;
}

function locate({ keys, counts, mask }: Buckets, key: number): number {
  for (let slot = key & mask; ; slot = (slot + 1) & mask) {
    if (counts[slot] === 0 || keys[slot] === key) return slot;
  }
}

function computeKey(records: FingerprintRecords, offset: number, level: number, band: number): number {
  let key = level;
  for (let k = 0; k <= level; k++) {
    const word = records[offset + signatureAt + ((band + k) & (signatureWords - 1))]!;
    key = mixBits(Math.imul(key, 0x9e3779b1) ^ word);
  }
  return key;
}

/**
 * Finds the slot of the bucket on the first level, before `levelEnd`, where the bucket is small enough; else on the last
 * level.
 */
function descend(buckets: Buckets, records: FingerprintRecords, offset: number, levelEnd: number): number {
  let slot = 0;
  for (let level = 0; level < levelEnd; level++) {
    slot = locate(buckets, computeKey(records, offset, level, buckets.band));
    if (buckets.counts[slot]! <= bucketSizeMax) return slot;
  }
  return slot;
}
