import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * The values of the `Host` header that the site responds to. In an attack by DNS rebinding, a page of another site whose name
 * resolves to this machine sends its own name, and must get neither the inbox nor a session.
 */
export function knownHosts(publicUrl: string, port: number, isLoopback: boolean): ReadonlySet<string> {
  return new Set([new URL(publicUrl).host, ...(isLoopback ? loopbackHosts(port) : [])]);
}

export const loopbackHosts = (port: number): readonly string[] =>
  ['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${port}`);

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * Paths that are served under any `Host`, for callers that know the machine only by its address: supervisors and load
 * balancers, whose responses contain no secret, and a runner on the same machine, which sends a token and isn't a browser.
 */
const hostlessPath = /^\/(?:healthz|readyz)(?:\?|$)|^\/api\/runner\//;

type RequestHead = Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'rawHeaders'>;
export type RequestFault = { status: number; headers: Record<string, string>; body: string };

/**
 * Finds the reason to refuse a request before Next sees it, or null. Of two `Host` headers Node uses the first, but another
 * server on the way might use the second. Next would respond 500 to a path that it can't decode, to a form from another
 * origin, and to one that is too large. The API checks origins by itself, since API tokens work from any origin.
 */
export function findFault(
  { method = '', url = '', headers, rawHeaders }: RequestHead,
  { hosts, protocol }: { hosts: ReadonlySet<string>; protocol: string },
): RequestFault | null {
  const hostCount = rawHeaders.filter((name, i) => i % 2 === 0 && /^host$/i.test(name)).length;
  if (hostCount > 1) return fault(400, 'This request names two hosts.');
  if (!hosts.has(headers.host?.toLowerCase() ?? '') && !hostlessPath.test(url))
    return fault(421, 'This site has another name.');
  if (!methods.includes(method))
    return fault(405, 'This site takes no such method.', { allow: methods.join(', ') });
  if (!isReadablePath(url)) return fault(400, 'This address can’t be read.');
  if (method === 'POST' && headers.origin !== undefined && !url.startsWith('/api/'))
    if (!isFromNamedHost(headers, hosts, protocol))
      return fault(403, 'This was sent by a page of another site.');
  return method === 'POST' && !boundedPath.test(url) && !uploadPath.test(url) ? findFormFault(headers) : null;
}

/** Paths whose handlers bound the bytes that they read. */
const boundedPath = /^\/(?:api|unsubscribe)\//;

/** Maximum size of a form that a page receives, as Next has it. */
const formBytesMax = 2 ** 20;

/** Finds the reason to refuse a page's form by its length, which every browser states. */
function findFormFault(headers: RequestHead['headers']): RequestFault | null {
  if (headers['transfer-encoding'] !== undefined)
    return fault(411, 'State the length of the form in `Content-Length`.');
  return Number(headers['content-length'] ?? 0) > formBytesMax
    ? fault(413, 'This form is too large: at most 1 MB.')
    : null;
}

/**
 * True if the `Origin` header equals the host to which the request was sent (or that a proxy forwards). Next makes the same
 * comparison, and would respond 500 even between two names of this site.
 */
function isFromNamedHost(
  headers: RequestHead['headers'],
  hosts: ReadonlySet<string>,
  protocol: string,
): boolean {
  const forwarded = [headers['x-forwarded-host']].flat()[0]?.split(',')[0]?.trim();
  const host = (forwarded || headers.host || '').toLowerCase();
  return hosts.has(host) && headers.origin === `${protocol}//${host}`;
}

const fault = (status: number, words: string, more: Record<string, string> = {}): RequestFault => {
  const type = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'private, no-store' };
  return { status, headers: { ...type, ...more }, body: `${words}\n` };
};

/**
 * Accepts a path from the root with complete percent-escapes of valid UTF-8 and without `.` and `..`: browsers resolve these
 * themselves (and read a backslash as a slash), so Next could serve another page than the guards have checked. A request target
 * with a server name is only for proxies, so it is refused.
 */
function isReadablePath(url: string): boolean {
  const [path = ''] = url.split('?', 1);
  try {
    return path.startsWith('/') && !/[/\\]\.{1,2}(?:[/\\]|$)/.test(decodeURIComponent(path));
  } catch {
    return false;
  }
}

/**
 * Refuses protocol upgrades such as WebSockets. Next listens for them too, and would leave the connection open without a
 * response.
 */
export function refuseUpgrades(server: Server): void {
  server.on('upgrade', (_request, socket) => {
    socket.on('error', () => {});
    socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n', () =>
      socket.destroy(),
    );
  });
}

