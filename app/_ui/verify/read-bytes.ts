const gzipMagic = [0x1f, 0x8b];

const zipMagic = [0x50, 0x4b];

/** How a chosen file is packed, told by its first bytes, as the server does. */
export async function detectPacking(file: File): Promise<'plain' | 'gzip' | 'zip'> {
  const head = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  if (gzipMagic.every((byte, i) => head[i] === byte)) return 'gzip';
  return zipMagic.every((byte, i) => head[i] === byte) ? 'zip' : 'plain';
}

/**
 * The unpacked bytes of a plain or gzipped file, piece by piece.
 * @param onRead told the share of the file's own bytes that has been read, 0 to 1
 * @throws TypeError where the gzip is damaged or cut off
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
 * The bytes that a site has at a path, or null where it has none. The browser's cache is passed by: what is verified is
 * what the site serves now.
 * @throws Error, in words for the reader
 */
export async function fetchBytes(url: URL): Promise<Uint8Array | null> {
  const answer = await fetch(url, { cache: 'no-cache' }).catch((cause: unknown) => {
    throw new Error(`The site could not be reached at ${url.pathname}.`, { cause });
  });
  if (answer.status === 404 || answer.status === 409) return null;
  if (!answer.ok) throw new Error(`The site responded with ${answer.status} at ${url.pathname}.`);
  return new Uint8Array(await answer.arrayBuffer());
}
