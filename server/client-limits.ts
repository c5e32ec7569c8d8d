import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@/adapters/client-address';
import { toProblem } from '@/lib/contracts/problem';
import { networkOf } from '@/lib/core/sign-in/mail-limits';

/**
 * The key of a client's limits; null without limits. A proxy on this machine that isn't trusted may forward any client's
 * requests.
 */
export const limitKey = ({ address, isForwarded, isOwnRequest }: Client): string | null =>
  isOwnRequest ? null : (networkOf(address) ?? (isForwarded ? null : address));

/**
 * Limits the connections of one client: each costs memory and a descriptor before its first request.
 * @param clientOf null for an address that may be any client's, such as a proxy's
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

/** Maximum time of a handler, longer than any page takes. A handler that doesn't settle by then loses its slot. */
const settleMsMax = 30_000;

/**
 * Limits the requests of one client that are handled at a time. More wait in a bounded queue, which costs only their connections.
 * @returns handles a request once its client has a free slot, which `release` frees early; false, without handling it, where the
 * queue is full
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
    // Rendering continues without a client that has left, so its slot stays taken.
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

/** Calls back when a response or its connection ends. A pipelined response emits no `close` when the connection ends before its turn. */
export function whenOver(response: ServerResponse, callback: () => void): void {
  const { socket } = response.req;
  const end = () => {
    socket.off('close', end);
    response.off('close', end);
    callback();
  };
  // The last first: a queued response must not get the slot of an active one that ends with it.
  socket.setMaxListeners(0).prependListener('close', end);
  response.once('close', end);
}

const problem = toProblem({ kind: 'rate_limited', retryAfterSeconds: 1 });

/** The response is composed once, since a flood of requests gets it. */
export const tooManyRequests = {
  status: problem.status,
  headers: {
    ...{ 'content-type': 'application/problem+json', 'cache-control': 'private, no-store' },
    ...{ connection: 'close', 'retry-after': '1' },
  },
  body: JSON.stringify(problem),
} as const;
