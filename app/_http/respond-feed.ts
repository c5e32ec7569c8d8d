import { createHash } from 'node:crypto';
import { hasEtag } from './has-etag';

/** A feed for everybody, with an ETag so that a reader that asks every hour gets it only when it has changed. */
export function respondFeed(request: Request, text: string, contentType: string): Response {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
  const headers = { etag, 'cache-control': 'public, max-age=60', 'content-type': contentType };
  return hasEtag(request, etag)
    ? new Response(null, { status: 304, headers })
    : new Response(text, { headers });
}
