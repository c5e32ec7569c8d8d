/** What a limit on sign-in mail is of: the address it goes to, the network it is asked from, the whole site. */
export const mailScopes = ['address', 'network', 'site'] as const;
export type MailScope = (typeof mailScopes)[number];

/** How long a link works, and how long its mail counts. */
export const linkMs = 60 * 60_000;

/** Longest that a mail which is neither sent nor refused still counts: longer than one may take. */
export const sendingMs = 2 * 60_000;

/**
 * Mails in an hour. Of an address those links count that nobody has used, since whoever uses them reads that address. A network
 * is an IPv4 address or the /64 of an IPv6 one: a lecture hall behind one address gets in, and a flood needs many networks.
 * The site's own number is a setting.
 */
export const mailsMax = { address: 5, network: 30 } as const;

/**
 * Whether another mail may go out.
 * @param inTheWay by scope, when the mail was asked for that has to grow old first; null where there is room
 * @returns null, or the scope that is full for longest with the whole seconds until it has room
 */
export function decideMail(
  inTheWay: Readonly<Record<MailScope, Date | null>>,
  now: Date,
): { scope: MailScope; retryAfterSeconds: number } | null {
  const full = mailScopes.flatMap((scope) => {
    const asked = inTheWay[scope];
    if (!asked) return [];
    return [
      {
        scope,
        retryAfterSeconds: Math.max(1, Math.ceil((asked.getTime() + linkMs - now.getTime()) / 1000)),
      },
    ];
  });
  return full.sort((a, b) => b.retryAfterSeconds - a.retryAfterSeconds)[0] ?? null;
}
