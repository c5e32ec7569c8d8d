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

type LinkRequest = {
  email: string;
  callbackUrl: string;
  /** The nonce of the browser in which the link will work. */
  browserNonce: string;
  network: string | null;
  /** The browser's proof of an earlier sign-in. */
  browserMark?: string;
};

/**
 * Mails a link to a page with a sign-in button. The response is the same whether the address has an account or not. One request
 * at a time checks the limits and takes a slot.
 */
export async function requestSignInLink(asked: LinkRequest): Promise<Result<null, Refusal>> {
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

  // Checked before the lock too, so that a flood of refused requests doesn't queue for it.
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
 * The limit that another mail would exceed. A browser that has signed in with the address before has its own limit per address: a
 * flood of requests by others doesn't lock its owner out.
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
