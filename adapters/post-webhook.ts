import { lookup as resolve } from 'node:dns/promises';
import { type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { DeliveryFault } from '@/lib/core/notice/webhook';

/** IPv4 addresses that IANA's registry of special-purpose addresses (RFC 6890) doesn't list as globally reachable; and multicast. */
const notPublic4: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];

/**
 * Ranges within IPv6's global unicast addresses that embed an IPv4 address, name a relay, or are reserved for
 * examples.
 */
const notPublic6: readonly (readonly [network: string, prefix: number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const blocked = new BlockList();
for (const [network, prefix] of notPublic4) blocked.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of notPublic6) blocked.addSubnet(network, prefix, 'ipv6');

const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');

/** True for an address of the public internet. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !blocked.check(address, 'ipv4');
  return isIP(address) === 6 && global6.check(address, 'ipv6') && !blocked.check(address, 'ipv6');
}

const timeoutMs = 10_000;

export type WebhookPost = {
  readonly url: string;
  readonly id: string;
  readonly at: Date;
  readonly body: string;
  /**
   * Keys that each sign the event; a receiver accepts any of the signatures (Standard Webhooks 1.0,
   * "Signature scheme").
   */
  readonly secrets: readonly string[];
};

/**
 * Sends a signed event, and reads only the status of the response. Redirects aren't followed. @param
 * mayBeLocal true on a site that only its own machine can reach; otherwise the address must be public. The
 * check comes after name resolution, so that the name can't resolve to another address between check and
 * connection
 */
export async function postWebhook(
  { url, id, at, body, secrets }: WebhookPost,
  { mayBeLocal }: { mayBeLocal: boolean },
): Promise<{ status: number } | { fault: DeliveryFault }> {
  const target = new URL(url);
  const isAllowed = (address: string) => mayBeLocal || isPublicAddress(address);
  // Node doesn't call the `lookup` function for a host that is an address, so such a host is checked here.
  const literal = target.hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(literal) !== 0 && !isAllowed(literal)) return { fault: 'address_not_public' };
  const options: RequestOptions = {
    method: 'POST',
    agent: false,
    lookup: lookUpAllowed(isAllowed),
    signal: AbortSignal.timeout(timeoutMs),
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Tidemark-Webhooks/1',
      'webhook-id': id,
      'webhook-timestamp': Math.floor(at.getTime() / 1000),
      'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
    },
  };
  return new Promise((done) => {
    const sent = (target.protocol === 'https:' ? requestHttps : requestHttp)(target, options, (response) => {
      done({ status: response.statusCode ?? 0 });
      response.destroy();
    });
    sent.once('error', (error) => done({ fault: faultOf(error) }));
    sent.end(body);
  });
}

class NotPublic extends Error {
  override name = 'NotPublic';
}

/** Resolves a host name, and fails unless every address of it is allowed. */
const lookUpAllowed =
  (isAllowed: (address: string) => boolean): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { all: true, family: options.family, hints: options.hints }).then(
      (found) => {
        const [first] = found;
        if (!first || !found.every(({ address }) => isAllowed(address)))
          callback(new NotPublic(), '', undefined);
        else if (options.all) callback(null, found);
        else callback(null, first.address, first.family);
      },
      (error) => callback(error, '', undefined),
    );
  };

function faultOf(error: Error): DeliveryFault {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (error instanceof NotPublic) return 'address_not_public';
  if (error.name === 'AbortError' || error.name === 'TimeoutError' || code === 'ETIMEDOUT') return 'timeout';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'name_not_found';
  if (code === 'ECONNREFUSED') return 'refused';
  return /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO|EPROTO/.test(code) ? 'tls' : 'failed';
}
