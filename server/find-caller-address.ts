import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP } from 'node:net';

/**
 * The addresses of proxies that an operator trusts to say who calls: `10.0.0.7, 192.168.0.0/16, fd00::/8`.
 * @throws naming the part that is no address or network
 */
export function parseTrustedProxies(setting: string): BlockList {
  const proxies = new BlockList();
  for (const part of setting.split(/[\s,]+/).filter(Boolean)) {
    const [address = '', prefix] = part.split('/');
    const family = familyOf(address);
    const bits = prefix === undefined ? (family === 'ipv4' ? 32 : 128) : Number(prefix);
    if (!isIP(address) || !/^\d{0,3}$/.test(prefix ?? '') || bits > (family === 'ipv4' ? 32 : 128))
      throw new Error(`TRUSTED_PROXIES: ${part} is neither an address nor a network`);
    proxies.addSubnet(address, bits, family);
  }
  return proxies;
}

/**
 * Who calls: the socket's address, unless that is a trusted proxy's. Then it is what that proxy appended to `X-Forwarded-For`, and so
 * on from the right for as long as proxies are trusted; what stands further left anybody may have written.
 */
export function findCallerAddress(
  socketAddress: string,
  headers: IncomingHttpHeaders,
  proxies: BlockList,
): string {
  const said = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  let address = plain(socketAddress);
  while (isTrusted(proxies, address)) {
    const next = said.pop()?.trim() ?? '';
    if (!isIP(next)) break;
    address = plain(next);
  }
  return address;
}

/** Whether an address is a trusted proxy's. */
export function isTrusted(proxies: BlockList, address: string): boolean {
  const known = plain(address);
  return isIP(known) !== 0 && proxies.check(known, familyOf(known));
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 4 ? 'ipv4' : 'ipv6');

/** An IPv4 address as one, also where it comes in IPv6's clothes. */
const plain = (address: string): string => /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;

/** Headers that only something between a caller and the site has a reason to send. */
const forwardingHeaders = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-forwarded-server',
  'x-real-ip',
  'x-client-ip',
  'x-original-host',
  'x-original-url',
  'cf-connecting-ip',
  'true-client-ip',
  'fly-client-ip',
  'x-envoy-external-address',
];

/** Whether something has forwarded a request, or it says so. */
export const isForwarded = (headers: IncomingHttpHeaders): boolean =>
  forwardingHeaders.some((name) => headers[name] !== undefined);
