import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import { BlockList, isIP, type Socket } from 'node:net';
import { callerHeaders } from '@/adapters/caller-headers';
import { toProblem } from '@/lib/contracts/problem';
import { networkOf } from '@/lib/core/sign-in/network-of';

/**
 * Reads the addresses of proxies that may name the client: `10.0.0.7, 192.168.0.0/16, fd00::/8`.
 * @throws naming the part that is no address or network
 */
export function parseTrustedProxies(setting: string): BlockList {
  const proxies = new BlockList();
  for (const part of setting.split(/[\s,]+/).filter(Boolean)) {
    const [address = '', prefix] = part.split('/');
    const family = familyOf(address);
    const bitsMax = family === 'ipv4' ? 32 : 128;
    const bits = prefix === undefined ? bitsMax : Number(prefix);
    if (!isIP(address) || !/^\d{0,3}$/.test(prefix ?? '') || bits > bitsMax)
      throw new Error(`TRUSTED_PROXIES: ${part} is neither an address nor a network`);
    proxies.addSubnet(address, bits, family);
  }
  return proxies;
}

/**
 * The client's address: the socket's, or where that is a trusted proxy's, what this proxy appended to `X-Forwarded-For`, and so on from the
 * right for as long as proxies are trusted. Entries further left can be forged by anybody.
 */
export function findClientAddress(
  socketAddress: string,
  headers: IncomingHttpHeaders,
  proxies: BlockList,
): string {
  const forwardedFor = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  let address = unmapIpv4(socketAddress);
  while (isTrustedProxy(proxies, address)) {
    const next = forwardedFor.pop()?.trim() ?? '';
    if (!isIP(next)) break;
    address = unmapIpv4(next);
  }
  return address;
}

export function isTrustedProxy(proxies: BlockList, address: string): boolean {
  const unmapped = unmapIpv4(address);
  return isIP(unmapped) !== 0 && proxies.check(unmapped, familyOf(unmapped));
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 4 ? 'ipv4' : 'ipv6');

/** `::ffff:192.0.2.1` as `192.0.2.1`. */
const unmapIpv4 = (address: string): string => /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;

/** Headers that only a proxy has a reason to send. */
const forwardingHeaders = [
  ...['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto'],
  ...['x-forwarded-server', 'x-real-ip', 'x-client-ip', 'x-original-host', 'x-original-url'],
  ...['cf-connecting-ip', 'true-client-ip', 'fly-client-ip', 'x-envoy-external-address'],
];

export const isForwarded = (headers: IncomingHttpHeaders): boolean =>
  forwardingHeaders.some((name) => headers[name] !== undefined);

export type Client = {
  readonly address: string;
  readonly isForwarded: boolean;
  /** A request of the site's own, for a client who already has a slot. */
  readonly isOwnRequest: boolean;
};

/**
 * Identifies the client of a request. Where a form's action leads to another page, Next requests that page from this server with the
 * headers of the form's sender and forwarding headers of its own; a token that is drawn at each start marks such a request.
 */
export function identifyClients(proxies: BlockList) {
  const token = randomBytes(32).toString('base64url');
  return {
    identify({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): Client {
      const address = headers[callerHeaders.address];
      if (headers[callerHeaders.ownCall] === token && typeof address === 'string')
        return { address, isForwarded: headers[callerHeaders.isForwarded] !== 'no', isOwnRequest: true };
      return {
        address: findClientAddress(socket.remoteAddress ?? '', headers, proxies),
        isForwarded: isForwarded(headers),
        isOwnRequest: false,
      };
    },
    /** Request headers by which pages learn the client; they replace what a client sent under these names. */
    headersFor: (client: Pick<Client, 'address' | 'isForwarded'>): Record<string, string> => ({
      [callerHeaders.ownCall]: token,
      [callerHeaders.isForwarded]: client.isForwarded ? 'yes' : 'no',
      [callerHeaders.address]: client.address,
    }),
  };
}

/** The key of a client's limits; null without limits. A proxy on this machine that isn't trusted may speak for any client. */
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
    const count = (counts.get(client) ?? 0) + 1;
    if (count > perClientMax) {
      socket.destroy();
      return;
    }
    counts.set(client, count);
    socket.once('close', () => {
      const left = (counts.get(client) ?? 1) - 1;
      if (left === 0) counts.delete(client);
      else counts.set(client, left);
    });
  });
}

/** Handles a request once its client has a free slot; `release` frees it early. False, and nothing done, where the queue is full. */
export type LimitConcurrency = (
  client: string,
  response: ServerResponse,
  handle: (release: () => void) => void,
) => boolean;

type Slots = { readonly active: Set<ServerResponse>; readonly queue: Map<ServerResponse, () => void> };

/** Limits the requests of one client that are handled at a time. More wait in a bounded queue, which costs only their connections. */
export function limitConcurrency(max: {
  readonly activePerClient: number;
  readonly queuedPerClient: number;
  readonly queued: number;
}): LimitConcurrency {
  const clients = new Map<string, Slots>();
  let queuedCount = 0;

  const leave = (client: string, slots: Slots, response: ServerResponse): void => {
    slots.active.delete(response);
    if (slots.queue.delete(response)) queuedCount -= 1;
    for (const [next, start] of slots.queue) {
      if (slots.active.size >= max.activePerClient) return;
      slots.queue.delete(next);
      queuedCount -= 1;
      slots.active.add(next);
      start();
    }
    if (slots.active.size === 0 && clients.get(client) === slots) clients.delete(client);
  };

  return (client, response, handle) => {
    const slots: Slots = clients.get(client) ?? { active: new Set(), queue: new Map() };
    const isFree = slots.queue.size === 0 && slots.active.size < max.activePerClient;
    if (!isFree && (slots.queue.size >= max.queuedPerClient || queuedCount >= max.queued)) return false;
    clients.set(client, slots);
    const release = () => leave(client, slots, response);
    whenOver(response, release);
    if (isFree) {
      slots.active.add(response);
      handle(release);
    } else {
      slots.queue.set(response, () => handle(release));
      queuedCount += 1;
    }
    return true;
  };
}

const onConnectionEnd = new WeakMap<Socket, Set<() => void>>();

/**
 * Calls back when a response or its connection ends: a pipelined response emits no `close` when the connection ends before its turn.
 * One listener serves all responses of a connection.
 */
function whenOver(response: ServerResponse, callback: () => void): void {
  const { socket } = response.req;
  const pending = onConnectionEnd.get(socket) ?? new Set();
  // The last first: a queued response must not get the slot of an active one that ends with it.
  const endAll = () => {
    for (const end of [...pending].reverse()) end();
  };
  if (!onConnectionEnd.has(socket)) {
    onConnectionEnd.set(socket, pending);
    socket.once('close', endAll);
  }
  const end = () => {
    if (pending.delete(end)) callback();
  };
  pending.add(end);
  response.once('close', () => (socket.destroyed ? endAll() : end()));
}

const retryAfterSeconds = 1;
const problem = toProblem({ kind: 'rate_limited', retryAfterSeconds });

/** Composed once, since a flood of requests gets it. */
export const tooManyRequests = {
  status: problem.status,
  headers: {
    'content-type': 'application/problem+json',
    'cache-control': 'private, no-store',
    connection: 'close',
    'retry-after': String(retryAfterSeconds),
  },
  body: JSON.stringify(problem),
} as const;
