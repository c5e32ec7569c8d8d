import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { parseSha256Sums } from '@/lib/core/commitment/parse-sha256sums';
import { predictionsBytesMax } from '@/lib/core/submission/plain-bytes-max';
import { archiveBytesMax, collectBytes, countUnpackedMax, requireModestJson, sumsBytesMax } from './bounds';
import { ArchiveUnreadable, type OpenedArchive } from './opened-archive';

/** A file for each submission and a few more. */
const entriesMax = 200_000;

/** The zip of a whole archive. Files are unpacked one by one, when they are asked for, and no further than they may be. */
export async function openZip(path: string): Promise<OpenedArchive> {
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
