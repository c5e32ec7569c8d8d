import { createHash } from 'node:crypto';
import { mkdtemp, open, readdir, rm, stat, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeWebStream } from 'node:stream/web';

const spoolPrefix = 'tidemark-spool-';

/**
 * Name prefix of temporary files with a round's encrypted items, which the scorer writes
 * (worker/vault/item-spool.ts).
 */
export const itemSpoolPrefix = 'tidemark-items-';

/**
 * Age in milliseconds from which a temporary file counts as abandoned: longer than any upload or read takes.
 */
const spoolMsMax = 2 * 60 * 60_000;

export type SpooledFile = { path: string; sha256: string; byteCount: number; remove: () => Promise<void> };

/**
 * Writes bytes to a new temporary file and hashes them on the way. Only for data that may be unencrypted on a disk: predictions,
 * never a test set. The caller removes the file; a failed write removes it itself.
 */
export async function spoolFile(bytes: AsyncIterable<Uint8Array>): Promise<SpooledFile> {
  const folder = await mkdtemp(join(tmpdir(), spoolPrefix));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, 'file');
    const hash = createHash('sha256');
    let byteCount = 0;
    const file = await open(path, 'wx', 0o600);
    try {
      for await (const chunk of bytes) {
        hash.update(chunk);
        byteCount += chunk.byteLength;
        await file.writeFile(chunk);
      }
    } finally {
      await file.close();
    }
    return { path, sha256: hash.digest('hex'), byteCount, remove };
  } catch (cause) {
    await remove();
    throw cause;
  }
}

/**
 * Removes temporary files that killed processes left. Files of another site on the same machine may be in
 * use, but are younger than the limit. @returns the number of removed files
 */
export async function removeAbandonedSpools(nowMs: number): Promise<number> {
  let count = 0;
  for (const name of await readdir(tmpdir()).catch(() => [])) {
    if (!name.startsWith(spoolPrefix) && !name.startsWith(itemSpoolPrefix)) continue;
    const path = join(tmpdir(), name);
    const found = await stat(path).catch(() => null);
    if (!found || nowMs - found.mtimeMs <= spoolMsMax) continue;
    // Files of another user can't be removed, and don't belong to this site.
    const isRemoved = await rm(path, { recursive: true }).then(
      () => true,
      () => false,
    );
    if (isRemoved) count++;
  }
  return count;
}

/** Free disk space. */
export type FreeSpace = {
  /** The least free space of the file systems, in bytes. */
  countBytes(): Promise<number>;
  isShort(): Promise<boolean>;
};

/** Below this free space, uploads are refused, unless a setting gives another limit. */
export const freeSpaceMbMinDefault = 256;

/**
 * Measures the free space of these folders' file systems that this process may use. @param mbMin limit in
 * MiB: below it on any of them, space is short
 */
export function freeSpaceOf(folders: readonly string[], mbMin: number): FreeSpace {
  const countBytes = async () => Math.min(...(await Promise.all(folders.map(countFreeBytes))));
  return { countBytes, isShort: async () => (await countBytes()) < mbMin * 1024 * 1024 };
}

/** A folder that doesn't exist yet will be on the file system of its parent. */
async function countFreeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    const above = dirname(folder);
    if (above === folder) throw error;
    return countFreeBytes(above);
  }
}

/** Node and the DOM each declare the type of web streams, hence the casts. */
export const toWebStream = (bytes: Readable): ReadableStream<Uint8Array<ArrayBuffer>> =>
  Readable.toWeb(bytes) as ReadableStream<Uint8Array<ArrayBuffer>>;

export function fromWebStream(stream: ReadableStream<Uint8Array>): Readable {
  const readable = Readable.fromWeb(stream as NodeWebStream<Uint8Array>);
  // A reader gets the error at its next read. Without a listener, an error before that would end the process.
  return readable.on('error', () => {});
}
