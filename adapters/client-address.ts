import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/**
 * Request headers in which the server passes the client's identity to pages. It sets all of them on every request, whatever the
 * client sent under these names.
 */
export const clientHeaders = {
  /** The socket's address, or the one that a trusted proxy names. */
  address: 'x-tidemark-caller',
  /** `no` if the request came directly from its sender, without a proxy. */
  isForwarded: 'x-tidemark-forwarded',
  /** The header with the secret by which the server recognises a request that it makes itself for a client, whose address it keeps. */
  ownRequest: 'x-tidemark-own-call',
} as const;

/**
 * Parses the addresses of proxies that the site trusts to name the client: `10.0.0.7, 192.168.0.0/16,
 * fd00::/8`. @throws with the part that is no address or network
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
 * Returns the client's address. Begins with the socket's address; while the address is a trusted proxy's,
 * takes the next entry of `X-Forwarded-For` from the right. A client can forge entries further left.
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

/** Turns an IPv4-mapped address into IPv4: `::ffff:192.0.2.1` becomes `192.0.2.1`. */
const unmapIpv4 = (address: string): string => /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;

/** Form of the request ids that proxies send: UUIDs, and the 32 digits of nginx. */
const requestIdForm = /^[0-9A-Za-z-]{16,64}$/;

/** The id of a request: the one that a trusted proxy sent, otherwise a new one. */
export function findRequestId(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  proxies: BlockList,
): string {
  const id = headers['x-request-id'];
  const isGiven = typeof id === 'string' && requestIdForm.test(id);
  return isGiven && isTrustedProxy(proxies, socket.remoteAddress ?? '') ? id : randomUUID();
}

/** Headers that only a proxy has a reason to send: their presence means that the request was forwarded. */
const forwardingHeader =
  /^(?:forwarded|via|x-forwarded-.+|x-(?:real|client)-ip|x-original-.+|(?:cf-connecting|true-client|fly-client)-ip|x-envoy-.+)$/;

export const isForwarded = (headers: IncomingHttpHeaders): boolean =>
  Object.keys(headers).some((name) => forwardingHeader.test(name));

export type Client = {
  readonly address: string;
  readonly isForwarded: boolean;
  /**
   * True for a request that this server makes itself while it serves a client; that client's slot is already
   * counted.
   */
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
      const address = headers[clientHeaders.address];
      if (headers[clientHeaders.ownRequest] === token && typeof address === 'string')
        return { address, isForwarded: headers[clientHeaders.isForwarded] !== 'no', isOwnRequest: true };
      return {
        address: findClientAddress(socket.remoteAddress ?? '', headers, proxies),
        isForwarded: isForwarded(headers),
        isOwnRequest: false,
      };
    },
    headersFor: (client: Pick<Client, 'address' | 'isForwarded'>): Record<string, string> => ({
      [clientHeaders.ownRequest]: token,
      [clientHeaders.isForwarded]: client.isForwarded ? 'yes' : 'no',
      [clientHeaders.address]: client.address,
    }),
  };
}
