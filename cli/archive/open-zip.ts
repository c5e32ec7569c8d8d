import { buffer } from 'node:stream/consumers';
import { type Entry, openPromise } from 'yauzl';
import { parseSha256Sums } from '@/lib/core/commitment/parse-sha256sums';
import { ArchiveUnreadable, type OpenedArchive } from './opened-archive';

/** The zip of a whole archive. Files are unpacked one by one, when they are asked for. */
export async function openZip(path: string): Promise<OpenedArchive> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch((cause) => {
    throw new ArchiveUnreadable(`${path} is not a zip file that can be read`, { cause });
  });
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  const read = async (name: string): Promise<Uint8Array | null> => {
    const entry = entries.get(name);
    return entry ? buffer(await zip.openReadStreamPromise(entry)) : null;
  };
  const archiveBytes = await read('archive.json');
  if (!archiveBytes) throw new ArchiveUnreadable(`there is no archive.json in ${path}`);
  const sums = await read('SHA256SUMS');
  return {
    archiveBytes,
    files: { listed: sums && parseSha256Sums(new TextDecoder().decode(sums)), read },
    published: [],
    ranking: null,
    close: () => zip.close(),
  };
}
