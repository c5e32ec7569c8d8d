import { type BandTable, bucketSizeMax, createBandTable } from './band-table';
import { type FingerprintRecords, recordWords, signatureAt } from './fingerprint-record';
import type { HashIndex } from './hash-index';
import { isNear, signatureWords } from './min-hash';

const rememberedMax = 8;
/** Up to so many distinct inputs all 16 tables are kept, 400 bytes for each; beyond they are refilled for every round. */
const keptGroupsMax = 250_000;

export type NearSearch = {
  /**
   * For each group how many items of other groups are near to it. Exact up to eight groups; where inputs crowd, it can be
   * too high (a pair found in several bands) or too low (see `createBandTable`).
   */
  countNeighbours(): Uint32Array;
  /**
   * Marks in `hits` each group that some of the records is near to. A record whose input equals a group's is looked up
   * once only.
   */
  markNear(records: FingerprintRecords, groupOfRecord: Int32Array, hits: Uint8Array): void;
};

/**
 * Looks for near duplicates of a set's distinct inputs. Within the set and against another the procedure is the same, so
 * that what it misses is missed in both, and the one tells what to expect of the other.
 */
export function createNearSearch(
  own: FingerprintRecords,
  { firsts, sizes, groupCount }: HashIndex,
): NearSearch {
  const keptTables: BandTable[] = [];
  const sharedTable = groupCount > keptGroupsMax ? createBandTable(groupCount) : null;

  function tableOf(band: number): BandTable {
    const kept = keptTables[band];
    if (kept !== undefined) return kept;
    const table = sharedTable ?? createBandTable(groupCount);
    table.build(own, firsts, band);
    if (sharedTable === null) keptTables[band] = table;
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
 * The same pair comes up in many bands. The first neighbours of each group are remembered, as their number plus one.
 * @returns false when this one is already
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
