import { unzipRaw, type ZipEntry } from 'unzipit';

/** The files of a zip, unpacked one by one. */
export type ZipReader = {
  readonly names: readonly string[];
  /** Null where the zip has no such file. */
  read(name: string): Promise<Uint8Array | null>;
};

/** A whole archive of a million items is far below. */
const plainBytesMax = 1_073_741_824;
const methodsKnown: ReadonlySet<number> = new Set([0, 8]);

/**
 * The files of a zip, ZIP64 too, stored and deflated. The library holds each file to the size that the directory declares, so
 * that a small one can't grow without end. Names are keys here and never paths.
 * @throws Error, in words for the reader, for what is no zip, is damaged or encrypted, names a file twice, or lets files overlap
 */
export async function openZipReader(zip: Blob): Promise<ZipReader> {
  const { entries } = await unzipRaw(zip).catch(refuseDamaged);
  const byName = new Map<string, ZipEntry>();
  let packedBytes = 0;
  for (const entry of entries) {
    if (entry.encrypted) throw unreadable('it is encrypted');
    if (byName.has(entry.name)) throw unreadable('it names a file twice');
    byName.set(entry.name, entry);
    packedBytes += entry.compressedSize;
  }
  if (packedBytes > zip.size) throw unreadable('its files overlap');
  return {
    names: [...byName.keys()],
    async read(name) {
      const entry = byName.get(name);
      return entry ? unpack(entry) : null;
    },
  };
}

async function unpack(entry: ZipEntry): Promise<Uint8Array> {
  if (entry.size > plainBytesMax) throw unreadable('a file in it is too large');
  if (!methodsKnown.has(entry.compressionMethod)) throw unreadable('its compression isn’t known to browsers');
  return new Uint8Array(await entry.arrayBuffer().catch(refuseDamaged));
}

/** A DOMException is the browser's own: the file moved or changed while it was read. */
function refuseDamaged(cause: unknown): never {
  if (cause instanceof DOMException) throw cause;
  throw unreadable('it is damaged or cut off', cause);
}

const unreadable = (why: string, cause?: unknown) =>
  new Error(`The zip can’t be read here: ${why}. Unpack it and take archive.json.`, { cause });
