/** Bytes that are read in parts: a file on disk, or a Blob in a browser. */
export type ZipSource = {
  readonly size: number;
  read(from: number, to: number): Promise<Uint8Array>;
};

/** Decompresses the files of a zip one by one. */
export type ZipReader = {
  /** Names of the files in the zip, in the order of its directory; folders are left out. */
  readonly names: readonly string[];
  /** Reasons why another program could find other files in this zip; empty for a zip that the site wrote. */
  readonly irregularities: readonly string[];
  /** Reads and decompresses a file of the zip; null if the zip has no such file. */
  read(name: string, bytesMax?: number): Promise<Uint8Array | null>;
  /** Compressed size of a file in bytes; 0 if the zip has no such file. */
  packedBytesOf(name: string): number;
  /** Size of a file in bytes as the directory states it; 0 if the zip has no such file. Decompression stops at this size. */
  byteCountOf(name: string): number;
};

/** The reason why a zip can't be read, as a message for the user. */
export class ZipUnreadable extends Error {}

export const sourceOfBlob = (blob: Blob): ZipSource => ({
  size: blob.size,
  read: async (from, to) => new Uint8Array(await blob.slice(from, to).arrayBuffer()),
});

/** Maximum size of a file in the zip: a gibibyte. The archive.json of a million items is far smaller. */
const fileBytesMax = 1_073_741_824;

/** Maximum number of files in a zip: enough for a prediction file per submission and a few more. */
const entriesMax = 200_000;
/** Maximum size of the zip's directory: a record for each file, with the longest name in an archive. */
const directoryBytesMax = entriesMax * 256;

/**
 * Signatures of the records in a zip, and their sizes without names (APPNOTE 6.3.10, sections 4.3.7, 4.3.9, 4.3.12, 4.3.14
 * to 4.3.16).
 */
const localRecord = { signature: 0x04034b50, byteCount: 30 };
const directoryRecord = { signature: 0x02014b50, byteCount: 46 };
const endRecord = { signature: 0x06054b50, byteCount: 22 };
const end64Record = { signature: 0x06064b50, byteCount: 56 };
const end64Locator = { signature: 0x07064b50, byteCount: 20 };
const descriptorSignature = 0x08074b50;

const [stored, deflated] = [0, 8];
/** Bits of a header's flags: the file is encrypted; its sizes come after the data. */
const [encryptedFlag, descriptorFlag] = [0x1, 0x8];
const [unset16, unset32] = [0xffff, 0xffff_ffff];

type Entry = {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly byteCount: number;
  readonly offset: number;
};

type Note = (irregularity: string) => void;

/**
 * Opens a zip, also in the ZIP64 form, with stored and deflated files. Names of files are used as keys, never as paths.
 * Reports as irregularities everything because of which another program could read other files: bytes outside of the files
 * and the directory, a local header that contradicts the directory, 64-bit values that contradict 32-bit ones, names that
 * differ in case alone, names in extra fields, links, comments.
 * @throws ZipUnreadable for a file that is no zip, is damaged or encrypted, names a file twice, or has overlapping files
 */
export async function openZipReader(source: ZipSource): Promise<ZipReader> {
  const irregularities: string[] = [];
  const note: Note = (irregularity) => irregularities.push(irregularity);
  const directory = await findDirectory(source, note);
  const bytes = await source.read(directory.at, directory.at + directory.byteCount);
  const entries = listEntries(viewOf(bytes), directory.count, note);
  const byName = indexByName(entries, note);
  const dataAt = new Map<Entry, number>();
  let expectedAt = 0;
  for (const entry of [...entries].sort((a, b) => a.offset - b.offset)) {
    if (entry.offset < expectedAt) throw unreadable(`its files overlap at ${entry.name}`);
    if (entry.offset > expectedAt) note(`there are bytes before ${entry.name} that belong to no file`);
    const from = await readLocalHeader(source, entry, { directoryAt: directory.at, note });
    dataAt.set(entry, from);
    expectedAt = await skipDescriptor(source, entry, { at: from + entry.packedBytes, note });
  }
  if (expectedAt !== directory.at) note('there are bytes before its directory that belong to no file');
  return {
    names: entries
      .filter(({ name, packedBytes, byteCount }) => !name.endsWith('/') || packedBytes + byteCount > 0)
      .map(({ name }) => name),
    irregularities,
    packedBytesOf: (name) => byName.get(name)?.packedBytes ?? 0,
    byteCountOf: (name) => byName.get(name)?.byteCount ?? 0,
    async read(name, bytesMax = fileBytesMax) {
      const entry = byName.get(name);
      if (entry === undefined) return null;
      if (entry.byteCount > bytesMax)
        throw unreadable(`${name} has more than ${bytesMax} bytes, which no archive of its size has`);
      const from = dataAt.get(entry)!;
      const packed = await source.read(from, from + entry.packedBytes);
      const bytes = entry.method === stored ? packed : await inflate(packed, entry.byteCount);
      if (bytes?.length !== entry.byteCount || computeCrc32(bytes) !== entry.crc) throw damaged(name);
      return bytes;
    },
  };
}

