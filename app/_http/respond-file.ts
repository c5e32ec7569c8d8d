import { Readable } from 'node:stream';
import type { ServedFile } from '@/lib/contracts/data-files';

/** A file that never changes. */
export const respondImmutableFile = (request: Request, file: ServedFile): Promise<Response> =>
  respondFile(request, file, 'public, max-age=31536000, immutable');

/** A file as a stream; 304 to whoever has it already. */
export async function respondFile(
  request: Request,
  file: ServedFile,
  cacheControl = 'public, max-age=0, must-revalidate',
): Promise<Response> {
  const headers = {
    etag: `"${file.etag}"`,
    'cache-control': cacheControl,
    'content-type': file.mediaType,
    'content-disposition': `attachment; filename="${file.fileName}"`,
    'x-content-type-options': 'nosniff',
  };
  if (hasEtag(request, headers.etag)) return new Response(null, { status: 304, headers });
  const { stream, byteCount } = await file.open();
  const withLength = { ...headers, 'content-length': String(byteCount) };
  if (request.method !== 'HEAD') return new Response(streamBody(stream), { headers: withLength });
  // Closes the file, which has no reader.
  await stream[Symbol.asyncIterator]().return?.();
  return new Response(null, { headers: withLength });
}

/** True if the client has this version already, by `If-None-Match` (RFC 9110 § 13.1.2). Takes time in proportion to the header. */
export function hasEtag(request: Request, etag: string): boolean {
  const known = request.headers.get('if-none-match')?.split(',') ?? [];
  return known.some((given) => {
    const tag = given.trim();
    return tag === '*' || (tag.startsWith('W/') ? tag.slice(2) : tag) === etag;
  });
}

/** A table or figure that is the same for everybody, under a name to keep it by. What is asked for by `Accept` too differs by it. */
export const respondDownload = (text: string, { type, name }: { type: string; name: string }): Response =>
  new Response(text, {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'content-disposition': `attachment; filename="${name}"`,
      // A round may be frozen or invalidated at any instant.
      'cache-control': 'public, max-age=0, must-revalidate',
      vary: 'accept',
    },
  });

/** Bytes as the body of a response. Node and the DOM declare the one class of stream each for itself, hence the cast. */
export const streamBody = (bytes: AsyncIterable<Uint8Array>): ReadableStream =>
  Readable.toWeb(Readable.from(bytes, { objectMode: false })) as ReadableStream;
