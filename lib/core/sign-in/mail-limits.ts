/** Scopes of limits on sign-in mail: the recipient's address, the requesting network, the whole site. */
export const mailScopes = ['address', 'network', 'site'] as const;

export type MailScope = (typeof mailScopes)[number];

/** Lifetime of a sign-in link, which is also the time for which its mail counts towards the limits. */
export const linkMs = 60 * 60_000;

/** Time for which a mail counts that was neither sent nor refused yet: longer than sending may take. */
export const sendingMs = 2 * 60_000;

/**
 * Maximum number of sign-in mails per hour. For an address, only mails with unused links count, since a used link proves
 * that the reader owns the address. A network is an IPv4 address or the /64 of an IPv6 address: enough for a lecture hall
 * behind one address, while a flood needs many networks. The limit of the site is a setting.
 */
export const mailsMax = { address: 5, network: 30 } as const;

/**
 * Decides if another mail may be sent.
 * @param blocking by scope, the time of the mail that has to expire first; null below the limit
 * @returns null, or the scope that is blocked for longest, with the whole seconds until it is below its limit
 */
export function decideMail(
  blocking: Readonly<Record<MailScope, Date | null>>,
  now: Date,
): { scope: MailScope; retryAfterSeconds: number } | null {
  const full = mailScopes.flatMap((scope) => {
    const since = blocking[scope];
    if (!since) return [];
    return [
      {
        scope,
        retryAfterSeconds: Math.max(1, Math.ceil((since.getTime() + linkMs - now.getTime()) / 1000)),
      },
    ];
  });
  return full.sort((a, b) => b.retryAfterSeconds - a.retryAfterSeconds)[0] ?? null;
}

/**
 * Finds the network of a client's address, by which clients are counted: an IPv4 address itself, the first 64 bits of an
 * IPv6 address, since a client has all addresses of such a network (RFC 6177).
 * @returns null for a loopback address, behind which any client may be, and for text that is no address
 */
export function networkOf(address: string): string | null {
  const text = address.toLowerCase().replace(/%.*$/, '');
  const mapped = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})$/.exec(text)?.[1];
  if (mapped !== undefined) return mapped.startsWith('127.') ? null : mapped;
  const groups = parseGroups(text);
  if (!groups) return null;
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped) return networkOf(dotted(groups[6] ?? 0, groups[7] ?? 0));
  if (groups.slice(0, 7).every((group) => group === 0) && (groups[7] ?? 0) <= 1) return null;
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** Parses the eight groups of an IPv6 address (RFC 4291, 2.2), whose end may be written as an IPv4 address. */
function parseGroups(text: string): number[] | null {
  const end = /^(.*:)(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  const plain = end
    ? `${end[1]}${((Number(end[2]) << 8) | Number(end[3])).toString(16)}:${((Number(end[4]) << 8) | Number(end[5])).toString(16)}`
    : text;
  const halves = plain.split('::');
  if (halves.length > 2 || !/^[0-9a-f:]+$/.test(plain)) return null;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const groups = [...head, ...Array<string>(missing).fill('0'), ...tail];
  return groups.every((group) => /^[0-9a-f]{1,4}$/.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : null;
}

const dotted = (high: number, low: number): string => [high >> 8, high & 255, low >> 8, low & 255].join('.');
