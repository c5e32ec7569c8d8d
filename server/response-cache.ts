import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestListener,
  type ServerResponse,
  request as sendRequest,
} from 'node:http';
import { duplexPair } from 'node:stream';
import { LRUCache } from 'lru-cache';

const below = (root: string, ...paths: string[]): string[] => paths.map((path) => root + path);

/** Routes whose responses to visitors without a session are cached: public pages, badges, feeds and public JSON. */
export const cachedRoutes: readonly string[] = [
  ...[
    '/',
    '/benchmarks',
    '/contact',
    '/docs',
    '/docs/[document]',
    '/docs/[document]/[page]',
    '/docs/api',
    '/methods',
    '/methods/metrics',
    '/moderation',
  ],
  ...['/client', '/privacy', '/submit', '/terms'],
  ...['/feed.atom', '/feed.json', '/card.png', '/teams/[team]', '/embed/[slug]'],
  ...below('/badge/[slug]', '', '/[model]'),
  ...below('/card/[slug]', '', '/models/[model]', '/rounds/[number]'),
  ...below('/benchmarks/[slug]', '', '/badges', '/data', '/rules', '/rounds', '/changelog'),
  ...below('/benchmarks/[slug]', '/feed.atom', '/feed.json', '/rounds.ics'),
  ...below('/benchmarks/[slug]', '/models/[model]', '/rounds/[number]', '/rounds/[number]/errata'),
  ...['/benchmarks/[slug]/rounds/[number]/subgroups', '/benchmarks/[slug]/models/[model]/system'],
  ...['/api/v1/openapi.json', '/api/v1/benchmarks'],
  ...below(
    '/api/v1/benchmarks/[slug]',
    '',
    '/announcements',
    '/changelog',
    '/version-histories',
    '/anchors',
    '/over-rounds',
    '/rounds',
  ),
  ...below('/api/v1/benchmarks/[slug]/models/[model]', '', '/eval-results', '/model-index', '/system'),
  ...below('/api/v1/benchmarks/[slug]/rounds/[number]', '', '/against/[earlier]', '/commitment'),
  ...below('/api/v1/benchmarks/[slug]/rounds/[number]', '/croissant', '/errata', '/every-eval-ever'),
  ...below('/api/v1/benchmarks/[slug]/rounds/[number]', '/leaderboard', '/subgroups'),
];

/**
 * One segment of a path, without percent-escapes and not `.` or `..`, so that each address has a single spelling and no client
 * can fill the cache with variants of one address.
 */
const segment = '(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]{1,200}';
const cachedPath = new RegExp(
  `^(?:${cachedRoutes.map((route) => route.replaceAll('.', '\\.').replaceAll(/\[\w+\]/g, () => segment)).join('|')})$`,
);

export const isCachedPath = (url: string): boolean => cachedPath.test(url);

/**
 * True for a request to which every visitor gets the same response: it only reads, has no session or token, and asks neither
 * for CSV nor for a part of a page (as Next's scripts do). Other cookies are ignored, since the cache's own requests send none.
 */
function isAnonymous({ method, headers }: IncomingMessage): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  if ((headers['content-length'] ?? '0') !== '0' || headers['transfer-encoding'] !== undefined) return false;
  // A session cookie may have several names, and may be split into several cookies.
  if (headers.authorization !== undefined || headers.cookie?.includes('session-token')) return false;
  if (headers.accept?.includes('text/csv')) return false;
  return !Object.keys(headers).some((name) => /^(?:rsc$|next-|x-nextjs-)/.test(name));
}

const encodingOf = ({ headers }: IncomingMessage): 'gzip' | 'identity' =>
  /(?:^|,)\s*gzip\s*(?:,|$|;(?!\s*q=0(?:\.0*)?\s*(?:,|$)))/i.test(headers['accept-encoding'] ?? '')
    ? 'gzip'
    : 'identity';

type RawResponse = { status: number; headers: IncomingHttpHeaders; body: Buffer };
type CachedResponse = { status: number; etag: string; headers: OutgoingHttpHeaders; body: Buffer };

/**
 * Caches public responses. To fill an entry, the cache makes a request of its own without any visitor's headers, so that the
 * response contains only what every visitor may see. The nonce of the response's policy is stored with its body.
 * @param options.render responds to a request as the site does
 * @param options.host public host of the site
 */
