import { ImageRefused, quote } from './container-fault';

/** An entry of a tar archive, interpreted as in Go's archive/tar, which umoci uses. */
export type TarEntry = {
  readonly name: string;
  readonly type: 'file' | 'folder' | 'hard link' | 'symbolic link' | 'device' | 'fifo';
  /** Size of a file's content in bytes; 0 for other types. */
  readonly sizeBytes: number;
  readonly linkName: string;
};

/** An entry and its content, which must be read before the next entry or is skipped. */
export type TarPart = { readonly entry: TarEntry; readonly content: AsyncGenerator<Uint8Array> };

const blockBytes = 512;

/** Maximum size of an extended header, as in Go's archive/tar. */
const extensionBytesMax = 1024 ** 2;

/**
 * Streams a tar archive in constant memory: ustar, PAX and GNU, as Docker, Podman, BuildKit and GNU tar write
 * them. Refuses every ambiguity, so that the unpacking program can't interpret the archive differently from
 * this scan: sparse files (which unpack to more bytes than the archive has), global and repeated headers,
 * links with content.
 * Sources: POSIX.1-2017 `pax`, "ustar Interchange Format"; GNU tar manual, "Basic Tar Format".
 * @param place the archive's name in fault messages @throws ImageRefused where it isn't such an archive
 */
export async function* readTar(chunks: AsyncIterable<Uint8Array>, place: string): AsyncGenerator<TarPart> {
  const source = new BlockSource(chunks, place);
  try {
    yield* readEntries(source);
    await source.drain();
  } finally {
    await source.close();
  }
}

async function* readEntries(source: BlockSource): AsyncGenerator<TarPart> {
  const { place } = source;
  let extension: Extension = {};
  for (let header = await source.header(); header; header = await source.header()) {
    const type = typeOf(header);
    if (type === 'x' || type === 'L' || type === 'K') {
      extension = await readExtension(source, header, type, extension);
      continue;
    }
    const entry = parseEntry(header, extension, place);
    extension = {};
    const content = source.content(entry.sizeBytes);
    yield { entry, content };
    for await (const _ of content);
    await source.skipPadding(entry.sizeBytes);
  }
  if (Object.keys(extension).length > 0) throw unreadable(place, 'ends after the header of a long name');
}

const unreadable = (place: string, finding: string): ImageRefused =>
  new ImageRefused(
    'image_format',
    `${place} is not a tar archive that can be read: it ${finding}. Save the image again with docker save.`,
  );

/** Splits an archive that arrives in chunks of any size into tar's 512-byte blocks. */
class BlockSource {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array();
  readonly place: string;

  constructor(chunks: AsyncIterable<Uint8Array>, place: string) {
    this.#chunks = chunks[Symbol.asyncIterator]();
    this.place = place;
  }

  /**
   * Reads the next header. Returns undefined at the end of the archive: two blocks of zeros, or no more
   * bytes.
   */
  async header(): Promise<Buffer | undefined> {
    const block = await this.#block();
    if (!block) return undefined;
    if (block.some((byte) => byte !== 0)) return block;
    const second = await this.#block();
    if (second?.some((byte) => byte !== 0))
      throw unreadable(this.place, 'has an empty block between two files');
    return undefined;
  }

  async *content(sizeBytes: number): AsyncGenerator<Uint8Array> {
    for (let left = sizeBytes; left > 0; ) {
      const piece = await this.#piece(left);
      if (!piece) throw unreadable(this.place, 'is cut off within a file');
      left -= piece.byteLength;
      yield piece;
    }
  }

  async skipPadding(sizeBytes: number): Promise<void> {
    for await (const _ of this.content((blockBytes - (sizeBytes % blockBytes)) % blockBytes));
  }

