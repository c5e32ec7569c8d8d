import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

export type FileToZip = { name: string; byteCount: number; open: () => Promise<Readable> };

/**
 * Files as a zip archive, read one after another. All have the same time, as UTC: the same files give the same bytes, at any time
 * and in any time zone.
 */
export async function* zipFiles(files: readonly FileToZip[], at: Date): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  // The library creates one, but its types cover only Node's older streams.
  const output = zip.outputStream as Readable;
  const fail = (cause: unknown) => output.destroy(cause instanceof Error ? cause : new Error(String(cause)));
  zip.on('error', fail);
  for (const { name, byteCount, open } of files)
    zip.addReadStreamLazy(
      name,
      { mtime: asLocal(at), mode: 0o100644, forceDosTimestamp: true, size: byteCount },
      (give) => {
        open().then((stream) => give(null, stream.once('error', fail)), fail);
      },
    );
  zip.end();
  const bytes: AsyncIterable<Uint8Array> = output;
  yield* bytes;
}

/** Zip has local times without a zone; this is the time whose local clock shows the UTC of `at`. */
function asLocal(at: Date): Date {
  return new Date(
    at.getUTCFullYear(),
    at.getUTCMonth(),
    at.getUTCDate(),
    at.getUTCHours(),
    at.getUTCMinutes(),
    at.getUTCSeconds(),
  );
}
