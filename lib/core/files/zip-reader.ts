import { unzipRaw, type ZipEntry } from 'unzipit';

/** Decompresses the files of a zip one by one. */
export type ZipReader = {
  readonly names: readonly string[];
  /** The bytes of a file in the zip; null if the zip has no such file. */
  read(name: string): Promise<Uint8Array | null>;
};

/** The archive of a million items is far smaller. */
const fileBytesMax = 1_073_741_824;
const methodsKnown: ReadonlySet<number> = new Set([0, 8]);

/**
 * Opens a zip, also in the ZIP64 form, with stored and deflated files. The library limits each file to the size that the directory
 * declares, which stops zip bombs. Names are keys here, never paths.
 * @throws Error with a message for the reader, for a file that is no zip, is damaged or encrypted, names a file twice, or has overlapping
 * files
 */
export async function openZipReader(zip: Blob): Promise<ZipReader> {
  const { entries } = await unzipRaw(zip).catch(refuseDamaged);
  const byName = new Map<string, ZipEntry>();
  let compressedBytes = 0;
  for (const entry of entries) {
    if (entry.encrypted) throw unreadable('it is encrypted');
    if (byName.has(entry.name)) throw unreadable('it names a file twice');
    byName.set(entry.name, entry);
    compressedBytes += entry.compressedSize;
  }
  if (compressedBytes > zip.size) throw unreadable('its files overlap');
  return {
    names: [...byName.keys()],
    async read(name) {
      const entry = byName.get(name);
      return entry ? decompress(entry) : null;
    },
  };
}

async function decompress(entry: ZipEntry): Promise<Uint8Array> {
  if (entry.size > fileBytesMax) throw unreadable('a file in it is too large');
  if (!methodsKnown.has(entry.compressionMethod)) throw unreadable('its compression isn’t known to browsers');
  return new Uint8Array(await entry.arrayBuffer().catch(refuseDamaged));
}

/** A DOMException means that the file was moved or changed while the browser read it. */
function refuseDamaged(cause: unknown): never {
  if (cause instanceof DOMException) throw cause;
  throw unreadable('it is damaged or cut off', cause);
}

const unreadable = (why: string, cause?: unknown) =>
  new Error(`The zip can’t be read here: ${why}. Unpack it and take archive.json.`, { cause });