export function makeResponseCache(options: {
  render: RequestListener;
  host: string;
  lifetimeMs?: number;
  bytesMax?: number;
}) {
  const { render, host, lifetimeMs = 2_000, bytesMax = 64 * 2 ** 20 } = options;
  const cache = new LRUCache<string, CachedResponse>({
    maxSize: bytesMax,
    maxEntrySize: bytesMax / 4,
    sizeCalculation: ({ body }, key) => body.length + key.length + 2_000,
    ttl: lifetimeMs,
  });
  const fills = new Map<string, { startedAt: number; filled: Promise<CachedResponse | null> }>();
  const askSite = askInMemory(render);

  const fill = async (url: string, encoding: string, startedAt: number): Promise<CachedResponse | null> => {
    const accept = url.startsWith('/api/') ? '*/*' : 'text/html,*/*';
    const raw = await askSite(url, { host, accept, 'accept-encoding': encoding });
    if (!isForEverybody(raw)) return null;
    // The age of a response is counted from the time of its request, since the data may have changed later.
    const isFresh = raw.status === 200 && performance.now() - startedAt < lifetimeMs;
    const cached = compose(raw, isFresh);
    if (isFresh) cache.set(`${encoding} ${url}`, cached, { start: startedAt });
    return cached;
  };

  return {
    /** Sends a cached response if there is one. @returns false, without a response, if there is none */
    send: (request: IncomingMessage, response: ServerResponse): boolean => {
      if (!isAnonymous(request)) return false;
      const cached = cache.get(`${encodingOf(request)} ${request.url}`);
      if (cached) sendCached(request, response, cached);
      return cached !== undefined;
    },
    /**
     * Renders a response once for all visitors who wait for it, and sends it. @returns false if this request must be handled by
     * itself
     */
    fill: async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
      const { url = '' } = request;
      if (!isAnonymous(request) || !isCachedPath(url)) return false;
      const encoding = encodingOf(request);
      const key = `${encoding} ${url}`;
      const startedAt = performance.now();
      let flight = fills.get(key);
      if (!flight || startedAt - flight.startedAt >= lifetimeMs) {
        const started = { startedAt, filled: fill(url, encoding, startedAt).catch(() => null) };
        flight = started;
        fills.set(key, started);
        void started.filled.then(() => fills.get(key) === started && fills.delete(key));
      }
      const cached = await flight.filled;
      if (cached && !response.destroyed) sendCached(request, response, cached);
      return cached !== null;
    },
  };
}

/**
 * True for a response that depends only on the cache's key and sets no cookie. A missing page (404) is sent to all who wait for
 * the response, but not stored.
 */
function isForEverybody({ status, headers }: RawResponse): boolean {
  if (headers['set-cookie'] !== undefined) return false;
  if (status !== 200) return status === 404;
  const isPage = headers['content-type']?.startsWith('text/html') === true;
  if (!isPage && /private|no-store/.test(headers['cache-control'] ?? '')) return false;
  const vary = (headers.vary ?? '').split(',').map((name) => name.trim().toLowerCase());
  return vary.every((name) => /^(?:|accept-encoding|rsc|next-url|next-router-[\w-]+)$/.test(name));
}

const hopHeaders = /^(?:connection|keep-alive|transfer-encoding|date|content-length)$/;

/**
 * @param isFresh false for a response that proxies must not store: a missing page, or one whose rendering took longer than the
 * lifetime
 */
function compose({ status, headers, body }: RawResponse, isFresh: boolean): CachedResponse {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  const kept = Object.entries(headers).filter(([name]) => !hopHeaders.test(name));
  const vary = [headers.vary, 'accept-encoding, cookie, authorization'].filter(Boolean).join(', ');
  const cacheControl = isFresh ? 'public, max-age=0, s-maxage=3' : 'private, no-store';
  return {
    status,
    etag,
    headers: {
      ...Object.fromEntries(kept),
      ...{ vary, etag, 'cache-control': cacheControl, 'content-length': body.length },
    },
    body,
  };
}

/** Headers that a 304 response leaves out. A new policy would block the scripts of the stored page, which have an older nonce. */
const ofBody = /^(?:content-(?:length|encoding|type|security-policy)|link)$/;

function sendCached(request: IncomingMessage, response: ServerResponse, cached: CachedResponse): void {
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (cached.status === 200 && known?.some((tag) => tag === '*' || tag === cached.etag)) {
    const headers = Object.entries(cached.headers).filter(([name]) => !ofBody.test(name));
    response.writeHead(304, Object.fromEntries(headers)).end();
  } else
    response
      .writeHead(cached.status, cached.headers)
      .end(request.method === 'HEAD' ? undefined : cached.body);
}

/** Maximum number of bytes in a response, more than any page has. */
const responseBytesMax = 32 * 2 ** 20;

/**
 * Sends requests to the site over a pair of streams in memory. No client can reach them, so they need neither a port nor a
 * secret.
 */
function askInMemory(listener: RequestListener) {
  const server = createServer(listener);
  return async (path: string, headers: Record<string, string>): Promise<RawResponse> => {
    const [near, far] = duplexPair();
    // Destroyed a little later, since the response may already be complete and still has to be read.
    far.once('close', () => setImmediate(() => near.destroy()));
    server.emit('connection', far);
    try {
      const request = sendRequest({ path, headers, createConnection: () => near }).end();
      const response: IncomingMessage = (await once(request, 'response'))[0];
      const chunks: Buffer[] = [];
      let bytesLeft = responseBytesMax;
      for await (const chunk of response) {
        bytesLeft -= chunk.length;
        if (bytesLeft < 0) throw new Error(`the response to ${path} is too long`);
        chunks.push(chunk);
      }
      return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) };
    } finally {
      near.destroy();
      far.destroy();
    }
  };
}
