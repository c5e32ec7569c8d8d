import { z } from 'zod';
import { sessionDays } from '@/adapters/auth';
import { describeMailFailure, sendMail } from '@/adapters/mail';
import {
  hashBrowserNonce,
  hashLinkToken,
  hashSessionToken,
  hmacAddress,
  hmacNetwork,
  isBrowserNonce,
  isLinkToken,
  makeLinkToken,
  makeSessionToken,
  markOfBrowser,
} from '@/adapters/tokens';
import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { readClock } from '@/db/queries/clock-queries';
import { deleteSessionByHash, insertSession } from '@/db/queries/session-queries';
import {
  deleteExpiredSignInLinks,
  deleteSignInLink,
  findBlockingMailOfAddress,
  findBlockingMailOfNetwork,
  findBlockingMailOfSite,
  findSignInLink,
  insertSignInLink,
  lockSignInLinks,
  restoreSignInLink,
  type SignInLink,
  updateSignInLinkMailed,
  updateSignInLinkRenewed,
  updateSignInLinkUsed,
} from '@/db/queries/sign-in-link-queries';
import { parseWith } from '@/lib/contracts/parse-metadata';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { localPath } from '@/lib/core/sign-in/auth-route';
import { decideMail, linkMs, mailsMax, sendingMs } from '@/lib/core/sign-in/mail-limits';
import { requireGoodStanding } from '../access/caller';
import { proveAddress } from '../account/account';
import { ensureTeam } from '../team/team';

/** A mailed sign-in link, and whether it can be used or renewed in this browser. */
export type OpenedLink = { email: string; worksHere: boolean; canRenew: boolean };

/** Reads a link without using it up, since mail scanners open links too. */
export async function findOpenedLink(
  token: string,
  browserNonce: string | undefined,
): Promise<Result<OpenedLink>> {
  const { db, environment } = webPlatform();
  const link = isLinkToken(token)
    ? await findSignInLink(db, hashLinkToken(token, environment.NEXTAUTH_SECRET), await readClock(db))
    : undefined;
  if (!link) return refuse({ kind: 'sign_in_link_invalid' });
  return ok({ email: link.email, worksHere: isOfBrowser(link, browserNonce), canRenew: link.canRenew });
}

/** True if the link was requested by the browser that has this nonce in a cookie. */
export function isOfBrowser(link: SignInLink, browserNonce: string | undefined): boolean {
  return (
    browserNonce !== undefined &&
    isBrowserNonce(browserNonce) &&
    link.browserSha256 === hashBrowserNonce(browserNonce)
  );
}

/** Seconds after which a person may try again when the mail server failed. */
const retryAfterSeconds = 60;

type Reserved = { signInLinkId: string; email: string; token: string; callbackUrl: string };

/** Mails a sign-in link that is already counted in the mail limits. If the mail fails, the link no longer counts. */
export async function sendLink({ signInLinkId, email, token, callbackUrl }: Reserved): Promise<Result<null>> {
  const platform = webPlatform();
  const link = new URL('/sign-in/confirm', platform.environment.PUBLIC_URL);
  link.search = new URLSearchParams({ token, email, callbackUrl: localPath(callbackUrl) }).toString();
  try {
    await sendMail(platform, {
      recipient: email,
      subject: 'Sign in to Tidemark',
      body: `Open this page in the browser in which you asked for it, and press its button to sign in. The link works once, for ${linkMs / 60_000} minutes.\n\n${link.href}\n\nIf you did not ask for it, do nothing.\n`,
    });
  } catch (cause) {
    await deleteSignInLink(platform.db, signInLinkId);
    platform.log.error({ failure: describeMailFailure(cause) }, 'a sign-in link was not mailed');
    return refuse({ kind: 'mail_unavailable', retryAfterSeconds });
  }
  await updateSignInLinkMailed(platform.db, signInLinkId, await readClock(platform.db));
  return ok(null);
}

const schema = z.object({
  email: z.email('give an e-mail address').max(254),
  callbackUrl: z.string().max(500),
});

type LinkRequest = {
  email: string;
  callbackUrl: string;
  /** The nonce of the requesting browser, the only one in which the link will work. */
  browserNonce: string;
  network: string | null;
  /** The cookie by which the browser proves that it has signed in with this address before. */
  browserMark?: string;
};

/**
 * Mails a link to a page with a sign-in button. The result is the same whether the address has an account or not. Under a lock,
 * only one request at a time checks the limits and is counted.
 */
