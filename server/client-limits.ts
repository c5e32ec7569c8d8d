import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@/adapters/client-address';
import { toProblem } from '@/lib/contracts/problem';
import { networkOf } from '@/lib/core/sign-in/mail-limits';

/**
 * The key by which requests are counted towards a client's limits. Null means no limits: for the server's own requests, and for
 * those by way of an untrusted proxy on this machine, which may forward requests of any client.
 */
export const limitKey = ({ address, isForwarded, isOwnRequest }: Client): string | null =>
  isOwnRequest ? null : (networkOf(address) ?? (isForwarded ? null : address));

/**
 * Limits the connections of one client, since each uses memory and a file descriptor even before its first request.
 * @param clientOf the client of a connection; null if its address may stand for any client, as that of a proxy
 */
export function limitConnections(
  server: Server,
  clientOf: (socket: Socket) => string | null,
  perClientMax: number,
): void {
  const counts = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const client = clientOf(socket);
    if (client === null) return;
    const count = counts.get(client) ?? 0;
    if (count >= perClientMax) return void socket.destroy();
    counts.set(client, count + 1);
    socket.once('close', () => {
      const left = (counts.get(client) ?? 1) - 1;
      if (left === 0) counts.delete(client);
      else counts.set(client, left);
    });
  });
}

type Handle = (release: () => void) => unknown;

/** Time in milliseconds after which a handler that hasn't finished loses its slot. Longer than any page takes to render. */
const settleMsMax = 30_000;

/**
 * Limits how many requests of one client are handled concurrently. Further requests wait in a bounded queue, where they need no
 * more than their connections.
 * @returns a function that handles a request as soon as its client has a free slot, and gives the handler a `release` that
 * frees the slot early. The function returns false, without handling the request, if the queue is full
 */
export function limitConcurrency(max: { activePerClient: number; queuedPerClient: number; queued: number }) {
  const clients = new Map<string, { active: number; readonly queue: Set<() => void> }>();
  let queuedCount = 0;
  return (client: string, response: ServerResponse, handle: Handle): boolean => {
    const slots = clients.get(client) ?? { active: 0, queue: new Set() };
    const isFree = slots.active < max.activePerClient;
    if (!isFree && (slots.queue.size >= max.queuedPerClient || queuedCount >= max.queued)) return false;
    clients.set(client, slots);
    let isOver = false;
    const leaveQueue = (start: () => void): boolean => {
      const isQueued = slots.queue.delete(start);
      if (isQueued) queuedCount -= 1;
      return isQueued;
    };
    let isSettled: Promise<unknown> = Promise.resolve();
    const start = () => {
      slots.active += 1;
      isSettled = Promise.race([handle(release), sleep(settleMsMax, null, { ref: false })]);
    };
    const release = () => {
      if (isOver) return;
      isOver = true;
      if (leaveQueue(start)) return;
      slots.active -= 1;
      for (const next of slots.queue) {
        leaveQueue(next);
        return next();
      }
      if (slots.active === 0) clients.delete(client);
    };
    // A page is still being rendered after its client has left, so the slot stays taken until the handler is done.
    whenOver(response, () => {
      if (slots.queue.has(start)) release();
      else void isSettled.catch(() => {}).then(release);
    });
    if (isFree) start();
    else {
      slots.queue.add(start);
      queuedCount += 1;
    }
    return true;
  };
}

/**
 * Calls back once when a response has ended, or its connection. The latter is needed since the response to a pipelined request
 * emits no `close` if the connection ends before its turn.
 */
export function whenOver(response: ServerResponse, callback: () => void): void {
  const { socket } = response.req;
  const end = () => {
    socket.off('close', end);
    response.off('close', end);
    callback();
  };
  // Listeners run in reverse order, so that queued requests of an ended connection are dropped before its active one frees a
  // slot, which they would get.
  socket.setMaxListeners(0).prependListener('close', end);
  response.once('close', end);
}

const problem = toProblem({ kind: 'rate_limited', retryAfterSeconds: 1 });

/** The response with status 429, composed once, since a flood of requests gets it. */
export const tooManyRequests = {
  status: problem.status,
  headers: {
    ...{ 'content-type': 'application/problem+json', 'cache-control': 'private, no-store' },
    ...{ connection: 'close', 'retry-after': '1' },
  },
  body: JSON.stringify(problem),
} as const;
