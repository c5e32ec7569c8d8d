import { createHash } from 'node:crypto';
import { ImageRefused, quote } from './container-fault';
import { type Blob, normalize, notAnImage, readUncompressed, tooLarge } from './open-archive';
import { readTar, type TarEntry } from './read-tar';

/** Disk space and number of entries that an image will have when unpacked. */
export type ImageSize = { unpackedBytes: number; entries: number };

/** Maximum number of entries; an image with PyTorch and CUDA has about 100,000. */
export const entriesMax = 400_000;

/** Block size of a file system; every file takes at least one block. */
const blockBytes = 4_096;

/**
 * Reads a layer before anything is unpacked: its size, its digest, and the path of each entry. Stops at the
 * first fault, and after at most as many bytes as may be unpacked.
 * @param size of the layers below; this layer is added to it @throws ImageRefused
 */
export async function scanLayer(
  { path }: Blob,
  layer: { readonly place: string; readonly diffId: string },
  size: ImageSize,
  unpackedBytesMax: number,
): Promise<void> {
  const hash = createHash('sha256');
  const chunks = tap(await readUncompressed(path, layer.place, unpackedBytesMax), (chunk) =>
    hash.update(chunk),
  );
  for await (const { entry } of readTar(chunks, layer.place)) {
    checkEntry(entry, layer.place);
    size.entries += 1;
    size.unpackedBytes += blockBytes * Math.max(1, Math.ceil(entry.sizeBytes / blockBytes));
    // The header states the content's size, so a bomb is refused before its content is read.
    if (size.unpackedBytes > unpackedBytesMax) throw tooLarge(unpackedBytesMax);
    if (size.entries > entriesMax)
      throw new ImageRefused(
        'image_too_large',
        `The image has more than ${entriesMax} files and folders. Remove caches and packages that the program doesn’t need.`,
      );
  }
  const digest = `sha256:${hash.digest('hex')}`;
  if (digest !== layer.diffId)
    throw notAnImage(`${layer.place} has the hash ${digest}, where its config says ${layer.diffId}`);
}

async function* tap(
  chunks: AsyncIterable<Uint8Array>,
  see: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    see(chunk);
    yield chunk;
  }
}

/**
 * Prefix of entries that delete: `.wh.<name>` removes a name of the layers below; `.wh..wh..opq` removes
 * everything in its folder.
 */
const whiteout = '.wh.';
const opaqueWhiteout = '.wh..wh..opq';

/** The kernel's limits of a path and of a name. */
const pathBytesMax = 4_095;
const nameBytesMax = 255;

/** Maximum depth of folders in a path: umoci examines each folder of the path again for each file. */
const foldersMax = 250;

/**
 * Checks that an entry's name denotes a place inside the image. Symbolic links may point anywhere: they are
 * followed only inside the container, and umoci follows them within the image's root. Setuid bits are
 * allowed: the program can't gain privileges, and every file belongs to its own user.
 */
function checkEntry({ name, type, linkName }: TarEntry, place: string): void {
  requireInside(name, `${place} has the path ${quote(name)}`);
  if (type !== 'folder' && normalize(name) === '')
    throw wrongPath(`${place} has a ${type} as its root`, 'the root is a folder');
  if (type === 'hard link')
    requireInside(linkName, `${place} has a hard link ${quote(name)} to ${quote(linkName)}`);
  if (type === 'device' || type === 'fifo')
    throw wrongPath(
      `${place} has a ${type} at ${quote(name)}`,
      'an image has files, folders and links only: remove it, for example with RUN rm -rf /dev/*',
    );
  const last = name.split('/').findLast((part) => part !== '') ?? '';
  if (last.startsWith(whiteout) && last !== opaqueWhiteout)
    checkWhiteout(last, `${place} has ${quote(name)}`);
}

function requireInside(name: string, finding: string): void {
  const expected = findPathFault(name);
  if (expected !== undefined) throw wrongPath(finding, expected);
}

/** Finds the rule that a path of an archive breaks; a path must denote a place inside the unpacked folder. */
export function findPathFault(name: string): string | undefined {
  const parts = name.split('/');
  if (name === '' || name.startsWith('/') || parts.includes('..'))
    return 'paths are relative to the root and have no “..”';
  if (parts.length > foldersMax) return `a path has at most ${foldersMax} folders`;
  if (Buffer.byteLength(name) > pathBytesMax || parts.some((part) => Buffer.byteLength(part) > nameBytesMax))
    return `a path has at most ${pathBytesMax} bytes, and a name ${nameBytesMax}`;
  return undefined;
}

function checkWhiteout(name: string, finding: string): void {
  const removed = name.slice(whiteout.length);
  if (removed === '' || removed === '.' || removed === '..' || removed.startsWith(whiteout))
    throw wrongPath(finding, 'a whiteout removes one name of its own folder');
}

const wrongPath = (finding: string, expected: string): ImageRefused =>
  new ImageRefused(
    'layer_path',
    `${finding}. Expected: ${expected}. Build the image with docker build, and save it with docker save.`,
  );
