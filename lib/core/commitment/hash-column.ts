/** One hash of 32 bytes an item, one after the other: a million items take 32 MB instead of a million objects. */
export type HashColumn = Uint8Array;

export const hashLengthBytes = 32;

export const createHashColumn = (count: number): HashColumn => new Uint8Array(count * hashLengthBytes);

export const hashCountOf = (column: HashColumn): number => column.length / hashLengthBytes;

/** The hash at a position, a view of the column. */
export const hashAt = (column: HashColumn, position: number): Uint8Array =>
  column.subarray(position * hashLengthBytes, (position + 1) * hashLengthBytes);

/** Writes hashes that follow one another. Throws RangeError when one isn't 32 bytes long or there is no room for it. */
export function setHashes(column: HashColumn, positionFirst: number, hashes: readonly Uint8Array[]): void {
  for (const [i, hash] of hashes.entries()) {
    if (hash.length !== hashLengthBytes) throw new RangeError(`a hash of ${hash.length} bytes`);
    column.set(hash, (positionFirst + i) * hashLengthBytes);
  }
}
