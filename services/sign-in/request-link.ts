import { z } from 'zod';
import {
  hashBrowserNonce,
  hashLinkToken,
  hmacNetwork,
  makeLinkToken,
  markOfBrowser,
} from '@/adapters/tokens';
import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { readClock } from '@/db/queries/read-clock';
import {
  deleteExpiredSignInLinks,
  findInTheWayOfAddress,
  findInTheWayOfNetwork,
  findInTheWayOfSite,
  insertSignInLink,
  lockSignInLinks,
} from '@/db/queries/sign-in-link-queries';
import { parseWith } from '@/lib/contracts/parse-metadata';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { decideMail, linkMs, mailsMax, sendingMs } from '@/lib/core/sign-in/mail-limits';
import { sendLink } from './send-link';

const schema = z.object({
  email: z.email('give an e-mail address').max(254),
  callbackUrl: z.string().max(500),
});

type Asked = {
  email: string;
  callbackUrl: string;
  /** Of the browser in which the link will work. */
  browserNonce: string;
  network: string | null;
  /** What the browser shows of a sign-in before. */
  browserMark?: string;
};

/**
 * Mails a link that opens a page with a sign-in button. The answer is the same whether the address is known or not. What may be
 * mailed is decided, and its place taken, by one asker at a time.
 */
export async function requestSignInLink(asked: Asked): Promise<Result<null, Refusal>> {
  const parsed = parseWith(schema, {
    email: asked.email.trim().toLowerCase(),
    callbackUrl: asked.callbackUrl,
  });
  if (!parsed.ok) return parsed;
  const { email, callbackUrl } = parsed.value;
  const { db, environment } = webPlatform();
  const secret = environment.NEXTAUTH_SECRET;
  const networkHmac = asked.network === null ? null : hmacNetwork(asked.network, secret);
  const isKnownBrowser = asked.browserMark === markOfBrowser(email, secret);
  const asker = { email, networkHmac, isKnownBrowser };
  const token = makeLinkToken();

  // Looked at before the lock as well: a flood that gets nothing doesn't stand in line for it.
  const early = await findFull(db, asker, await readClock(db));
  if (early) return refuse(early);
  const reserved = await db.transaction(async (tx): Promise<Result<string, Refusal>> => {
    await lockSignInLinks(tx);
    const now = await readClock(tx);
    await deleteExpiredSignInLinks(tx, now);
    const full = await findFull(tx, asker, now);
    if (full) return refuse(full);
    const signInLinkId = await insertSignInLink(tx, {
      tokenSha256: hashLinkToken(token, secret),
      email,
      browserSha256: hashBrowserNonce(asked.browserNonce),
      networkHmac,
      isKnownBrowser,
      canRenew: true,
      askedAt: now,
      expiresAt: new Date(now.getTime() + linkMs),
    });
    return ok(signInLinkId);
  });
  return reserved.ok ? sendLink({ signInLinkId: reserved.value, email, token, callbackUrl }) : reserved;
}

type Asker = { email: string; networkHmac: string | null; isKnownBrowser: boolean };

/**
 * The limit that another mail would break now. For a browser that has signed in with the address before it is that of the address
 * alone, of such askers: nobody who floods the site with requests keeps those out who have been in.
 */
async function findFull(db: Executor, { networkHmac, ...asker }: Asker, now: Date): Promise<Refusal | null> {
  const window = {
    since: new Date(now.getTime() - linkMs),
    sendingSince: new Date(now.getTime() - sendingMs),
  };
  const { SIGN_IN_MAILS_PER_HOUR } = webPlatform().environment;
  const full = decideMail(
    {
      address: await findInTheWayOfAddress(db, asker, window, mailsMax.address),
      network:
        networkHmac === null || asker.isKnownBrowser
          ? null
          : await findInTheWayOfNetwork(db, networkHmac, window, mailsMax.network),
      site: asker.isKnownBrowser ? null : await findInTheWayOfSite(db, window, SIGN_IN_MAILS_PER_HOUR),
    },
    now,
  );
  return full && { kind: 'sign_in_mail_limited', ...full };
}
