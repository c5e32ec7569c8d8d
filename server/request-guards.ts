import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * The `Host` values the site responds to. A page of another site whose name resolves to this machine (DNS rebinding) sends its
 * own name, and must get neither the inbox nor a session.
 */
export function knownHosts(publicUrl: string, port: number, isLoopback: boolean): ReadonlySet<string> {
  return new Set([new URL(publicUrl).host, ...(isLoopback ? loopbackHosts(port) : [])]);
}

export const loopbackHosts = (port: number): readonly string[] =>
  ['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${port}`);

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * For callers that know the machine by an address of its own: supervisors and load balancers, to whom the response tells no secret,
 * and the runner beside the site, which has a token and no browser.
 */
const hostlessPath = /^\/(?:healthz|readyz)(?:\?|$)|^\/api\/runner\//;

type RequestHead = Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'rawHeaders'>;
export type RequestFault = { status: number; headers: Record<string, string>; body: string };

/**
 * The reason to refuse a request before Next sees it. Node takes the first of two `Host` headers, and another server on the way
 * may take the second; Next responds 500 to a path that it can't decode and to an action from another origin. The API checks
 * origins by itself, since a token works from anywhere.
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
  return null;
}

/**
 * Compares the origin with the host that the request was sent to, which a proxy may forward, as Next does: it responds 500 where they differ,
 * also between two names of this site.
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
 * Accepts a path from the root with complete percent-escapes of valid UTF-8, and without `..`: browsers resolve these themselves
 * (and read a backslash as a slash), and Next would take them for another page than the guards did. A target that names a server
 * is for proxies.
 */
function isReadablePath(url: string): boolean {
  const [path = ''] = url.split('?', 1);
  try {
    return path.startsWith('/') && !/[/\\]\.{1,2}(?:[/\\]|$)/.test(decodeURIComponent(path));
  } catch {
    return false;
  }
}

/** Refuses upgrades. Next listens for them too, and would leave such a connection open without a response. */
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
 * True for a file from a named sender, which may take minutes; its reader enforces a minimum speed (adapters/read-multipart.ts).
 */
export function isUpload({ url = '', headers }: Pick<IncomingMessage, 'url' | 'headers'>): boolean {
  if (!headers['content-type']?.startsWith('multipart/form-data')) return false;
  const isNamed = headers.authorization !== undefined || headers.cookie?.includes('session-token') === true;
  return isNamed && uploadPath.test(url);
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  (headers['content-length'] ?? '0') !== '0' || headers['transfer-encoding'] !== undefined;

/** A runner's result may have 257 MB, and a trained model 4 GB. */
const runnerBodies = [
  { path: /^\/api\/runner\/leases\/[^/?#]+\/\d+\/result$/, msMax: 5 * 60_000 },
  { path: /^\/api\/runner\/leases\/[^/?#]+\/\d+\/model$/, msMax: 30 * 60_000 },
];

/** A minute is longer than a form or JSON takes on a slow line. */
const findBodyMsMax = ({ url = '' }: IncomingMessage): number =>
  runnerBodies.find(({ path }) => path.test(url))?.msMax ?? 60_000;

/** Ends a request whose body trickles in, with 408 where no response has begun. */
export function limitBodyTime(
  request: IncomingMessage,
  response: ServerResponse,
  withinMs = findBodyMsMax(request),
): void {
  if (!hasBody(request)) return;
  const { socket } = request;
  const timer = setTimeout(() => {
    if (request.complete) return;
    // Ends the connection as Node does for late headers, since a handler may be reading.
    if (!response.headersSent) socket.write(requestTimeout);
    socket.destroySoon();
  }, withinMs);
  request.once('close', () => clearTimeout(timer));
}

const requestTimeout = 'HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n';

/** A refused file may be this long for its sender to keep the connection; a longer one still gets the response, if it reads it in time. */
const drainMax = { bytes: 64 * 2 ** 20, ms: 10_000 };

/**
 * Reads the rest of a body that its handler left, once the response is finished: the connection would stay half read, and the next request
 * on it would hang. A longer rest ends the connection.
 */
export function drainUnreadBody(request: IncomingMessage, response: ServerResponse, max = drainMax): void {
  if (!hasBody(request)) return;
  const { socket } = request;
  // When a handler stops reading, Node destroys the request's socket, after which it can't be drained.
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
    // Without a `readable` listener or a stopped pipe, the stream flows.
    request.unpipe().removeAllListeners('data').removeAllListeners('readable').resume();
  });
}

/** 8 kB/s, the speed that uploads are held to. */
const slowestReading = { graceMs: 60_000, bytesPerSecondMin: 8 * 1024, checkEveryMs: 10_000 };

/**
 * Ends a connection whose client doesn't read: it would hold the file or the response behind it for good. Its time grows with the bytes it
 * was sent, which are little more than those it has read, since every producer waits for the socket.
 */
export function endSlowReaders(server: Server, limits = slowestReading): void {
  const { graceMs, bytesPerSecondMin, checkEveryMs } = limits;
  const sockets = new Set<Socket>();
  /** The time since which bytes have been pending, and the bytes read before. */
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
