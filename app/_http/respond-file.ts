import type { ServedFile } from '@/lib/contracts/served-file';
import { hasEtag } from './has-etag';
import { streamBody } from './stream-body';

/** A file that never changes, as a stream; 304 to whoever has it already. */
export async function respondImmutableFile(request: Request, file: ServedFile): Promise<Response> {
  const headers = {
    etag: `"${file.sha256}"`,
    'cache-control': 'public, max-age=31536000, immutable',
    'content-type': file.mediaType,
    'content-disposition': `attachment; filename="${file.fileName}"`,
    'x-content-type-options': 'nosniff',
  };
  if (hasEtag(request, headers.etag)) return new Response(null, { status: 304, headers });
  const withLength = { ...headers, 'content-length': String(file.byteCount) };
  // Nobody would read the stream to its end, so none is opened.
  if (request.method === 'HEAD') return new Response(null, { headers: withLength });
  return new Response(streamBody(await file.open()), { headers: withLength });
}
