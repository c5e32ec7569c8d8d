/** The files of a zip, unpacked one by one. */
export type ZipReader = {
  readonly names: readonly string[];
  /** Null where the zip has no such file. */
  read(name: string): Promise<Uint8Array | null>;
};

type Entry = { method: number; packedBytes: number; plainBytes: number; offset: number };

const endRecordBytes = 22;
const commentBytesMax = 65_535;
/** A whole archive of a million items is far below. */
const plainBytesMax = 1_073_741_824;
const unreadable = (why: string) =>
  new Error(`The zip can’t be read here: ${why}. Unpack it and take archive.json.`);

/**
 * Reads the directory of a zip (APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16): stored and deflated files, not
 * encrypted, below 4 GiB.
 * @throws Error, in words for the reader
 */
export async function openZipReader(zip: Blob): Promise<ZipReader> {
  const tail = await viewOf(zip.slice(Math.max(0, zip.size - endRecordBytes - commentBytesMax)));
  const end = findEndRecord(tail);
  const entryCount = tail.getUint16(end + 10, true);
  const directoryBytes = tail.getUint32(end + 12, true);
  const directoryAt = tail.getUint32(end + 16, true);
  if (entryCount === 0xffff || directoryAt === 0xffffffff) throw unreadable('it is in the ZIP64 form');
  const directory = await viewOf(zip.slice(directoryAt, directoryAt + directoryBytes));
  const entries = readDirectory(directory, entryCount);
  return {
    names: [...entries.keys()],
    async read(name) {
      const entry = entries.get(name);
      return entry ? unpack(zip, entry) : null;
    },
  };
}

const viewOf = async (blob: Blob): Promise<DataView> => new DataView(await blob.arrayBuffer());

function findEndRecord(tail: DataView): number {
  for (let at = tail.byteLength - endRecordBytes; at >= 0; at -= 1)
    if (tail.getUint32(at, true) === 0x06054b50) return at;
  throw unreadable('it has no directory at its end');
}

function readDirectory(view: DataView, entryCount: number): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  const decoder = new TextDecoder();
  let at = 0;
  for (let i = 0; i < entryCount; i += 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50)
      throw unreadable('it is damaged');
    const nameBytes = view.getUint16(at + 28, true);
    if (view.getUint16(at + 8, true) & 1) throw unreadable('it is encrypted');
    const name = decoder.decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameBytes));
    entries.set(name, {
      method: view.getUint16(at + 10, true),
      packedBytes: view.getUint32(at + 20, true),
      plainBytes: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

async function unpack(zip: Blob, { method, packedBytes, plainBytes, offset }: Entry): Promise<Uint8Array> {
  if (plainBytes > plainBytesMax) throw unreadable('a file in it is too large');
  const header = await viewOf(zip.slice(offset, offset + 30));
  if (header.byteLength < 30 || header.getUint32(0, true) !== 0x04034b50) throw unreadable('it is damaged');
  const from = offset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  const packed = zip.slice(from, from + packedBytes);
  if (method === 0) return new Uint8Array(await packed.arrayBuffer());
  if (method !== 8) throw unreadable('it is packed in a way that browsers don’t know');
  return inflate(packed, plainBytes);
}

/** Holds the plain bytes to the size that the directory declares, so that a small file can't grow without end. */
async function inflate(packed: Blob, plainBytes: number): Promise<Uint8Array> {
  const plain = new Uint8Array(plainBytes);
  let filled = 0;
  const reader = packed.stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (filled + next.value.length > plainBytes) throw unreadable('it is damaged');
      plain.set(next.value, filled);
      filled += next.value.length;
    }
  } catch (cause) {
    if (cause instanceof TypeError) throw unreadable('it is damaged');
    throw cause;
  } finally {
    await reader.cancel().catch(() => {});
  }
  if (filled !== plainBytes) throw unreadable('it is damaged');
  return plain;
}