type Directory = { readonly at: number; readonly byteCount: number; readonly count: number };

async function findDirectory(source: ZipSource, note: Note): Promise<Directory> {
  const tailAt = Math.max(0, source.size - endRecord.byteCount - end64Locator.byteCount - unset16);
  const tail = viewOf(await source.read(tailAt, source.size));
  const end = findEndRecord(tail);
  if (end === null) throw unreadable('it is damaged or cut off');
  if (end + endRecord.byteCount !== tail.byteLength) note('it has a comment');
  const [at, byteCount] = [tail.getUint32(end + 16, true), tail.getUint32(end + 12, true)];
  const count = tail.getUint16(end + 10, true);
  if (tail.getUint32(end + 4, true) !== 0 || tail.getUint16(end + 8, true) !== count)
    throw unreadable('it is one of several parts');
  const locatorAt = end - end64Locator.byteCount;
  // Some programs use the ZIP64 record whenever there is one, others only where the 32-bit record leaves a value unset.
  const hasLocator = locatorAt >= 0 && tail.getUint32(locatorAt, true) === end64Locator.signature;
  const isZip64 = hasLocator || at === unset32 || byteCount === unset32 || count === unset16;
  const found = isZip64
    ? await findZip64Directory(source, tailAt + end)
    : { at, byteCount, count, endsAt: tailAt + end };
  if (
    ![unset32, found.at].includes(at) ||
    ![unset32, found.byteCount].includes(byteCount) ||
    ![unset16, found.count].includes(count)
  )
    throw unreadable('its two end records contradict each other');
  if (found.at + found.byteCount > found.endsAt) throw unreadable('it is damaged or cut off');
  if (found.at + found.byteCount < found.endsAt) note('there are bytes between its directory and its end');
  if (found.count > entriesMax || found.byteCount > directoryBytesMax)
    throw unreadable(`it has more than ${entriesMax} files`);
  return found;
}

/** Finds the last end record whose comment ends exactly at the end of the file. */
function findEndRecord(tail: DataView): number | null {
  for (let at = tail.byteLength - endRecord.byteCount; at >= 0; at -= 1)
    if (
      tail.getUint32(at, true) === endRecord.signature &&
      at + endRecord.byteCount + tail.getUint16(at + 20, true) === tail.byteLength
    )
      return at;
  return null;
}

async function findZip64Directory(source: ZipSource, endAt: number): Promise<Directory & { endsAt: number }> {
  const locatorAt = endAt - end64Locator.byteCount;
  const recordAt = locatorAt - end64Record.byteCount;
  if (recordAt < 0) throw unreadable('it is damaged or cut off');
  const view = viewOf(await source.read(recordAt, endAt));
  const locator = end64Record.byteCount;
  if (
    view.getUint32(0, true) !== end64Record.signature ||
    readUint64(view, 4) !== end64Record.byteCount - 12 ||
    view.getUint32(locator, true) !== end64Locator.signature ||
    readUint64(view, locator + 8) !== recordAt ||
    readUint64(view, 24) !== readUint64(view, 32)
  )
    throw unreadable('it is damaged or cut off');
  return {
    count: readUint64(view, 32),
    byteCount: readUint64(view, 40),
    at: readUint64(view, 48),
    endsAt: recordAt,
  };
}

function listEntries(view: DataView, count: number, note: Note): Entry[] {
  const entries: Entry[] = [];
  let at = 0;
  while (at < view.byteLength) {
    if (
      at + directoryRecord.byteCount > view.byteLength ||
      view.getUint32(at, true) !== directoryRecord.signature
    )
      throw unreadable('it is damaged or cut off');
    const [nameLength, extraLength] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true)];
    const commentLength = view.getUint16(at + 32, true);
    const nameAt = at + directoryRecord.byteCount;
    const extraAt = nameAt + nameLength;
    if (extraAt + extraLength + commentLength > view.byteLength) throw unreadable('it is damaged or cut off');
    const name = readName(view, nameAt, nameLength);
    entries.push(readEntry(view, { at, name, extraAt, extraLength, note }));
    if (commentLength > 0) note(`${name} has a comment`);
    at = extraAt + extraLength + commentLength;
  }
  if (entries.length !== count) throw unreadable('its directory has another number of files than it says');
  return entries;
}

