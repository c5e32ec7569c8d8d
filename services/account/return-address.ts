import { cookies } from 'next/headers';
import { callbackCookieName, cookieOptions, pathWithin } from '@/adapters/auth';
import { webPlatform } from '@/adapters/web-platform';
import { localPath } from '@/lib/core/sign-in/auth-route';

/** True if an address is a valid target after signing in or out: a path of this site, or its whole address. */
export function isReturnAddress(address: string): boolean {
  if (!/^(?:\/|https?:\/\/|$)/.test(address)) return false;
  const path = pathWithin(address, webPlatform().environment.PUBLIC_URL);
  return path !== null && localPath(path) === path;
}

/** False if the address in next-auth's cookie is invalid; it is then deleted, so that the next request succeeds. */
export async function isReturnCookieValid(): Promise<boolean> {
  const { environment } = webPlatform();
  const name = callbackCookieName(environment);
  const jar = await cookies();
  const remembered = jar.get(name)?.value;
  if (remembered === undefined || isReturnAddress(remembered)) return true;
  jar.set({ name, value: '', maxAge: 0, ...cookieOptions(environment) });
  return false;
}
