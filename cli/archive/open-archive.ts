import { constants } from 'node:fs';
import { lstat, open, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { fetchArchiveJson, fetchPublished, type RoundSite } from '@/lib/contracts/round-archive';
import { parseSha256Sums } from '@/lib/core/commitment/archive';
import type { ArchiveToVerify } from '@/lib/core/commitment/verify-archive';
import { predictionsBytesMax } from '@/lib/core/submission/parse-predictions';

/** An archive from any source, before any verification. */
export type OpenedArchive = Pick<ArchiveToVerify, 'archiveBytes' | 'files' | 'published' | 'ranking'> & {
  close(): void;
};

/** The reason why an archive can't be verified, as a message for the command line. */
export class ArchiveUnreadable extends Error {}

/** Maximum bytes of an archive's file; `archive.json` is a text, limited by the engine's longest string. */
export const archiveBytesMax = 512 * 1024 * 1024;

export const sumsBytesMax = 16 * 1024 * 1024;

/**
 * Limit of an entry's compression ratio, beyond ten megabytes: every item of an archive has 64 random bytes, which don't
 * compress.
 */
const ratioMax = 100;

const smallBytes = 10_000_000;

/** Decompressed bytes that an entry of so many compressed bytes may have. */
export const countUnpackedMax = (packedBytes: number, bytesMax: number): number =>
  Math.min(bytesMax, Math.max(smallBytes, ratioMax * packedBytes));

/** Collects bytes up to a limit. @throws ArchiveUnreadable at the first piece beyond it */
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

/** Limit of values in an uncompressed archive. */
const valuesMax = 40_000_000;

/** Limit of values in a compressed one, beyond a million: a compressed value has more than a byte. */
const smallValues = 1_000_000;

/**
 * Refuses an `archive.json` with too many values, before they are parsed: `[],[],…` takes ten times its bytes in memory, and a
 * thousand times its compressed ones.
 * @param packedBytes of the entry of a zip; null for a plain file
 * @throws ArchiveUnreadable
 */
export function requireModestJson(bytes: Uint8Array, packedBytes: number | null): void {
  const most = packedBytes === null ? valuesMax : Math.min(valuesMax, smallValues + packedBytes);
  if (countJsonValues(bytes, most) > most)
    throw new ArchiveUnreadable(
      `archive.json has more than ${most} values, which no archive of its size has`,
    );
}

const [quote, backslash, comma, openBracket, openBrace] = [0x22, 0x5c, 0x2c, 0x5b, 0x7b];

/** Approximate number of values: one for each list or object, and for each comma. Stops just above `most`. */
function countJsonValues(bytes: Uint8Array, most: number): number {
  let count = 0;
  let isText = false;
  for (let at = 0; at < bytes.length && count <= most; at++) {
    const byte = bytes[at];
    if (isText) {
      if (byte === backslash) at++;
      else if (byte === quote) isText = false;
    } else if (byte === quote) isText = true;
    else if (byte === comma || byte === openBracket || byte === openBrace) count++;
  }
  return count;
}

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

/** A file for each submission and a few more. */
const entriesMax = 200_000;

/**
 * Opens an archive by a typed argument: the address of a round, a folder, a zip, or an `archive.json`. @param from the base of
 * relative paths
 */
export async function openArchive(where: string, from: string): Promise<OpenedArchive> {
  if (/^https?:\/\//.test(where)) return openSite(new URL(where));
  const path = resolve(from, where);
  const found = await stat(path).catch((cause) => {
    throw new ArchiveUnreadable(`there is no ${path}`, { cause });
  });
  if (found.isDirectory()) return openFolder(path, 'archive.json');
  await isPlainFile(path);
  return path.endsWith('.zip') ? openZip(path) : openFolder(dirname(path), basename(path));
}

/** An unpacked archive: `archive.json`, and, where present, SHA256SUMS and `predictions/`. */
async function openFolder(folder: string, archiveName: string): Promise<OpenedArchive> {
  const archiveBytes = await readPlainFile(join(folder, archiveName), archiveBytesMax);
  if (!archiveBytes) throw new ArchiveUnreadable(`there is no ${join(folder, archiveName)}`);
  requireModestJson(archiveBytes, null);
  const sums = await readPlainFile(join(folder, 'SHA256SUMS'), sumsBytesMax);
  return {
    archiveBytes,
    files: {
      listed: sums && parseSha256Sums(new TextDecoder().decode(sums)),
      // Paths are the program's own, or come from the archive, whose format allows none outside `predictions/`.
      read: async (path) => {
        if (!(await isPlainFolder(join(folder, dirname(path))))) return null;
        return readPlainFile(
          join(folder, path),
          path === 'items.csv' ? archiveBytesMax : predictionsBytesMax,
        );
      },
    },
    published: [],
    ranking: null,
    close: () => {},
  };
}

/** A revealed round on a site, by the address of its page or of its API. */
async function openSite(address: URL): Promise<OpenedArchive> {
  const [, slug, number] = /\/benchmarks\/([^/]+)\/rounds\/([1-9]\d*)/.exec(address.pathname) ?? [];
  if (slug === undefined || number === undefined)
    throw new ArchiveUnreadable('the address of a round contains /benchmarks/<slug>/rounds/<number>');
  const site: RoundSite = {
    slug: decodeURIComponent(slug),
    number: Number(number),
    async fetchBytes(path) {
      // Decompressed on the way, a response could be a thousand times the bytes received.
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

/** The zip of a whole archive. Files are decompressed one by one on demand, up to their limit. */
async function openZip(path: string): Promise<OpenedArchive> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch((cause) => {
    throw new ArchiveUnreadable(`${path} is not a zip file that can be read`, { cause });
  });
  try {
    const entries = await listEntries(zip, path);
    const read = async (name: string, bytesMax: number): Promise<Uint8Array | null> => {
      const entry = entries.get(name);
      if (!entry) return null;
      const most = countUnpackedMax(entry.compressedSize, bytesMax);
      return collectBytes(await zip.openReadStreamPromise(entry), most, `${name} in ${path}`);
    };
    const archiveBytes = await read('archive.json', archiveBytesMax);
    if (!archiveBytes) throw new ArchiveUnreadable(`there is no archive.json in ${path}`);
    requireModestJson(archiveBytes, entries.get('archive.json')?.compressedSize ?? null);
    const sums = await read('SHA256SUMS', sumsBytesMax);
    return {
      archiveBytes,
      files: {
        listed: sums && parseSha256Sums(new TextDecoder().decode(sums)),
        read: (name) => read(name, name === 'items.csv' ? archiveBytesMax : predictionsBytesMax),
      },
      published: [],
      ranking: null,
      close: () => zip.close(),
    };
  } catch (cause) {
    zip.close();
    throw cause;
  }
}

async function listEntries(zip: ZipFile, path: string): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  let entryCount = 0;
  for await (const entry of zip.eachEntry()) {
    entryCount += 1;
    if (entryCount > entriesMax) throw new ArchiveUnreadable(`${path} has more than ${entriesMax} files`);
    entries.set(entry.fileName, entry);
  }
  return entries;
}
