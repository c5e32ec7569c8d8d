import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ServedFile } from '@/lib/contracts/data-files';
import { toProblem } from '@/lib/contracts/problem';
import type { Refusal } from '@/lib/core/refusal';
import type { Result } from '@/lib/core/result';
import { findRequestId, noteRefusal, respondWith } from '@/services/access/respond-with';

/** A refusal as a problem document (RFC 9457), with the headers of its status. */
export function respondProblem(refusal: Refusal, now: Date): Response {
  const requestId = findRequestId();
  const problem = { ...toProblem(refusal), ...(requestId && { request_id: requestId }) };
  noteRefusal(refusal.kind);
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
  };
  if (refusal.kind === 'not_signed_in') headers['www-authenticate'] = 'Bearer';
  // The header that RFC 6750 § 3.1 requires for an invalid token.
  if (refusal.kind === 'token_invalid') headers['www-authenticate'] = 'Bearer error="invalid_token"';
  if (refusal.kind === 'insufficient_scope')
    headers['www-authenticate'] = `Bearer error="insufficient_scope", scope="${refusal.needs}"`;
  if (refusal.kind === 'method_not_allowed') headers.allow = refusal.allow.join(', ');
  if ('retryAfterSeconds' in refusal) headers['retry-after'] = String(refusal.retryAfterSeconds);
  if (refusal.kind === 'quota_exhausted') {
    const seconds = Math.max(1, Math.ceil((refusal.resetsAt.getTime() - now.getTime()) / 1000));
    const window = refusal.scope === 'day' ? ';w=86400' : '';
    headers['ratelimit-policy'] = `"${refusal.scope}";q=${refusal.limit}${window}`;
    headers.ratelimit = `"${refusal.scope}";r=0;t=${seconds}`;
    headers['retry-after'] = String(seconds);
  }
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}

/** JSON that is the same for every caller, with an ETag. */
export const respondPublic = (request: Request, body: unknown): Response =>
  respondPublicText(request, JSON.stringify(body), 'application/json');

/** A text that is the same for every caller, with an ETag. */
export function respondPublicText(
  request: Request,
  text: string,
  contentType: string,
  cacheControl = 'public, max-age=0, must-revalidate',
): Response {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
  const headers = { etag, 'cache-control': cacheControl, 'content-type': contentType };
  if (hasEtag(request, etag)) return new Response(null, { status: 304, headers });
  return new Response(text, { headers });
}

/** JSON for one caller, which no cache may store. @param body null for an empty response with status 204 */
export function respondPrivate(body: unknown, status = 200): Response {
  return new Response(body === null ? null : JSON.stringify(body), {
    status: body === null ? 204 : status,
    headers: { 'content-type': 'application/json', 'cache-control': 'private, no-store' },
  });
}

export const readIdempotencyKey = (request: Request): string | null =>
  request.headers.get('idempotency-key')?.slice(0, 200) ?? null;

/**
 * The response to an accepted upload. If the request repeats an earlier one, the response is the same again, with a header that
 * says so.
 */
export function respondReceipt(
  body: unknown,
  { status, isReplay }: { status: number; isReplay: boolean },
): Response {
  const receipt = respondPrivate(body, status);
  if (isReplay) receipt.headers.set('idempotency-replayed', 'true');
  return receipt;
}

export function respondPublicResult<T>(request: Request, result: Result<T>): Response {
  return result.ok ? respondPublic(request, result.value) : respondProblem(result.error, new Date());
}

export function respondPrivateResult<T>(result: Result<T>, status = 200): Response {
  return result.ok ? respondPrivate(result.value, status) : respondProblem(result.error, new Date());
}

/** Gives the page that shows a refused form the same status as the API's response for that refusal. */
export function respondRefused(refusal: Refusal): void {
  const { status, headers } = respondProblem(refusal, new Date());
  const retryAfter = headers.get('retry-after');
  respondWith(status, retryAfter === null ? {} : { 'retry-after': retryAfter });
}

/** Responds with a feed, which caches may keep for a minute. */
export const respondFeed = (request: Request, text: string, contentType: string): Response =>
  respondPublicText(request, text, contentType, 'public, max-age=60');

/** Responds with a file that never changes, which caches may keep for a year. */
export const respondImmutableFile = (request: Request, file: ServedFile): Promise<Response> =>
  respondFile(request, file, 'public, max-age=31536000, immutable');

/**
 * Responds with a file as a stream, or with its end from a first byte on, by which a client continues a download; 304 if the
 * client has the file. Of the ranges in RFC 9110 § 14.2 only `bytes=<first>-` is supported; for others the whole file is sent,
 * as that section allows.
 */
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
    'accept-ranges': 'bytes',
  };
  if (hasEtag(request, headers.etag)) return new Response(null, { status: 304, headers });
  const firstByte = findFirstByte(request, headers.etag);
  const { stream, byteCount } = await file.open(firstByte ?? 0);
  const isBehindEnd = firstByte !== null && firstByte >= byteCount;
  const status = isBehindEnd ? 416 : firstByte === null ? 200 : 206;
  const sent = {
    ...headers,
    ...(status === 206 && {
      'content-range': `bytes ${firstByte}-${byteCount - 1}/${byteCount}`,
      // `no-transform` keeps Next from compressing the response, since the range counts the bytes of the file.
      'cache-control': `${cacheControl}, no-transform`,
    }),
    ...(status === 416 && { 'content-range': `bytes */${byteCount}`, 'cache-control': 'no-store' }),
    'content-length': String(isBehindEnd ? 0 : byteCount - (firstByte ?? 0)),
  };
  if (request.method !== 'HEAD' && !isBehindEnd)
    return new Response(streamBody(stream), { status, headers: sent });
  // Nothing will read the stream, so this closes the file.
  await stream[Symbol.asyncIterator]().return?.();
  return new Response(null, { status, headers: sent });
}

/**
 * The first byte of the requested range. Null for the whole file, also where `If-Range` names another version of the file (RFC
 * 9110 § 13.1.5).
 */
function findFirstByte({ method, headers }: Request, etag: string): number | null {
  const [, first] = /^bytes=(\d{1,15})-$/.exec(headers.get('range') ?? '') ?? [];
  const version = headers.get('if-range');
  return first === undefined || method !== 'GET' || (version !== null && version !== etag)
    ? null
    : Number(first);
}

/** True if the request's `If-None-Match` contains this ETag (RFC 9110 § 13.1.2). Takes time linear in the header's length. */
export function hasEtag(request: Request, etag: string): boolean {
  const known = request.headers.get('if-none-match')?.split(',') ?? [];
  return known.some((given) => {
    const tag = given.trim();
    return tag === '*' || (tag.startsWith('W/') ? tag.slice(2) : tag) === etag;
  });
}

/**
 * Responds with a public table or figure as a download. The response varies by `Accept`, since callers may also choose the
 * format by that header.
 */
export const respondDownload = (text: string, { type, name }: { type: string; name: string }): Response =>
  new Response(text, {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'content-disposition': `attachment; filename="${name}"`,
      // Caches must revalidate the response, since a round may be frozen or invalidated at any time.
      'cache-control': 'public, max-age=0, must-revalidate',
      vary: 'accept',
    },
  });

/** Responds with a CSV for one caller, which no cache may store. */
export const respondPrivateDownload = (text: string, name: string): Response =>
  new Response(text, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  });

/** Bytes as the body of a response. The cast converts between Node's and the DOM's type of the same class. */
export const streamBody = (bytes: AsyncIterable<Uint8Array>): ReadableStream =>
  Readable.toWeb(Readable.from(bytes, { objectMode: false })) as ReadableStream;
