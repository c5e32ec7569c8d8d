import { sessionDays } from '@/adapters/auth';
import { hashLinkToken, hashSessionToken, isLinkToken, makeSessionToken } from '@/adapters/tokens';
import { webPlatform } from '@/adapters/web-platform';
import { readClock } from '@/db/queries/read-clock';
import { deleteSessionByHash, insertSession } from '@/db/queries/session-queries';
import { findSignInLink, updateSignInLinkUsed } from '@/db/queries/sign-in-link-queries';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { proveAddress } from '../account/sign-in-methods';
import { ensureTeam } from '../team/team';
import { isOfBrowser } from './find-link';

type Pressed = {
  token: string;
  browserNonce: string | undefined;
  browser: string | null;
  /** The browser's previous session. */
  sessionBefore: string | undefined;
};

export type SignedIn = {
  email: string;
  sessionToken: string;
  expiresAt: Date;
  /** True if earlier sign-in methods, sessions or tokens were ended, on the first proof of the address. */
  hasEndedEarlier: boolean;
};

/** Signs in with a mailed link, in the browser that requested it, once. A new person gets a team of one. */
export async function signInByLink(pressed: Pressed): Promise<Result<SignedIn, Refusal>> {
  const { db, environment } = webPlatform();
  if (!isLinkToken(pressed.token)) return refuse({ kind: 'sign_in_link_invalid' });
  const tokenSha256 = hashLinkToken(pressed.token, environment.NEXTAUTH_SECRET);
  const sessionToken = makeSessionToken();
  return db.transaction(async (tx): Promise<Result<SignedIn, Refusal>> => {
    const now = await readClock(tx);
    const link = await findSignInLink(tx, tokenSha256, now);
    if (!link) return refuse({ kind: 'sign_in_link_invalid' });
    if (!isOfBrowser(link, pressed.browserNonce)) return refuse({ kind: 'asked_in_other_browser' });
    if (!(await updateSignInLinkUsed(tx, tokenSha256, now))) return refuse({ kind: 'sign_in_link_invalid' });

    const { person, hasEndedEarlier } = await proveAddress(tx, {
      email: link.email,
      name: null,
      isOperator: false,
      at: now,
    });
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
