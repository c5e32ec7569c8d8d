import { cookies } from 'next/headers';
import { browserCookieName, cookieOptions, knownBrowserCookieName, sessionCookieName } from '@/adapters/auth';
import { isBrowserNonce, makeBrowserNonce, markOfBrowser } from '@/adapters/tokens';
import { webPlatform } from '@/adapters/web-platform';
import { linkMs } from '@/lib/core/sign-in/mail-limits';

/** The longest time that browsers store a cookie. */
export const knownDays = 400;

/** The nonce that identifies this browser as the one that requested a link. */
export async function readBrowserNonce(): Promise<string | undefined> {
  const jar = await cookies();
  return jar.get(browserCookieName(webPlatform().environment))?.value;
}

/** The nonce, created where there is none, and stored while a link requested now is valid. */
export async function ensureBrowserNonce(): Promise<string> {
  const { environment } = webPlatform();
  const known = await readBrowserNonce();
  const value = known !== undefined && isBrowserNonce(known) ? known : makeBrowserNonce();
  const jar = await cookies();
  jar.set({
    name: browserCookieName(environment),
    value,
    maxAge: linkMs / 1000,
    ...cookieOptions(environment),
  });
  return value;
}

export async function readSessionToken(): Promise<string | undefined> {
  const jar = await cookies();
  return jar.get(sessionCookieName(webPlatform().environment))?.value;
}

/** The cookie by which this browser proves an earlier sign-in. */
export async function readBrowserMark(): Promise<string | undefined> {
  const jar = await cookies();
  return jar.get(knownBrowserCookieName(webPlatform().environment))?.value;
}

/** Signs the browser in, marks it as known, and deletes the nonce of the link. */
export async function setSignedInCookies(signedIn: {
  sessionToken: string;
  expiresAt: Date;
  email: string;
}): Promise<void> {
  const { environment } = webPlatform();
  const jar = await cookies();
  jar.set({
    name: knownBrowserCookieName(environment),
    value: markOfBrowser(signedIn.email, environment.NEXTAUTH_SECRET),
    maxAge: knownDays * 86_400,
    ...cookieOptions(environment),
  });
  jar.set({
    name: sessionCookieName(environment),
    value: signedIn.sessionToken,
    expires: signedIn.expiresAt,
    ...cookieOptions(environment),
  });
  jar.set({ name: browserCookieName(environment), value: '', maxAge: 0, ...cookieOptions(environment) });
}

/** Deletes the site's cookies, after the account is deleted. */
export async function forgetBrowser(): Promise<void> {
  const { environment } = webPlatform();
  const jar = await cookies();
  for (const nameOf of [sessionCookieName, knownBrowserCookieName, browserCookieName])
    jar.set({ name: nameOf(environment), value: '', maxAge: 0, ...cookieOptions(environment) });
}
