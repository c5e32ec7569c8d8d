import { detectCompression, openPlain } from '@/app/_ui/verify/read-bytes';
import { openZipReader } from '@/app/_ui/verify/zip-reader';
import type { FileProblem } from '@/lib/core/files/file-problem';

/** Thrown while bytes are read; the file is at fault. */
export class PackingRefused extends Error {
  constructor(readonly problem: FileProblem) {
    super(problem.detail);
  }
}

/** The plain bytes of a prediction file: as it is, gzipped, or the only file of a zip, as the server takes it. */
export async function* openPredictions(
  file: File,
  onRead: (share: number) => void,
): AsyncGenerator<Uint8Array> {
  const packing = await detectCompression(file);
  if (packing === 'zip') {
    yield await readOnlyFile(file);
    return;
  }
  try {
    yield* openPlain(file, packing, onRead);
  } catch (error) {
    if (packing === 'gzip' && error instanceof TypeError)
      throw refused('the gzip file is damaged or cut off', 'Make the archive again.');
    throw error;
  }
}

async function readOnlyFile(file: File): Promise<Uint8Array> {
  const zip = await openZipReader(file);
  const [name, second] = zip.names.filter((one) => !one.endsWith('/') && !one.startsWith('__MACOSX/'));
  const bytes = name === undefined || second !== undefined ? null : await zip.read(name);
  if (!bytes)
    throw refused(
      'the zip archive has not exactly one file',
      'Put one CSV or JSON Lines file into the archive.',
    );
  return bytes;
}

const refused = (detail: string, hint: string) =>
  new PackingRefused({ code: 'bad_archive', line: null, column: null, detail, hint });
