import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { collectBytes } from './bounds';
import { ArchiveUnreadable } from './opened-archive';

/**
 * The bytes of a file, which is one: an unpacked archive is a stranger's folder, in which a link may lead to any file of the
 * reader's, and a pipe or a device may never end. Null where there is none.
 * @throws ArchiveUnreadable
 */
export async function readPlainFile(path: string, bytesMax: number): Promise<Uint8Array | null> {
  if (!(await isPlainFile(path))) return null;
  // Whatever has taken its place since is neither followed nor waited for.
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

/** Whether there is anything; what there is has to be a file. @throws ArchiveUnreadable */
export async function isPlainFile(path: string): Promise<boolean> {
  const found = await lookAt(path);
  if (found === null) return false;
  if (found.isSymbolicLink()) throw notPlain(path, 'a link, and links are not followed');
  if (!found.isFile()) throw notPlain(path, found.isDirectory() ? 'a folder' : 'a pipe or a device');
  return true;
}

/** Whether there is a folder, and not a link to one. @throws ArchiveUnreadable for anything else */
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
