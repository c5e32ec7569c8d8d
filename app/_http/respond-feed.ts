import { createHash } from 'node:crypto';

/** A feed for everybody, with an ETag so that a reader that asks every hour gets it only when it has changed. */
export function respondFeed(request: Request, text: string, contentType: string): Response {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
  const headers = { etag, 'cache-control': 'public, max-age=60', 'content-type': contentType };
  const known = request.headers.get('if-none-match')?.split(/\s*,\s*/) ?? [];
  return known.some((tag) => tag.replace(/^W\//, '') === etag || tag === '*')
    ? new Response(null, { status: 304, headers })
    : new Response(text, { headers });
}