export async function requestSignInLink(request: LinkRequest): Promise<Result<null>> {
  const parsed = parseWith(schema, {
    email: request.email.trim().toLowerCase(),
    callbackUrl: request.callbackUrl,
  });
  if (!parsed.ok) return parsed;
  const { email, callbackUrl } = parsed.value;
  const { db, environment } = webPlatform();
  const secret = environment.NEXTAUTH_SECRET;
  const networkHmac = request.network === null ? null : hmacNetwork(request.network, secret);
  const isKnownBrowser = request.browserMark === markOfBrowser(email, secret);
  const asker = { email, networkHmac, isKnownBrowser };
  const token = makeLinkToken();

  // The limits are checked before taking the lock too, so that a flood of refused requests doesn't queue for it.
  const early = await findFull(db, asker, await readClock(db));
  if (early) return refuse(early);
  const reserved = await db.transaction(async (tx): Promise<Result<string>> => {
    await lockSignInLinks(tx);
    const now = await readClock(tx);
    await deleteExpiredSignInLinks(tx, now);
    const full = await findFull(tx, asker, now);
    if (full) return refuse(full);
    const signInLinkId = await insertSignInLink(tx, {
      tokenSha256: hashLinkToken(token, secret),
      email,
      browserSha256: hashBrowserNonce(request.browserNonce),
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
 * The limit that another mail would exceed; null for none. A browser that has signed in with the address before has a limit of
 * its own, so that a flood of requests by others can't lock the address's owner out.
 */
async function findFull(db: Executor, { networkHmac, ...asker }: Asker, now: Date): Promise<Refusal | null> {
  const window = {
    since: new Date(now.getTime() - linkMs),
    sendingSince: new Date(now.getTime() - sendingMs),
  };
  const { SIGN_IN_MAILS_PER_HOUR } = webPlatform().environment;
  const full = decideMail(
    {
      address: await findBlockingMailOfAddress(db, asker, window, mailsMax.address),
      network:
        networkHmac === null || asker.isKnownBrowser
          ? null
          : await findBlockingMailOfNetwork(db, networkHmac, window, mailsMax.network),
      site: asker.isKnownBrowser ? null : await findBlockingMailOfSite(db, window, SIGN_IN_MAILS_PER_HOUR),
    },
    now,
  );
  return full && { kind: 'sign_in_mail_limited', ...full };
}

type RenewRequest = { token: string; callbackUrl: string; browserNonce: string };

/**
 * Mails a new link for this browser. The link that was requested in another browser stays valid there, so that a stranger who
 * opens a link can't void it. No mail limit applies, so that other people's requests can't use up the owner's links. Abuse is
 * limited, since a renewal needs a mailed link, and a renewed link can't be renewed again.
 */
export async function renewSignInLink(request: RenewRequest): Promise<Result<{ email: string }>> {
  const { db, environment } = webPlatform();
  if (!isLinkToken(request.token)) return refuse({ kind: 'sign_in_link_invalid' });
  const old = hashLinkToken(request.token, environment.NEXTAUTH_SECRET);
  const token = makeLinkToken();
  const reserved = await db.transaction(
    async (tx): Promise<Result<{ renewed: SignInLink; signInLinkId: string }>> => {
      const now = await readClock(tx);
      const renewed = await updateSignInLinkRenewed(tx, old, now);
      if (!renewed) return refuse({ kind: 'sign_in_link_invalid' });
      const signInLinkId = await insertSignInLink(tx, {
        tokenSha256: hashLinkToken(token, environment.NEXTAUTH_SECRET),
        email: renewed.email,
        browserSha256: hashBrowserNonce(request.browserNonce),
        networkHmac: null,
        isKnownBrowser: false,
        canRenew: false,
        askedAt: now,
        expiresAt: new Date(now.getTime() + linkMs),
      });
      return ok({ renewed, signInLinkId });
    },
  );
  if (!reserved.ok) return reserved;
  const { renewed, signInLinkId } = reserved.value;
  const { email } = renewed;
  const sent = await sendLink({ signInLinkId, email, token, callbackUrl: request.callbackUrl });
  if (sent.ok) return ok({ email });
  await restoreSignInLink(db, renewed.signInLinkId);
  return sent;
}

type Pressed = {
  token: string;
  browserNonce: string | undefined;
  browser: string | null;
  /** The session that the browser had before; it ends. */
  sessionBefore: string | undefined;
};

export type SignedIn = {
  email: string;
  sessionToken: string;
  expiresAt: Date;
  /** True if this was the first proof of the address, and it ended earlier sign-in methods, sessions or tokens. */
  hasEndedEarlier: boolean;
};

/** Signs in with a mailed link, once, and only in the browser that requested it. A new person gets a team of one. */
export async function signInByLink(pressed: Pressed): Promise<Result<SignedIn>> {
  const { db, environment } = webPlatform();
  if (!isLinkToken(pressed.token)) return refuse({ kind: 'sign_in_link_invalid' });
  const tokenSha256 = hashLinkToken(pressed.token, environment.NEXTAUTH_SECRET);
  const sessionToken = makeSessionToken();
  return db.transaction(async (tx): Promise<Result<SignedIn>> => {
    const now = await readClock(tx);
    const link = await findSignInLink(tx, tokenSha256, now);
    if (!link) return refuse({ kind: 'sign_in_link_invalid' });
    if (!isOfBrowser(link, pressed.browserNonce)) return refuse({ kind: 'requested_in_other_browser' });
    if (!(await updateSignInLinkUsed(tx, tokenSha256, now))) return refuse({ kind: 'sign_in_link_invalid' });

    const { person, hasEndedEarlier } = await proveAddress(tx, {
      email: link.email,
      name: null,
      isOperator: false,
      at: now,
      addressHmac: hmacAddress(link.email, environment.NEXTAUTH_SECRET),
    });
    const allowed = await requireGoodStanding(tx, person.userId);
    if (!allowed.ok) return allowed;
    await ensureTeam(tx, person);
    if (pressed.sessionBefore) await deleteSessionByHash(tx, hashSessionToken(pressed.sessionBefore));
    const expiresAt = new Date(now.getTime() + sessionDays * 86_400_000);
    await insertSession(tx, {
      sessionSha256: hashSessionToken(sessionToken),
      userId: person.userId,
      expiresAt,
      createdAt: now,
      browser: pressed.browser,
    });
    return ok({ email: link.email, sessionToken, expiresAt, hasEndedEarlier });
  });
}
