import type { FileProblem } from '@/lib/core/files/file-problem';
import { findForeignFormat, isParquet, magicLength } from '@/lib/core/files/foreign-format';

const gzipMagic = [0x1f, 0x8b];

const zipMagic = [0x50, 0x4b];

/**
 * Detects the compression of a file by its first bytes, as the server does. For a file in another format the result is the
 * problem.
 */
export async function detectCompression(
  file: File,
): Promise<'plain' | 'gzip' | 'zip' | 'Parquet' | FileProblem> {
  const head = new Uint8Array(await file.slice(0, magicLength).arrayBuffer());
  const foreign = findForeignFormat(head);
  if (foreign !== null) return foreign;
  if (isParquet(head)) return 'Parquet';
  if (gzipMagic.every((byte, i) => head[i] === byte)) return 'gzip';
  return zipMagic.every((byte, i) => head[i] === byte) ? 'zip' : 'plain';
}

/**
 * The bytes of a plain or gzipped file, decompressed, as a stream.
 * @param onRead called with the share of the file that has been read, 0 to 1
 * @throws TypeError if the gzip is damaged or cut off
 */
export async function* openPlain(
  file: File,
  packing: 'plain' | 'gzip',
  onRead: (share: number) => void,
): AsyncGenerator<Uint8Array> {
  let readBytes = 0;
  const counted = file.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        readBytes += chunk.byteLength;
        onRead(file.size > 0 ? readBytes / file.size : 1);
        controller.enqueue(chunk);
      },
    }),
  );
  const plain = packing === 'gzip' ? counted.pipeThrough(new DecompressionStream('gzip')) : counted;
  const reader = plain.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/**
 * Fetches the bytes at an address; null if there is nothing. Bypasses the browser's cache, since a verification is about what
 * the site serves now.
 * @throws Error with a message for the reader
 */
export async function fetchBytes(url: URL): Promise<Uint8Array | null> {
  const response = await fetch(url, { cache: 'no-cache' }).catch((cause: unknown) => {
    throw new Error(`The site could not be reached at ${url.pathname}.`, { cause });
  });
  if (response.status === 404 || response.status === 409) return null;
  if (!response.ok) throw new Error(`The site responded with ${response.status} at ${url.pathname}.`);
  return new Uint8Array(await response.arrayBuffer());
}
