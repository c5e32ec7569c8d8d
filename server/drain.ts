import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { toProblem } from '@/lib/contracts/problem';
import { whenOver } from './client-limits';
import { isUpload } from './request-guards';

/** Milliseconds that requests under way have to end, and then milliseconds for requests that arrived during the drain. */
const usualPatience = { underWayMs: 30_000, laterMs: 5_000 };

const readyPath = /^\/readyz(?:\?|$)/;

/**
 * Stops a server without aborting requests under way. `/readyz` responds with 503, so that a load balancer sends no more
 * requests; new uploads are refused, since they may take minutes; other requests are still handled, each as the last of its
 * connection. The server stops listening when the requests that were under way have ended.
 */
export function makeDrain(server: Server, patience = usualPatience) {
  const underWay = new Set<ServerResponse>();
  let drained: Promise<void> | undefined;

  const drain = async () => {
    for (const response of underWay) if (!response.headersSent) response.shouldKeepAlive = false;
    const earlier = [...underWay].map((response) => new Promise<void>((ended) => whenOver(response, ended)));
    await withinMs(patience.underWayMs, Promise.all(earlier));
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    // A response that began before the drain leaves its connection open, which then must be closed here.
    const closing = setInterval(() => server.closeIdleConnections(), 50);
    await withinMs(patience.laterMs, closed);
    clearInterval(closing);
    server.closeAllConnections();
  };

  return {
    /**
     * Sends a refusal during a drain, if this request must be refused. @returns false, without a response, if the request is to
     * be handled
     */
    refuse(request: IncomingMessage, response: ServerResponse): boolean {
      if (!drained) return false;
      response.shouldKeepAlive = false;
      const refusal = readyPath.test(request.url ?? '') ? notReady : isUpload(request) && restarting;
      if (!refusal) return false;
      response.writeHead(503, refusal.headers).end(request.method === 'HEAD' ? undefined : refusal.body);
      return true;
    },
    /** Counts a request as under way until its response has ended. */
    watch(response: ServerResponse): void {
      underWay.add(response);
      whenOver(response, () => underWay.delete(response));
    },
    /** Begins the drain. The promise settles when no connection is left. */
    begin: (): Promise<void> => {
      drained ??= drain();
      return drained;
    },
  };
}

const withinMs = (ms: number, work: Promise<unknown>): Promise<unknown> =>
  Promise.race([work, sleep(ms, undefined, { ref: false })]);

const retryAfterSeconds = 10;

const compose = (body: object, headers: Record<string, string>) => {
  const text = JSON.stringify(body);
  const length = String(Buffer.byteLength(text));
  const all = {
    'cache-control': 'private, no-store',
    connection: 'close',
    'content-length': length,
    ...headers,
  };
  return { headers: all, body: text };
};

const restarting = compose(toProblem({ kind: 'restarting', retryAfterSeconds }), {
  'content-type': 'application/problem+json',
  'retry-after': String(retryAfterSeconds),
});

const notReady = compose({ status: 'draining' }, { 'content-type': 'application/json' });
