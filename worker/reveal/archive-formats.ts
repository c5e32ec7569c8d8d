import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

export type FileToZip = { name: string; byteCount: number; open: () => Promise<Readable> };

/**
 * Streams files as a zip archive, one after another. All entries have the same time stamp, so that the same
 * files give the same bytes, at any time and in any time zone.
 */
export async function* zipFiles(files: readonly FileToZip[], at: Date): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  // yazl returns a Readable, but its types name only Node's older stream interface.
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

/**
 * Zip stores local times without a zone. Returns the instant whose local clock shows the UTC time of `at`.
 */
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
