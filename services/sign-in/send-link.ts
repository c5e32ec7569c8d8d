import { describeMailFailure, sendMail } from '@/adapters/mail';
import { webPlatform } from '@/adapters/web-platform';
import { readClock } from '@/db/queries/read-clock';
import { deleteSignInLink, updateSignInLinkMailed } from '@/db/queries/sign-in-link-queries';
import { localPath } from '@/lib/core/local-path';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { linkMs } from '@/lib/core/sign-in/mail-limits';

/** Seconds after which a failed mail server is tried again. */
const retryAfterSeconds = 60;

type Reserved = { signInLinkId: string; email: string; token: string; callbackUrl: string };

/** Mails a link that has a slot. A failed mail frees the slot. */
export async function sendLink({
  signInLinkId,
  email,
  token,
  callbackUrl,
}: Reserved): Promise<Result<null, Refusal>> {
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
    console.error(`mail: a sign-in link was not sent (${describeMailFailure(cause)})`);
    return refuse({ kind: 'mail_unavailable', retryAfterSeconds });
  }
  await updateSignInLinkMailed(platform.db, signInLinkId, await readClock(platform.db));
  return ok(null);
}