const uploadPath =
  /^\/(?:api\/v1\/benchmarks\/[^/?#]+\/(?:submissions|rounds(?:\/[^/?#]+\/test-set)?)|maintain\/[^/?#]+\/rounds\/[^/?#]+\/test-set)(?:\?|$)/;

/**
 * True for an upload with a token or a session, which may take minutes. Whoever reads the upload enforces a minimum speed
 * (adapters/read-multipart.ts).
 */
export function isUpload({ url = '', headers }: Pick<IncomingMessage, 'url' | 'headers'>): boolean {
  if (!headers['content-type']?.startsWith('multipart/form-data')) return false;
  const isNamed = headers.authorization !== undefined || headers.cookie?.includes('session-token') === true;
  return isNamed && uploadPath.test(url);
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  (headers['content-length'] ?? '0') !== '0' || headers['transfer-encoding'] !== undefined;

/** Time limits for the bodies that runners send: a result may have 257 MB, and a trained model 4 GB. */
const runnerBodies = [
  { path: /^\/api\/runner\/leases\/[^/?#]+\/\d+\/result$/, msMax: 5 * 60_000 },
  { path: /^\/api\/runner\/leases\/[^/?#]+\/\d+\/model$/, msMax: 30 * 60_000 },
];

/** Maximum time in which a body must arrive; a minute is longer than a form or JSON takes on a slow connection. */
const findBodyMsMax = ({ url = '' }: IncomingMessage): number =>
  runnerBodies.find(({ path }) => path.test(url))?.msMax ?? 60_000;

/** Ends a request whose body arrives too slowly; with status 408 if its response hasn't begun. */
export function limitBodyTime(
  request: IncomingMessage,
  response: ServerResponse,
  withinMs = findBodyMsMax(request),
): void {
  if (!hasBody(request)) return;
  const { socket } = request;
  const timer = setTimeout(() => {
    if (request.complete) return;
    // Writes the 408 directly to the socket, as Node does for late headers, since a handler may still be reading the body.
    if (!response.headersSent) socket.write(requestTimeout);
    socket.destroySoon();
  }, withinMs);
  request.once('close', () => clearTimeout(timer));
}

const requestTimeout = 'HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n';

/**
 * Maximum rest of a refused upload that is read so that its connection can be reused. The sender of a longer one still gets the
 * response if the sender reads the response in time.
 */
const drainMax = { bytes: 64 * 2 ** 20, ms: 10_000 };

/**
 * Reads the rest of a body that its handler hasn't read, once the response is finished: otherwise the next request on the
 * connection would hang. If the rest is too long, the connection ends.
 */
export function drainUnreadBody(request: IncomingMessage, response: ServerResponse, max = drainMax): void {
  if (!hasBody(request)) return;
  const { socket } = request;
  // When a handler stops reading, Node would destroy the request's socket, and the rest couldn't be read; so the destruction is
  // put off until the response is finished.
  const destroy = request.destroy.bind(request);
  request.destroy = (error) => {
    request.socket = socket;
    return request.complete || socket.destroyed ? destroy(error) : request;
  };
  response.once('finish', () => {
    if (request.complete) return;
    const [bytesBefore, startedAt] = [socket.bytesRead, performance.now()];
    const draining = setInterval(() => {
      const isTooMuch = socket.bytesRead - bytesBefore > max.bytes || performance.now() - startedAt > max.ms;
      if (isTooMuch) socket.destroy();
      if (request.complete || socket.destroyed) clearInterval(draining);
    }, 20);
    // Once `readable` listeners are removed and pipes stopped, `resume` makes the stream flow.
    request.unpipe().removeAllListeners('data').removeAllListeners('readable').resume();
  });
}

/** Minimum reading speed of a client, 8 kB/s, the same as for uploads. */
const slowestReading = { graceMs: 60_000, bytesPerSecondMin: 8 * 1024, checkEveryMs: 10_000 };

/**
 * Ends a connection whose client doesn't read: the client would keep the sent file or response open for ever. The allowed time
 * grows with the bytes sent so far, which are only slightly more than those read, since every sender waits while the socket's
 * buffer is full.
 */
export function endSlowReaders(server: Server, limits = slowestReading): void {
  const { graceMs, bytesPerSecondMin, checkEveryMs } = limits;
  const sockets = new Set<Socket>();
  /** For each connection with unread bytes: since when there have been any, and the number of bytes read before. */
  const stalls = new Map<Socket, { sinceMs: number; readBytes: number }>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      stalls.delete(socket);
    });
  });
  const check = (): void => {
    const nowMs = performance.now();
    for (const socket of sockets) {
      const stall = stalls.get(socket);
      if (socket.writableLength === 0) stalls.delete(socket);
      else if (!stall)
        stalls.set(socket, { sinceMs: nowMs, readBytes: socket.bytesWritten - socket.writableLength });
      else {
        const allowedMs = graceMs + ((socket.bytesWritten - stall.readBytes) / bytesPerSecondMin) * 1_000;
        if (nowMs - stall.sinceMs > allowedMs) socket.destroy();
      }
    }
  };
  setInterval(check, checkEveryMs).unref();
}
