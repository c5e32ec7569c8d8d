import { cookies } from 'next/headers';
import { callbackCookieName, cookieOptions, pathWithin } from '@/adapters/auth';
import { webPlatform } from '@/adapters/web-platform';
import { localPath } from '@/lib/core/sign-in/auth-route';

/** True if sign-in and sign-out may redirect to this address: a path or a full address of this site, and never another site. */
export function isReturnAddress(address: string): boolean {
  if (!/^(?:\/|https?:\/\/|$)/.test(address)) return false;
  const path = pathWithin(address, webPlatform().environment.PUBLIC_URL);
  return path !== null && localPath(path) === path;
}

/** Validates the address in next-auth's callback cookie; an invalid cookie is deleted, so that the next request succeeds. */
export async function isReturnCookieValid(): Promise<boolean> {
  const { environment } = webPlatform();
  const name = callbackCookieName(environment);
  const jar = await cookies();
  const remembered = jar.get(name)?.value;
  if (remembered === undefined || isReturnAddress(remembered)) return true;
  jar.set({ name, value: '', maxAge: 0, ...cookieOptions(environment) });
  return false;
}
