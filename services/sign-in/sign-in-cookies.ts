import { cookies } from 'next/headers';
import { browserCookieName, cookieOptions, knownBrowserCookieName, sessionCookieName } from '@/adapters/auth';
import { isBrowserNonce, makeBrowserNonce, markOfBrowser } from '@/adapters/tokens';
import { webPlatform } from '@/adapters/web-platform';
import { linkMs } from '@/lib/core/sign-in/mail-limits';

/** The longest time for which browsers store a cookie, in days. */
export const knownDays = 400;

/** The nonce by which this browser can prove that it requested a sign-in link. */
export async function readBrowserNonce(): Promise<string | undefined> {
  const jar = await cookies();
  return jar.get(browserCookieName(webPlatform().environment))?.value;
}

/** The nonce, created if the browser has none. Its cookie lasts as long as a link requested now is valid. */
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

/** The cookie by which this browser proves that it has signed in with the address before. */
export async function readBrowserMark(): Promise<string | undefined> {
  const jar = await cookies();
  return jar.get(knownBrowserCookieName(webPlatform().environment))?.value;
}

/** Signs the browser in, marks it as known for this address, and deletes the nonce of the link. */
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

/** Deletes the cookies of session, sign-in link and known browser, after a deletion of the account. */
export async function forgetBrowser(): Promise<void> {
  const { environment } = webPlatform();
  const jar = await cookies();
  for (const nameOf of [sessionCookieName, knownBrowserCookieName, browserCookieName])
    jar.set({ name: nameOf(environment), value: '', maxAge: 0, ...cookieOptions(environment) });
}