  /** Reads the bytes after the archive's end, since the layer's digest covers them. */
  async drain(): Promise<void> {
    while (await this.#piece(Number.POSITIVE_INFINITY));
  }

  /** Closes the stream, even before its end. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async #block(): Promise<Buffer | undefined> {
    const pieces: Uint8Array[] = [];
    for (let left = blockBytes; left > 0; ) {
      const piece = await this.#piece(left);
      if (!piece && pieces.length === 0) return undefined;
      if (!piece) throw unreadable(this.place, 'is cut off within a header');
      pieces.push(piece);
      left -= piece.byteLength;
    }
    return Buffer.concat(pieces);
  }

  async #piece(lengthMax: number): Promise<Uint8Array | undefined> {
    while (this.#rest.byteLength === 0) {
      const next = await this.#chunks.next();
      if (next.done) return undefined;
      this.#rest = next.value;
    }
    const piece = this.#rest.subarray(0, lengthMax);
    this.#rest = this.#rest.subarray(piece.byteLength);
    return piece;
  }
}

/** Values of the extended headers that precede an entry and replace fields of its header. */
type Extension = { readonly path?: string; readonly linkpath?: string; readonly size?: string };

async function readExtension(
  source: BlockSource,
  header: Buffer,
  type: 'x' | 'L' | 'K',
  before: Extension,
): Promise<Extension> {
  checkSum(header, source.place);
  const sizeBytes = parseNumber(header.subarray(124, 136), source.place);
  if (sizeBytes > extensionBytesMax) throw unreadable(source.place, 'has a header of more than 1 MiB');
  const pieces: Uint8Array[] = [];
  for await (const piece of source.content(sizeBytes)) pieces.push(piece);
  await source.skipPadding(sizeBytes);
  const bytes = Buffer.concat(pieces);
  const read: Extension =
    type === 'x' ? parsePax(bytes, source.place) : { [type === 'L' ? 'path' : 'linkpath']: textOf(bytes) };
  if (Object.keys(read).some((name) => name in before))
    throw unreadable(source.place, 'describes a file twice');
  return { ...before, ...read };
}

const understood = ['path', 'linkpath', 'size'];

/** Parses PAX records of the form `<length> <name>=<value>\n`. */
function parsePax(bytes: Buffer, place: string): Extension {
  const values = new Map<string, string>();
  for (let at = 0; at < bytes.byteLength; ) {
    const [, digits = ''] = /^(\d{1,7}) /.exec(bytes.toString('latin1', at, at + 8)) ?? [];
    const end = at + Number(digits);
    const record = bytes.toString('utf8', at + digits.length + 1, end - 1);
    const equals = record.indexOf('=');
    const isWhole = digits !== '' && end <= bytes.byteLength && bytes[end - 1] === 0x0a && equals > 0;
    if (!isWhole) throw unreadable(place, 'has an extended header that is not by the standard');
    const [name, value] = [record.slice(0, equals), record.slice(equals + 1)];
    if (name.startsWith('GNU.sparse.')) throw unreadable(place, 'has a sparse file, which is not supported');
    if (values.has(name)) throw unreadable(place, 'describes a file twice');
    values.set(name, value);
    at = end;
  }
  return Object.fromEntries([...values].filter(([name, value]) => understood.includes(name) && value !== ''));
}

const typeOf = (header: Buffer): string => String.fromCharCode(header[156] ?? 0);

const types: Readonly<Record<string, TarEntry['type']>> = {
  '0': 'file',
  '\0': 'file',
  '1': 'hard link',
  '2': 'symbolic link',
  '3': 'device',
  '4': 'device',
  '5': 'folder',
  '6': 'fifo',
};

function parseEntry(header: Buffer, extension: Extension, place: string): TarEntry {
  checkSum(header, place);
  const flag = typeOf(header);
  const name = extension.path ?? nameOf(header, place);
  const linkName = extension.linkpath ?? textOf(header.subarray(157, 257));
  const sizeBytes = extension.size
    ? parseDecimal(extension.size, place)
    : parseNumber(header.subarray(124, 136), place);
  // Before POSIX, a folder was stored as a file whose name ends with a slash.
  const type = flag === '\0' && name.endsWith('/') ? 'folder' : types[flag];
  if (!type)
    throw unreadable(place, `has an entry of the unsupported type ${quote(flag)}, named ${quote(name)}`);
  if ([name, linkName].some((text) => text.includes('\0')))
    throw unreadable(place, `has a name with a zero byte, ${quote(name)}`);
  if (type !== 'file' && sizeBytes > 0)
    throw unreadable(place, `has content for ${quote(name)}, which is a ${type}`);
  return { name, type, sizeBytes, linkName };
}

const posix = 'ustar\x0000';
const gnu = 'ustar  \0';

/**
 * Reads an entry's name. POSIX headers store the front part of a long name in the prefix field; GNU uses that
 * field for other values.
 */
function nameOf(header: Buffer, place: string): string {
  const name = textOf(header.subarray(0, 100));
  const format = header.toString('latin1', 257, 265);
  if (header.toString('latin1', 508, 512) === 'tar\0')
    throw unreadable(place, 'was written by star, whose format is not supported');
  // Go takes the field as a prefix if GNU's times in it aren't numbers, so such headers are refused as
  // ambiguous.
  if (format === gnu) for (const at of [345, 357]) parseNumber(header.subarray(at, at + 12), place);
  if (format !== posix) return name;
  const prefix = textOf(header.subarray(345, 500));
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** Decodes a header field up to its first zero byte. */
function textOf(field: Buffer): string {
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end === -1 ? field.byteLength : end);
}

/** Verifies the header's checksum: the sum of all bytes, with the checksum field itself counted as spaces. */
function checkSum(header: Buffer, place: string): void {
  let sum = 0;
  for (let at = 0; at < blockBytes; at++) sum += at >= 148 && at < 156 ? 0x20 : (header[at] ?? 0);
  if (parseNumber(header.subarray(148, 156), place) !== sum)
    throw unreadable(place, 'has a header with a wrong checksum');
}

/** Parses a number: octal digits or, if the first bit is set, binary (GNU). */
function parseNumber(field: Buffer, place: string): number {
  const isBinary = ((field[0] ?? 0) & 0x80) !== 0;
  const value = isBinary
    ? field.reduce((total, byte, at) => total * 256 + (at === 0 ? byte & 0x7f : byte), 0)
    : parseOctal(field);
  if (!Number.isSafeInteger(value)) throw unreadable(place, 'has a number that is not by the standard');
  return value;
}

function parseOctal(field: Buffer): number {
  const digits = textOf(Buffer.from(field.toString('latin1').replace(/^[ \0]+|[ \0]+$/g, ''), 'latin1'));
  if (digits === '') return 0;
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
}

function parseDecimal(text: string, place: string): number {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw unreadable(place, 'has a number that is not by the standard');
  return value;
}
