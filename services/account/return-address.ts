import { cookies } from 'next/headers';
import { callbackCookieName, cookieOptions, pathWithin } from '@/adapters/auth';
import { webPlatform } from '@/adapters/web-platform';
import { localPath } from '@/lib/core/local-path';

/** Whether somebody can be sent to an address after signing in or out: a path of this site, or its whole address. */
export function isReturnAddress(address: string): boolean {
  if (!/^(?:\/|https?:\/\/|$)/.test(address)) return false;
  const path = pathWithin(address, webPlatform().environment.PUBLIC_URL);
  return path !== null && localPath(path) === path;
}

/** Whether the address in next-auth's cookie is one; one that isn't is taken away, so that the next request goes well. */
export async function isReturnCookieWhole(): Promise<boolean> {
  const { environment } = webPlatform();
  const name = callbackCookieName(environment);
  const jar = await cookies();
  const remembered = jar.get(name)?.value;
  if (remembered === undefined || isReturnAddress(remembered)) return true;
  jar.set({ name, value: '', maxAge: 0, ...cookieOptions(environment) });
  return false;
}
