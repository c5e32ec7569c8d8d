import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { signInLinkMinutes } from '@/adapters/auth';
import { sendMail } from '@/adapters/mail';
import { webPlatform } from '@/adapters/web-platform';
import { countSignInTokens, insertSignInToken } from '@/db/queries/people-queries';
import { readClock } from '@/db/queries/read-clock';
import { parseWith } from '@/lib/contracts/field-faults';
import { localPath } from '@/lib/core/local-path';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';

const schema = z.object({
  email: z.email('give an e-mail address').max(254),
  callbackUrl: z.string().max(500),
});

/** Links that may be valid at once for an address: more requests in that time send nothing. */
const linksMax = 5;

/**
 * Sends a link that opens a page with a sign-in button. The answer is the same whether the address is known or not.
 * The token is stored the way next-auth looks it up: SHA-256 of token and secret.
 */
export async function requestSignInMail(email: string, callbackUrl: string): Promise<Result<null, Refusal>> {
  const parsed = parseWith(schema, { email: email.trim().toLowerCase(), callbackUrl });
  if (!parsed.ok) return parsed;
  const platform = webPlatform();
  const { db, environment } = platform;
  const now = await readClock(db);
  if ((await countSignInTokens(db, parsed.value.email, now)) >= linksMax) return ok(null);

  const token = randomBytes(32).toString('hex');
  await insertSignInToken(db, {
    identifier: parsed.value.email,
    token: createHash('sha256').update(`${token}${environment.NEXTAUTH_SECRET}`).digest('hex'),
    expires: new Date(now.getTime() + signInLinkMinutes * 60_000),
  });
  const link = new URL('/sign-in/confirm', environment.PUBLIC_URL);
  link.search = new URLSearchParams({
    token,
    email: parsed.value.email,
    callbackUrl: localPath(parsed.value.callbackUrl),
  }).toString();
  await sendMail(platform, {
    recipient: parsed.value.email,
    subject: 'Sign in to Tidemark',
    body: `Open this page and press its button to sign in. The link works once, for ${signInLinkMinutes} minutes.\n\n${link.href}\n\nIf you did not ask for it, do nothing.\n`,
  });
  return ok(null);
}
