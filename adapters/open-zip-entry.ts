import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { findForeignZip } from '@/lib/core/files/foreign-format';
import { readNpz } from './columnar/read-npz';
import { FileRefused } from './faults';

const entriesReadMax = 50;

/** Maximum number of arrays in a .npz, which has one for each class. */
const arraysMax = 2_000;

/**
 * The only file of a zip archive, or the arrays of a .npz as CSV. Reading `plain` may throw FileRefused. The
 * caller must close the archive in every case.
 */
export type ZipEntry = {
  readonly plain: AsyncGenerator<Uint8Array>;
  /** Null for the arrays of a .npz, which have size limits of their own. */
  readonly compressedBytes: number | null;
  close(): void;
};

/**
 * Opens a zip archive that has exactly one file, or NumPy arrays only. Folders and the resource forks that
 * macOS adds don't count. Refuses (FileRefused, `bad_archive`) other archives, and encrypted or damaged ones;
 * size and checksum must be those that the archive declares.
 */
export async function openZipEntry(
  path: string,
  limits: { readonly plainBytesMax: number },
): Promise<ZipEntry> {
  const zip = await attempt(() => openPromise(path, { lazyEntries: true, autoClose: false }));
  try {
    const entries = await attempt(() => listFiles(zip));
    if (entries.some((entry) => entry.isEncrypted()))
      throw refused('the zip archive is encrypted', 'Zip it without a password.');
    if (isArrays(entries)) {
      const plain = readNpz(entries, (entry) => readWhole(zip, entry), limits);
      return { plain, compressedBytes: null, close: () => zip.close() };
    }
    const [entry] = entries;
    if (!entry) throw refused('the zip archive has no file', oneFileHint);
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

async function listFiles(zip: ZipFile): Promise<Entry[]> {
  const files: Entry[] = [];
  let entryCount = 0;
  for await (const entry of zip.eachEntry()) {
    entryCount += 1;
    const foreign = findForeignZip(entry.fileName);
    if (foreign !== null) throw new FileRefused(foreign);
    const isFile = !entry.fileName.endsWith('/') && !entry.fileName.startsWith('__MACOSX/');
    if (isFile) files.push(entry);
    const isWithin = isArrays(files)
      ? entryCount < arraysMax
      : files.length < 2 && entryCount < entriesReadMax;
    if (!isWithin) throw refused('the zip archive has more than one file', oneFileHint);
  }
  return files;
}

const isArrays = (files: readonly Entry[]): boolean =>
  files.length > 0 && files.every(({ fileName }) => fileName.endsWith('.npy'));

/** yauzl throws if a file has more bytes than the archive declares. */
async function readWhole(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const stream = await attempt(() => zip.openReadStreamPromise(entry));
  const pieces: Uint8Array[] = [];
  for await (const piece of readChecked(stream, entry)) pieces.push(piece);
  return Buffer.concat(pieces);
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

/**
 * Converts errors of a bad archive to refusals. yauzl and zlib throw plain errors for these; an error of the
 * operating system has the name of its system call.
 */
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
