import type { ArchiveFiles } from '@/lib/core/commitment/archive';
import { openZipReader, type ZipSource } from '@/lib/core/files/zip-reader';
import { predictionsBytesMax } from '@/lib/core/submission/parse-predictions';

/** The reason why an archive can't be verified, as a message for the reader. */
export class ArchiveUnreadable extends Error {}

/** Maximum bytes of an archive's file; `archive.json` is a text, limited by the engine's longest string. */
export const archiveBytesMax = 512 * 1024 * 1024;

/**
 * Limit of an entry's compression ratio, beyond ten megabytes: every item of an archive has 64 random bytes, which don't
 * compress.
 */
const ratioMax = 100;

const smallBytes = 10_000_000;

/** Decompressed bytes that an entry of so many compressed bytes may have. */
const countUnpackedMax = (packedBytes: number, bytesMax: number): number =>
  Math.min(bytesMax, Math.max(smallBytes, ratioMax * packedBytes));

export const bytesMaxOf = (path: string): number =>
  path.startsWith('predictions/') ? predictionsBytesMax : archiveBytesMax;

/** Limit of values in an uncompressed archive. */
const valuesMax = 40_000_000;

/** Limit of values in a compressed one, beyond a million: a compressed value has more than a byte. */
const smallValues = 1_000_000;

/**
 * Refuses an `archive.json` with too many values, before they are parsed: `[],[],…` takes ten times its bytes in memory, and a
 * thousand times its compressed ones.
 * @param packedBytes of the entry of a zip; null for a plain file
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

/** Approximate number of values: one for each list or object, and for each comma. Stops just above `most`. */
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
 * Opens the zip of a whole archive. Files are decompressed one by one on demand, up to their limits. `archiveBytes` is null if there
 * is no archive.json.
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
