import { ArchiveUnreadable } from './opened-archive';

/** Bytes of a file of an archive at the most; `archive.json` is a text, of which the engine takes no longer one. */
export const archiveBytesMax = 512 * 1024 * 1024;
export const sumsBytesMax = 16 * 1024 * 1024;

/**
 * How much larger an entry of a zip may be than it is packed, beyond ten megabytes: every item of an archive has 64 random bytes,
 * which don't pack.
 */
const ratioMax = 100;
const smallBytes = 10_000_000;

/** What an entry of so many packed bytes may unpack to. */
export const countUnpackedMax = (packedBytes: number, bytesMax: number): number =>
  Math.min(bytesMax, Math.max(smallBytes, ratioMax * packedBytes));

/** Collects bytes while they keep to a bound. @throws ArchiveUnreadable at the first piece beyond it */
export async function collectBytes(
  pieces: AsyncIterable<Uint8Array>,
  bytesMax: number,
  what: string,
): Promise<Uint8Array> {
  const collected: Uint8Array[] = [];
  let byteCount = 0;
  for await (const piece of pieces) {
    byteCount += piece.length;
    if (byteCount > bytesMax)
      throw new ArchiveUnreadable(
        `${what} has more than ${bytesMax} bytes, which no archive of its size has`,
      );
    collected.push(piece);
  }
  return Buffer.concat(collected, byteCount);
}

/** Values of an archive that isn't packed. */
const valuesMax = 40_000_000;
/** Of one that is, beyond a million: a packed value has more than a byte. */
const smallValues = 1_000_000;

/**
 * Refuses an `archive.json` of more values than it may have, before they are made: `[],[],…` takes ten times its bytes in memory,
 * and a thousand times its packed ones.
 * @param packedBytes of the entry of a zip; null where it lay there plain
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

/** About as many as there are: what begins a list or an object, and what follows a comma. No further than just above `most`. */
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
