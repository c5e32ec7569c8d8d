import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { fetchArchiveJson, fetchPublished, type RoundSite } from '@/lib/contracts/fetch-round-archive';
import { parseSha256Sums } from '@/lib/core/commitment/archive';
import { predictionsBytesMax } from '@/lib/core/submission/parse-predictions';
import { archiveBytesMax, collectBytes, countUnpackedMax, requireModestJson, sumsBytesMax } from './bounds';
import { ArchiveUnreadable, type OpenedArchive } from './opened-archive';
import { isPlainFile, isPlainFolder, readPlainFile } from './read-plain-file';

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
    throw new ArchiveUnreadable('the address of a round has /benchmarks/<slug>/rounds/<number> in it');
  const site: RoundSite = {
    slug: decodeURIComponent(slug),
    number: Number(number),
    async fetchBytes(path) {
      // Decompressed on the way, a response could be a thousand times the bytes received.
      const headers = { 'accept-encoding': 'identity' };
      const answer = await fetch(new URL(path, address.origin), { headers }).catch((cause: unknown) => {
        throw new ArchiveUnreadable(`${address.origin} can not be reached`, { cause });
      });
      if (answer.status === 404 || answer.status === 409) return null;
      if (!answer.ok) throw new ArchiveUnreadable(`${path} answered ${answer.status}`);
      if (answer.body === null) return new Uint8Array();
      return collectBytes(answer.body, archiveBytesMax, `${address.origin}${path}`);
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
