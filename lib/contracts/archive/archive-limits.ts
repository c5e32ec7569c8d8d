import type { ArchiveFiles } from '@/lib/core/commitment/archive';
import { openZipReader, type ZipSource } from '@/lib/core/files/zip-reader';
import { predictionsBytesMax } from '@/lib/core/submission/parse-predictions';

/** The reason why an archive can't be verified, as a message for the user. */
export class ArchiveUnreadable extends Error {}

/**
 * Maximum size of an archive's file in bytes; `archive.json` becomes a single string, whose length JavaScript engines limit.
 */
export const archiveBytesMax = 512 * 1024 * 1024;

/**
 * Maximum compression ratio of a file in a zip, beyond ten megabytes: every item of an archive contains 64 random bytes,
 * which can't be compressed.
 */
const ratioMax = 100;

const smallBytes = 10_000_000;

/** Maximum decompressed size of a file in a zip, by its compressed size. */
const countUnpackedMax = (packedBytes: number, bytesMax: number): number =>
  Math.min(bytesMax, Math.max(smallBytes, ratioMax * packedBytes));

export const bytesMaxOf = (path: string): number =>
  path.startsWith('predictions/') ? predictionsBytesMax : archiveBytesMax;

/** Maximum number of JSON values in an uncompressed archive. */
const valuesMax = 40_000_000;

/**
 * Maximum number of JSON values in a compressed archive, in addition to one per compressed byte: honest values take more
 * than a byte each.
 */
const smallValues = 1_000_000;

/**
 * Refuses an `archive.json` with too many values, before they are parsed: `[],[],…` takes ten times its bytes in memory, and
 * a thousand times its compressed bytes.
 * @param packedBytes compressed size of the file in a zip; null for an uncompressed file
 * @throws ArchiveUnreadable
 */
export function requireModestJson(bytes: Uint8Array, packedBytes: number | null): void {
  const most = packedBytes === null ? valuesMax : Math.min(valuesMax, smallValues + packedBytes);
  if (countJsonValues(bytes, most) > most)
    throw new ArchiveUnreadable(
      `archive.json has more than ${most} values, which no archive of its size has`,
    );
}

const [quote, backslash, comma, openBracket, openBrace] = [0x22, 0x5c, 0x2c, 0x5b, 0x7b];

/** Counts JSON values approximately: one for each list or object, and one for each comma. Stops just above `most`. */
function countJsonValues(bytes: Uint8Array, most: number): number {
  let count = 0;
  let isText = false;
  for (let at = 0; at < bytes.length && count <= most; at++) {
    const byte = bytes[at];
    if (isText) {
      if (byte === backslash) at++;
      else if (byte === quote) isText = false;
    } else if (byte === quote) isText = true;
    else if (byte === comma || byte === openBracket || byte === openBrace) count++;
  }
  return count;
}

/**
 * Opens the zip of a whole archive. Files are decompressed one by one when they are read, up to their limits. `archiveBytes`
 * is null if the zip contains no archive.json.
 * @throws ZipUnreadable, ArchiveUnreadable
 */
export async function openArchiveZip(
  source: ZipSource,
): Promise<{ archiveBytes: Uint8Array | null; files: Omit<ArchiveFiles, 'listed'> }> {
  const zip = await openZipReader(source);
  const read = (name: string) => zip.read(name, countUnpackedMax(zip.packedBytesOf(name), bytesMaxOf(name)));
  const archiveBytes = await read('archive.json');
  if (archiveBytes !== null) requireModestJson(archiveBytes, zip.packedBytesOf('archive.json'));
  return {
    archiveBytes,
    files: { listNames: async () => zip.names, irregularities: zip.irregularities, read },
  };
}