type Extra = { readonly name: string; readonly extraAt: number; readonly extraLength: number };

function readEntry(view: DataView, { at, note, ...extra }: Extra & { at: number; note: Note }): Entry {
  const { name } = extra;
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  if ((flags & encryptedFlag) !== 0) throw unreadable('it is encrypted');
  if (method !== stored && method !== deflated)
    throw unreadable(`the compression of ${name} isn’t known to browsers`);
  const unixType = (view.getUint32(at + 38, true) >>> 16) & 0o170000;
  if (![0, 0o100000, 0o040000].includes(unixType)) note(`${name} is a link or another special file`);
  // Values must be read in the order in which the ZIP64 extra field stores them.
  const [byteCount, packedBytes, offset] = readLongValues(view, [at + 24, at + 20, at + 42], {
    ...extra,
    note,
  });
  if (method === stored && (flags & descriptorFlag) !== 0)
    note(`the end of ${name} is known from its directory alone`);
  const crc = view.getUint32(at + 16, true);
  return { name, flags, method, crc, packedBytes: packedBytes!, byteCount: byteCount!, offset: offset! };
}

/** Types of extra fields that hold only times and owners; a field of any other type can hold another file name. */
const harmlessFields: ReadonlySet<number> = new Set([0x5455, 0x7875, 0x5855, 0x000a]);
/** Maximum length of a harmless extra field in bytes: the three times of NTFS. A longer field can hold a file. */
const harmlessLengthMax = 32;

/**
 * Reads values at 32-bit fields of a header. Those that are unset there are in the ZIP64 extra field, which contains only
 * these (APPNOTE 6.3.10, section 4.5.3).
 */
function readLongValues(view: DataView, fields: readonly number[], extra: Extra & { note: Note }): number[] {
  const long = readZip64Values(view, extra);
  const values = fields.map((at) => {
    const value = view.getUint32(at, true);
    return value === unset32 ? (long.shift() ?? value) : value;
  });
  if (long.length > 0) extra.note(`${extra.name} has 64-bit sizes beside its 32-bit ones`);
  return values;
}

function readZip64Values(
  view: DataView,
  { name, extraAt, extraLength, note }: Extra & { note: Note },
): number[] {
  const values: number[] = [];
  let at = extraAt;
  const end = extraAt + extraLength;
  while (at + 4 <= end) {
    const [id, length] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
    const next = at + 4 + length;
    if (next > end) break;
    if (id === 1) {
      if (values.length > 0 || length % 8 !== 0) note(`${name} has a damaged extra field`);
      for (let i = at + 4; i + 8 <= next; i += 8) values.push(readUint64(view, i));
    } else if (!harmlessFields.has(id)) note(`${name} has an extra field, which can hold another name`);
    else if (length > harmlessLengthMax)
      note(`${name} has an extra field that is long enough to hold a file`);
    at = next;
  }
  if (at !== end) note(`${name} has a damaged extra field`);
  return values;
}

function indexByName(entries: readonly Entry[], note: Note): Map<string, Entry> {
  const byName = new Map<string, Entry>();
  const folded = new Set<string>();
  for (const entry of entries) {
    if (byName.has(entry.name)) throw unreadable(`it names ${entry.name} twice`);
    byName.set(entry.name, entry);
    // On many file systems, of two names that differ only in case the second file replaces the first.
    const name = entry.name.normalize('NFC').toLowerCase();
    if (folded.has(name)) note(`${entry.name} is there in another case too`);
    folded.add(name);
  }
  return byName;
}

