import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { findForeignFormat, isParquet, magicLength } from '@/lib/core/files/foreign-format';
import { createUtf8Decoder } from '@/lib/core/files/utf8-decoder';
import type { PartReader } from './columnar/read-parquet';
import { FileRefused } from './faults';
import { openZipEntry } from './open-zip-entry';

const bombRatioMin = 200;

const bombPlainBytesMin = 10_000_000;

const readLength = 262_144;

export type OpenPlainLimits = {
  /** Maximum size in bytes of the text after decompression. */
  readonly plainBytesMax: number;
};

type Magic = { readonly name: string; readonly bytes: readonly number[] };

const gzipMagic: Magic = { name: 'gzip', bytes: [0x1f, 0x8b] };

const zipMagics: readonly Magic[] = [
  { name: 'zip', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { name: 'zip', bytes: [0x50, 0x4b, 0x05, 0x06] },
];

/**
 * Yields the text of a file that `openPlainBytes` decompresses, in pieces of any length. Throws the
 * FileRefused of that function, and `not_utf8`.
 */
export async function* openPlain(source: string | Readable, limits: OpenPlainLimits): AsyncGenerator<string> {
  const decoder = createUtf8Decoder();
  for await (const bytes of openPlainBytes(source, limits)) {
    const text = decoder.push(bytes);
    if (!text.ok) throw new FileRefused(text.error);
    if (text.value !== '') yield text.value;
  }
  const rest = decoder.finish();
  if (!rest.ok) throw new FileRefused(rest.error);
  if (rest.value !== '') yield rest.value;
}

/**
 * Yields the decompressed bytes of a file that is plain, gzipped, or the only file of a zip archive, as its
 * first bytes show; a Parquet file and the arrays of a .npz are converted to CSV. Pieces have any length and
 * are decompressed on demand: memory stays at a few buffers whatever size the file declares.
 * For a faulty file the iteration throws FileRefused: `too_large` (over `plainBytesMax`), `archive_bomb`
 * (over 10 MB and more than 200 times its compressed size), `bad_archive`. A zip archive has its directory at
 * the end, so it needs a path and is refused from a stream; a Parquet file in a stream is collected in
 * memory, up to 64 MB.
 * A request for the next piece may overwrite the bytes of the previous one.
 */
export async function* openPlainBytes(
  source: string | Readable,
  limits: OpenPlainLimits,
): AsyncGenerator<Uint8Array> {
  const packed = typeof source === 'string' ? createReadStream(source) : source;
  try {
    const { magic, bytes } = await readMagic(packed);
    const foreign = findForeignFormat(magic);
    if (foreign !== null) throw new FileRefused(foreign);
    if (zipMagics.some((known) => begins(magic, known))) {
      if (typeof source !== 'string')
        throw refused(
          'bad_archive',
          'a zip archive is not accepted here',
          'Send the file gzipped or as it is.',
        );
      packed.destroy();
      const entry = await openZipEntry(source, limits);
      const { compressedBytes } = entry;
      try {
        yield* bound(entry.plain, limits, compressedBytes === null ? null : () => compressedBytes);
      } finally {
        entry.close();
      }
      return;
    }
    if (isParquet(magic)) {
      // The library is imported only when a Parquet file comes, because it takes 11 MB and a fifth of a
      // second in each thread.
      const { readParquet } = await import('./columnar/read-parquet');
      const parts = typeof source === 'string' ? await openParts(source) : await collect(bytes);
      try {
        yield* bound(readParquet(parts, limits), limits, null);
      } finally {
        await parts.close();
      }
      return;
    }
    if (begins(magic, gzipMagic)) {
      let packedBytes = 0;
      const counted = count(bytes, (length) => {
        packedBytes += length;
      });
      yield* bound(gunzip(counted), limits, () => packedBytes);
      return;
    }
    yield* bound(typeof source === 'string' ? readPieces(source) : bytes, limits, null);
  } finally {
    packed.destroy();
  }
}

type Parts = PartReader & { close(): Promise<void> };

async function openParts(path: string): Promise<Parts> {
  const file = await open(path);
  const { size } = await file.stat();
  return {
    byteCount: size,
    async read(from, to) {
      const bytes = new Uint8Array(Math.max(0, Math.min(to, size) - from));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
      return bytes.subarray(0, bytesRead);
    },
    close: () => file.close(),
  };
}

/**
 * Maximum size of a Parquet file that is collected in memory: a stream may be a test set, which is never
 * written to a disk unencrypted.
 */
const collectedBytesMax = 64 * 1024 * 1024;

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Parts> {
  const collected: Uint8Array[] = [];
  let byteCount = 0;
  for await (const piece of pieces) {
    byteCount += piece.length;
    if (byteCount > collectedBytesMax)
      throw refused(
        'too_large',
        `the Parquet file has more than ${collectedBytesMax} bytes`,
        'Send it as CSV or JSON Lines, gzipped.',
      );
    collected.push(new Uint8Array(piece));
  }
  const whole = Buffer.concat(collected);
  return { byteCount, read: async (from, to) => whole.subarray(from, to), close: async () => {} };
}

/**
 * Yields a file's bytes from one reused buffer: a stream would allocate buffers faster than they are
 * garbage-collected.
 */
async function* readPieces(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  try {
    const room = new Uint8Array(readLength);
    for (;;) {
      const { bytesRead } = await file.read(room, 0, room.length);
      if (bytesRead === 0) return;
      yield room.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** Passes bytes on until they exceed a limit, then throws FileRefused. */
async function* bound(
  bytes: AsyncIterable<Uint8Array>,
  { plainBytesMax }: OpenPlainLimits,
  countPackedBytes: (() => number) | null,
): AsyncGenerator<Uint8Array> {
  let plainBytes = 0;
  for await (const chunk of bytes) {
    plainBytes += chunk.length;
    if (
      countPackedBytes !== null &&
      plainBytes > bombPlainBytesMin &&
      plainBytes > bombRatioMin * countPackedBytes()
    )
      throw refused(
        'archive_bomb',
        `the archive unpacks to more than ${bombRatioMin} times its size`,
        'Send the file as it is.',
      );
    if (plainBytes > plainBytesMax)
      throw refused(
        'too_large',
        `the ${countPackedBytes === null ? 'file' : 'unpacked file'} has more than ${plainBytesMax} bytes`,
        `Send at most ${plainBytesMax} bytes of text.`,
      );
    yield chunk;
  }
}

async function* gunzip(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const unpacked = createGunzip({ chunkSize: 65_536 });
  // The pipeline's callback may ignore its error: pipeline destroys `unpacked` with the error, so the
  // iteration below throws it.
  pipeline(Readable.from(packed, { objectMode: false, highWaterMark: 65_536 }), unpacked, () => {});
  try {
    const bytes: AsyncIterable<Uint8Array> = unpacked;
    yield* bytes;
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      throw refused(
        'bad_archive',
        'the gzip file is damaged or cut off',
        'Make the archive again and send it again.',
      );
    throw error;
  }
}

async function* count(
  bytes: AsyncIterable<Uint8Array>,
  add: (length: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    add(chunk.length);
    yield chunk;
  }
}

/** Returns the first bytes, which show the format, and a stream of all bytes including the first. */
async function readMagic(
  source: AsyncIterable<Uint8Array>,
): Promise<{ magic: Uint8Array; bytes: AsyncGenerator<Uint8Array> }> {
  const chunks = source[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let length = 0;
  while (length < magicLength) {
    const next = await chunks.next();
    if (next.done) break;
    first.push(next.value);
    length += next.value.length;
  }
  return { magic: Buffer.concat(first).subarray(0, magicLength), bytes: prepend(first, chunks) };
}

async function* prepend(
  first: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

function begins(bytes: Uint8Array, { bytes: magic }: Magic): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}

function refused(
  code: 'too_large' | 'archive_bomb' | 'bad_archive',
  detail: string,
  hint: string,
): FileRefused {
  return new FileRefused({ code, line: null, column: null, detail, hint });
}
