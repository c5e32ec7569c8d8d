import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { collectBytes } from './bounds';
import { ArchiveUnreadable } from './opened-archive';

/**
 * The bytes of a regular file: an unpacked archive comes from others, and a link in it may lead to any file of the reader's, and
 * a pipe or a device may never end. Null for a missing file.
 * @throws ArchiveUnreadable
 */
export async function readPlainFile(path: string, bytesMax: number): Promise<Uint8Array | null> {
  if (!(await isPlainFile(path))) return null;
  // A link or pipe that has replaced it since is neither followed nor waited for.
  const file = await open(
    path,
    constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
  );
  try {
    if (!(await file.stat()).isFile()) throw notPlain(path, 'no file');
    return await collectBytes(file.createReadStream({ autoClose: false }), bytesMax, path);
  } finally {
    await file.close();
  }
}

/** True if there is a file; false if nothing is there. @throws ArchiveUnreadable for another kind */
export async function isPlainFile(path: string): Promise<boolean> {
  const found = await lookAt(path);
  if (found === null) return false;
  if (found.isSymbolicLink()) throw notPlain(path, 'a link, and links are not followed');
  if (!found.isFile()) throw notPlain(path, found.isDirectory() ? 'a folder' : 'a pipe or a device');
  return true;
}

/** True if there is a folder that is no link; false if nothing is there. @throws ArchiveUnreadable for another kind */
export async function isPlainFolder(path: string): Promise<boolean> {
  const found = await lookAt(path);
  if (found === null) return false;
  if (found.isSymbolicLink()) throw notPlain(path, 'a link, and links are not followed');
  if (!found.isDirectory()) throw notPlain(path, 'no folder');
  return true;
}

async function lookAt(path: string) {
  try {
    return await lstat(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return null;
    throw error;
  }
}

const notPlain = (path: string, what: string) => new ArchiveUnreadable(`${path} is ${what}`);
