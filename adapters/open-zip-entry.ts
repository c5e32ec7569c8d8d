import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { findForeignZip } from '@/lib/core/files/foreign-format';
import { FileRefused } from './faults';

const entriesReadMax = 50;

/** The only file of a zip archive. `plain` may end in FileRefused; close the archive in every case. */
export type ZipEntry = {
  readonly plain: AsyncGenerator<Uint8Array>;
  readonly compressedBytes: number;
  close(): void;
};

/**
 * Opens a zip archive that has exactly one file. Folders and the resource forks that macOS adds don't count. Refuses
 * (FileRefused, `bad_archive`) other archives, encrypted and damaged ones; size and checksum
 * must be what the archive declares.
 */
export async function openZipEntry(path: string): Promise<ZipEntry> {
  const zip = await attempt(() => openPromise(path, { lazyEntries: true, autoClose: false }));
  try {
    const entry = await attempt(() => findOnlyFile(zip));
    if (entry.isEncrypted()) throw refused('the zip archive is encrypted', 'Zip it without a password.');
    const stream = await attempt(() => zip.openReadStreamPromise(entry));
    return {
      plain: readChecked(stream, entry),
      compressedBytes: entry.compressedSize,
      close: () => {
        stream.destroy();
        zip.close();
      },
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function findOnlyFile(zip: ZipFile): Promise<Entry> {
  let only: Entry | null = null;
  let entryCount = 0;
  for await (const entry of zip.eachEntry()) {
    entryCount += 1;
    const foreign = findForeignZip(entry.fileName);
    if (foreign !== null) throw new FileRefused(foreign);
    if (entry.fileName.endsWith('/') || entry.fileName.startsWith('__MACOSX/')) {
      if (entryCount < entriesReadMax) continue;
    } else if (only === null && entryCount < entriesReadMax) {
      only = entry;
      continue;
    }
    throw refused('the zip archive has more than one file', oneFileHint);
  }
  if (only === null) throw refused('the zip archive has no file', oneFileHint);
  return only;
}

async function* readChecked(stream: AsyncIterable<Uint8Array>, entry: Entry): AsyncGenerator<Uint8Array> {
  let crc = 0;
  try {
    for await (const chunk of stream) {
      crc = crc32(chunk, crc);
      yield chunk;
    }
  } catch (error) {
    throw asRefusal(error);
  }
  if (crc !== entry.crc32) throw damaged();
}

async function attempt<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw asRefusal(error);
  }
}

/** yauzl and zlib report a bad archive by plain errors; an error of the operating system names its system call. */
function asRefusal(error: unknown): unknown {
  if (error instanceof FileRefused || (error instanceof Error && 'syscall' in error)) return error;
  return damaged();
}

const oneFileHint =
  'Put exactly one CSV or JSON Lines file into the archive, or send it gzipped or as it is.';

const damaged = () =>
  refused('the zip archive is damaged or cut off', 'Make the archive again and send it again.');

function refused(detail: string, hint: string): FileRefused {
  return new FileRefused({ code: 'bad_archive', line: null, column: null, detail, hint });
}
