import { hashBrowserNonce, hashLinkToken, isBrowserNonce, isLinkToken } from '@/adapters/tokens';
import { webPlatform } from '@/adapters/web-platform';
import { readClock } from '@/db/queries/read-clock';
import { findSignInLink, type SignInLink } from '@/db/queries/sign-in-link-queries';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';

/** Uses of a link in this browser. */
export type OpenedLink = { email: string; worksHere: boolean; canRenew: boolean };

/** Reads a link without using it: mail scanners open links too. */
export async function findOpenedLink(
  token: string,
  browserNonce: string | undefined,
): Promise<Result<OpenedLink, Refusal>> {
  const { db, environment } = webPlatform();
  const link = isLinkToken(token)
    ? await findSignInLink(db, hashLinkToken(token, environment.NEXTAUTH_SECRET), await readClock(db))
    : undefined;
  if (!link) return refuse({ kind: 'sign_in_link_invalid' });
  return ok({ email: link.email, worksHere: isOfBrowser(link, browserNonce), canRenew: link.canRenew });
}

/** True if the browser with this nonce requested the link. */
export function isOfBrowser(link: SignInLink, browserNonce: string | undefined): boolean {
  return (
    browserNonce !== undefined &&
    isBrowserNonce(browserNonce) &&
    link.browserSha256 === hashBrowserNonce(browserNonce)
  );
}
