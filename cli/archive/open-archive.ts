import { constants } from 'node:fs';
import { lstat, open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import {
  ArchiveUnreadable,
  archiveBytesMax,
  bytesMaxOf,
  openArchiveZip,
  requireModestJson,
} from '@/lib/contracts/archive/archive-limits';
import { fetchArchiveJson, fetchPublished, type RoundSite } from '@/lib/contracts/round-archive';
import type { ArchiveToVerify } from '@/lib/core/commitment/verify-archive';
import { ZipUnreadable } from '@/lib/core/files/zip-reader';

/** An archive from any source, not verified yet. */
export type OpenedArchive = Pick<ArchiveToVerify, 'archiveBytes' | 'files' | 'published' | 'ranking'> & {
  close(): void;
};

/** Collects bytes up to a limit. @throws ArchiveUnreadable at the first piece that exceeds the limit */
export async function collectBytes(
  pieces: AsyncIterable<Uint8Array>,
  bytesMax: number,
  what: string,
): Promise<Uint8Array> {
  const collected: Uint8Array[] = [];
  let byteCount = 0;
  for await (const piece of pieces) {
    byteCount += piece.length;
    if (byteCount > bytesMax)
      throw new ArchiveUnreadable(
        `${what} has more than ${bytesMax} bytes, which no archive of its size has`,
      );
    collected.push(piece);
  }
  return Buffer.concat(collected, byteCount);
}

/**
 * Reads a regular file. Other kinds are refused, because an unpacked archive comes from other people: a link
 * in it may lead to any file of the reader's, and a pipe or a device may never end. Null for a missing file.
 * @throws ArchiveUnreadable
 */
export async function readPlainFile(path: string, bytesMax: number): Promise<Uint8Array | null> {
  if (!(await isPlainFile(path))) return null;
  // These flags neither follow a link nor wait for a pipe that has replaced the file since the check.
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

/**
 * True if a regular file exists; false if nothing does. @throws ArchiveUnreadable for anything else, such as
 * a link
 */
export async function isPlainFile(path: string): Promise<boolean> {
  const found = await lookAt(path);
  if (found === null) return false;
  if (found.isSymbolicLink()) throw notPlain(path, 'a link, and links are not followed');
  if (!found.isFile()) throw notPlain(path, found.isDirectory() ? 'a folder' : 'a pipe or a device');
  return true;
}

/**
 * True if a folder that isn't a link exists; false if nothing does. @throws ArchiveUnreadable for anything
 * else
 */
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

/**
 * Opens the archive that a command's argument names: the address of a round, a folder, a zip, or an
 * `archive.json`. @param from folder to which relative paths refer
 */
export async function openArchive(where: string, from: string): Promise<OpenedArchive> {
  if (/^https?:\/\//.test(where)) return openSite(new URL(where));
  const path = resolve(from, where);
  const found = await stat(path).catch((cause) => {
    throw new ArchiveUnreadable(`there is no ${path}`, { cause });
  });
  if (found.isDirectory()) return openFolder(path, { archiveName: 'archive.json', isWhole: true });
  await isPlainFile(path);
  if (path.endsWith('.zip')) return openZip(path);
  return openFolder(dirname(path), { archiveName: basename(path), isWhole: false });
}

/**
 * Opens an unpacked archive. @param isWhole false for an `archive.json` whose folder may also contain files
 * that don't belong to the archive
 */
async function openFolder(
  folder: string,
  { archiveName, isWhole }: { archiveName: string; isWhole: boolean },
): Promise<OpenedArchive> {
  const archiveBytes = await readPlainFile(join(folder, archiveName), archiveBytesMax);
  if (!archiveBytes) throw new ArchiveUnreadable(`there is no ${join(folder, archiveName)}`);
  requireModestJson(archiveBytes, null);
  return {
    archiveBytes,
    files: {
      listed: null,
      irregularities: [],
      listNames: async () => (isWhole ? listFiles(folder) : null),
      // Paths are constants of this program, or come from the archive, whose format allows only those in
      // `predictions/`.
      read: async (path) => {
        if (!(await isPlainFolder(join(folder, dirname(path))))) return null;
        return readPlainFile(join(folder, path), bytesMaxOf(path));
      },
    },
    published: [],
    ranking: null,
    close: () => {},
  };
}

/** Lists everything in a folder except its subfolders themselves; links are listed, and not followed. */
async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .sort();
}

/** Opens a revealed round on a site, by the address of its page or of its API. */
async function openSite(address: URL): Promise<OpenedArchive> {
  const [, slug, number] = /\/benchmarks\/([^/]+)\/rounds\/([1-9]\d*)/.exec(address.pathname) ?? [];
  if (slug === undefined || number === undefined)
    throw new ArchiveUnreadable('the address of a round contains /benchmarks/<slug>/rounds/<number>');
  const site: RoundSite = {
    slug: decodeURIComponent(slug),
    number: Number(number),
    async fetchBytes(path) {
      // Requests uncompressed responses: a decompressed one could be a thousand times the bytes received.
      const headers = { 'accept-encoding': 'identity' };
      const response = await fetch(new URL(path, address.origin), { headers }).catch((cause: unknown) => {
        throw new ArchiveUnreadable(`${address.origin} can’t be reached`, { cause });
      });
      if (response.status === 404 || response.status === 409) return null;
      if (!response.ok) throw new ArchiveUnreadable(`${path} responded with status ${response.status}`);
      if (response.body === null) return new Uint8Array();
      return collectBytes(response.body, archiveBytesMax, `${address.origin}${path}`);
    },
  };
  const published = await fetchPublished(site);
  if (!published) throw new ArchiveUnreadable(`there is no such round on ${address.origin}`);
  const archiveBytes = await fetchArchiveJson(site);
  if (!archiveBytes) throw new ArchiveUnreadable('the round has no archive: it is not revealed');
  requireModestJson(archiveBytes, null);
  return {
    archiveBytes,
    files: published.files,
    published: published.published,
    ranking: published.ranking,
    close: () => {},
  };
}

/** Opens the zip of a whole archive. Files are decompressed singly on demand, up to their size limit. */
async function openZip(path: string): Promise<OpenedArchive> {
  const file = await open(path);
  const close = () => void file.close();
  try {
    const { size } = await file.stat();
    const { archiveBytes, files } = await describeZipFaults(path, () =>
      openArchiveZip({
        size,
        read: async (from, to) => {
          const bytes = Buffer.alloc(to - from);
          const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
          return bytes.subarray(0, bytesRead);
        },
      }),
    );
    if (!archiveBytes) throw new ArchiveUnreadable(`there is no archive.json in ${path}`);
    const read = (name: string) => describeZipFaults(path, () => files.read(name));
    return { archiveBytes, files: { ...files, listed: null, read }, published: [], ranking: null, close };
  } catch (cause) {
    close();
    throw cause;
  }
}

async function describeZipFaults<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw cause instanceof ZipUnreadable
      ? new ArchiveUnreadable(`${path}: ${cause.message}`, { cause })
      : cause;
  }
}
