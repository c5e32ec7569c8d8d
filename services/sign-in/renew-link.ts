import { hashBrowserNonce, hashLinkToken, isLinkToken, makeLinkToken } from '@/adapters/tokens';
import { webPlatform } from '@/adapters/web-platform';
import { readClock } from '@/db/queries/read-clock';
import {
  findSignInLink,
  insertSignInLink,
  restoreSignInLink,
  type SignInLink,
  updateSignInLinkUsed,
} from '@/db/queries/sign-in-link-queries';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { linkMs } from '@/lib/core/sign-in/mail-limits';
import { sendLink } from './send-link';

type RenewRequest = { token: string; callbackUrl: string; browserNonce: string };

/**
 * Mails a new link for this browser in place of one requested in another. No limit applies, so that requests by others can't use
 * up the owner's links: it needs a mailed link, and its result can't be renewed again.
 */
export async function renewSignInLink(asked: RenewRequest): Promise<Result<{ email: string }, Refusal>> {
  const { db, environment } = webPlatform();
  if (!isLinkToken(asked.token)) return refuse({ kind: 'sign_in_link_invalid' });
  const old = hashLinkToken(asked.token, environment.NEXTAUTH_SECRET);
  const token = makeLinkToken();
  const reserved = await db.transaction(
    async (tx): Promise<Result<{ used: SignInLink; signInLinkId: string }, Refusal>> => {
      const now = await readClock(tx);
      const found = await findSignInLink(tx, old, now);
      const used = found?.canRenew ? await updateSignInLinkUsed(tx, old, now) : undefined;
      if (!used) return refuse({ kind: 'sign_in_link_invalid' });
      const signInLinkId = await insertSignInLink(tx, {
        tokenSha256: hashLinkToken(token, environment.NEXTAUTH_SECRET),
        email: used.email,
        browserSha256: hashBrowserNonce(asked.browserNonce),
        networkHmac: null,
        isKnownBrowser: false,
        canRenew: false,
        askedAt: now,
        expiresAt: new Date(now.getTime() + linkMs),
      });
      return ok({ used, signInLinkId });
    },
  );
  if (!reserved.ok) return reserved;
  const { used, signInLinkId } = reserved.value;
  const sent = await sendLink({ signInLinkId, email: used.email, token, callbackUrl: asked.callbackUrl });
  if (sent.ok) return ok({ email: used.email });
  await restoreSignInLink(db, used.signInLinkId);
  return sent;
}