/** Compares the local header in front of the data with the directory. Returns the offset of the data. */
async function readLocalHeader(
  source: ZipSource,
  entry: Entry,
  { directoryAt, note }: { directoryAt: number; note: Note },
): Promise<number> {
  const { offset, name } = entry;
  const headerEnd = offset + localRecord.byteCount;
  if (headerEnd > directoryAt) throw damaged(name);
  const fixed = viewOf(await source.read(offset, headerEnd));
  if (fixed.getUint32(0, true) !== localRecord.signature) throw damaged(name);
  const [nameLength, extraLength] = [fixed.getUint16(26, true), fixed.getUint16(28, true)];
  const dataAt = headerEnd + nameLength + extraLength;
  if (dataAt + entry.packedBytes > directoryAt) throw damaged(name);
  const view = viewOf(await source.read(offset, dataAt));
  if (readName(view, localRecord.byteCount, nameLength) !== name) note(contradictionOf(name, 'another name'));
  if (view.getUint16(6, true) !== entry.flags || view.getUint16(8, true) !== entry.method)
    note(contradictionOf(name, 'another compression'));
  const extra = { name, extraAt: localRecord.byteCount + nameLength, extraLength, note };
  const [byteCount, packedBytes] = readLongValues(view, [22, 18], extra);
  const hasDescriptor = (entry.flags & descriptorFlag) !== 0;
  const isSame = (value: number | undefined, expected: number) =>
    value === expected || (hasDescriptor && value === 0);
  if (
    !isSame(view.getUint32(14, true), entry.crc) ||
    !isSame(packedBytes, entry.packedBytes) ||
    !isSame(byteCount, entry.byteCount)
  )
    note(contradictionOf(name, 'another size or checksum'));
  return dataAt;
}

const contradictionOf = (name: string, what: string): string =>
  `the header of ${name} contradicts the directory: ${what}`;

/**
 * Compares the sizes that follow the data with the directory, if the flags announce such sizes. Returns the offset of the
 * next file.
 */
async function skipDescriptor(
  source: ZipSource,
  entry: Entry,
  { at, note }: { at: number; note: Note },
): Promise<number> {
  if ((entry.flags & descriptorFlag) === 0) return at;
  for (const [sizeBytes, endsAt] of [
    [4, at + 16],
    [8, at + 24],
  ] as const) {
    if (endsAt > source.size) continue;
    const view = viewOf(await source.read(at, endsAt));
    const sizeAt = (offset: number) =>
      sizeBytes === 4 ? view.getUint32(offset, true) : readUint64(view, offset);
    if (
      view.getUint32(0, true) === descriptorSignature &&
      view.getUint32(4, true) === entry.crc &&
      sizeAt(8) === entry.packedBytes &&
      sizeAt(8 + sizeBytes) === entry.byteCount
    )
      return endsAt;
  }
  note(contradictionOf(entry.name, 'another size or checksum behind it'));
  return at;
}

/** Decompresses data; null if they are damaged, have another size than `byteCount`, or end before the end of `packed`. */
async function inflate(packed: Uint8Array, byteCount: number): Promise<Uint8Array | null> {
  const blob = new Blob([new Uint8Array(packed)]);
  const inflated = new Uint8Array(byteCount);
  let length = 0;
  const isWhole = await isWholeStream(blob, (piece) => {
    if (length + piece.length > byteCount) return false;
    inflated.set(piece, length);
    length += piece.length;
    return true;
  });
  if (!isWhole || length !== byteCount) return null;
  // Node 20 ignores bytes after a compressed stream, where another program finds another file. If the data without the last
  // byte are also a complete stream, such bytes follow it.
  return (await isWholeStream(blob.slice(0, -1), () => true)) ? null : inflated;
}

/**
 * Checks that the data contain a complete deflate stream; some engines also accept bytes after the stream.
 * @param take returns false to stop decompression
 */
async function isWholeStream(packed: Blob, take: (piece: Uint8Array) => boolean): Promise<boolean> {
  const reader = packed.stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read())
      if (!take(next.value)) return false;
    return true;
  } catch {
    return false;
  } finally {
    await reader.cancel().catch(() => {});
  }
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 of ISO 3309, as used by zip, gzip and PNG. */
function computeCrc32(bytes: Uint8Array): number {
  let crc = unset32;
  for (const byte of bytes) crc = (crc >>> 8) ^ crcTable[(crc ^ byte) & 0xff]!;
  return (crc ^ unset32) >>> 0;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function readName(view: DataView, at: number, length: number): string {
  try {
    return decoder.decode(new Uint8Array(view.buffer, view.byteOffset + at, length));
  } catch (cause) {
    throw unreadable('a name in it is not UTF-8', cause);
  }
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** A value beyond 2^53 becomes inexact, but is far larger than any file. */
const readUint64 = (view: DataView, at: number): number => Number(view.getBigUint64(at, true));

const damaged = (name: string) => unreadable(`${name} is damaged or cut off`);

const unreadable = (why: string, cause?: unknown) =>
  new ZipUnreadable(`The zip can’t be read here: ${why}. Unpack it and take archive.json.`, { cause });
