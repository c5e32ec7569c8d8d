import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdirSync, renameSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { ImageRefused, quote } from './container-fault';
import { packedBytesMax } from './container-limits';
import { readTar } from './read-tar';

/**
 * A file of an image's archive, stored under its own hash, so that no name from the archive becomes a path on
 * this machine.
 */
export type Blob = { readonly digest: string; readonly path: string; readonly sizeBytes: number };

/** The files of an image's archive, by their name in it. */
export type Archive = {
  readonly isEmpty: boolean;
  find(name: string): Blob | undefined;
};

/** Maximum number of entries: Docker before version 25 wrote four for each layer. */
const entriesMax = 2_000;

/**
 * Stores the files of an image's archive in a folder, as blobs of an OCI layout.
 * @param bytesMax limit of the size of all files together @throws ImageRefused for a damaged archive, or one
 * that is too large
 */
export async function openArchive(path: string, blobFolder: string, bytesMax: number): Promise<Archive> {
  if (statSync(path).size > packedBytesMax)
    throw new ImageRefused(
      'image_too_large',
      `The archive has ${statSync(path).size} bytes; at most ${packedBytesMax} are accepted. Use a smaller base image, or remove what the program doesn’t need.`,
    );
  mkdirSync(blobFolder, { recursive: true });
  const blobs = new Map<string, Blob>();
  const links = new Map<string, string>();
  let entryCount = 0;
  const plain = await readUncompressed(path, 'The archive', bytesMax);
  for await (const { entry, content } of readTar(plain, 'The archive')) {
    entryCount += 1;
    if (entryCount > entriesMax) throw notAnImage(`it has more than ${entriesMax} files`);
    const name = normalize(entry.name);
    if (entry.type === 'symbolic link') links.set(name, normalize(`${name}/../${entry.linkName}`));
    if (entry.type !== 'file') continue;
    blobs.set(name, await storeBlob(content, blobFolder, entry.sizeBytes));
  }
  return {
    isEmpty: entryCount === 0,
    find: (name) => blobs.get(normalize(name)) ?? blobs.get(links.get(normalize(name)) ?? ''),
  };
}

export const notAnImage = (finding: string): ImageRefused =>
  new ImageRefused(
    'image_format',
    `The archive is not a container image: ${finding}. Expected: the output of docker save, gzipped or not, or an OCI archive.`,
  );

export const tooLarge = (bytesMax: number): ImageRefused =>
  new ImageRefused(
    'image_too_large',
    `The image unpacks to more than ${bytesMax} bytes. Use a smaller base image, and remove files in the instruction that makes them.`,
  );

async function storeBlob(
  content: AsyncIterable<Uint8Array>,
  folder: string,
  sizeBytes: number,
): Promise<Blob> {
  const hash = createHash('sha256');
  const made = join(folder, 'incoming');
  const file = createWriteStream(made, { mode: 0o644 });
  const written = finished(file);
  for await (const piece of content) {
    hash.update(piece);
    if (!file.write(piece)) await Promise.race([once(file, 'drain'), written]);
  }
  file.end();
  await written;
  const hex = hash.digest('hex');
  const path = join(folder, hex);
  renameSync(made, path);
  return { digest: `sha256:${hex}`, path, sizeBytes };
}

/** Resolves `.` and `..` in a path of the archive, without leaving the archive. */
export function normalize(name: string): string {
  const parts: string[] = [];
  for (const part of name.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

const gzipMagic = [0x1f, 0x8b];
const zstdMagic = [0x28, 0xb5, 0x2f, 0xfd];

/** Detects a file's compression from its first bytes. */
export async function findCompression(path: string): Promise<'gzip' | 'zstd' | 'none'> {
  const file = await open(path);
  const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0).finally(() => file.close());
  const startsWith = (magic: readonly number[]) => magic.every((byte, at) => buffer[at] === byte);
  if (startsWith(gzipMagic)) return 'gzip';
  return startsWith(zstdMagic) ? 'zstd' : 'none';
}

/**
 * Streams a file, gunzipped if it is compressed, up to a limit, at which a decompression bomb ends. Memory
 * holds only a few chunks.
 */
export async function readUncompressed(
  path: string,
  place: string,
  bytesMax: number,
): Promise<AsyncIterable<Uint8Array>> {
  const compression = await findCompression(path);
  if (compression === 'zstd')
    throw new ImageRefused(
      'image_format',
      `${place} is compressed with zstd, which is not supported. Build and save the image with gzip or without compression.`,
    );
  const file = createReadStream(path, { highWaterMark: 1024 ** 2 });
  return bound(compression === 'gzip' ? gunzip(file, place) : file, bytesMax);
}

async function* bound(chunks: AsyncIterable<Uint8Array>, bytesMax: number): AsyncGenerator<Uint8Array> {
  let bytesLeft = bytesMax;
  for await (const chunk of chunks) {
    bytesLeft -= chunk.byteLength;
    if (bytesLeft < 0) throw tooLarge(bytesMax);
    yield chunk;
  }
}

async function* gunzip(file: ReturnType<typeof createReadStream>, place: string): AsyncGenerator<Uint8Array> {
  const plain = createGunzip({ chunkSize: 256 * 1024 });
  file.on('error', (error) => plain.destroy(error));
  file.pipe(plain);
  try {
    yield* plain;
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      throw new ImageRefused(
        'image_format',
        `${place} is damaged or cut off: its gzip stream can’t be read (${quote(error.message)}). Save and send it again.`,
      );
    throw error;
  } finally {
    file.destroy();
    plain.destroy();
  }
}
