import type { ServedFile } from '@/lib/contracts/served-file';
import { hasEtag } from './has-etag';
import { streamBody } from './stream-body';

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
