import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import { sessionCookieName } from '@/adapters/auth';
import { clientHeaders } from '@/adapters/client-address';
import { webPlatform } from '@/adapters/web-platform';
import { networkOf } from '@/lib/core/sign-in/mail-limits';
import { describeBrowser } from '@/lib/core/sign-in/session';
import { type Actor, findActorBySession } from './caller';

/**
 * The person to whom the session cookie of the page request belongs. `cache` makes that one query for all components of the
 * page.
 */
export const findActor = cache(async (): Promise<Actor | null> => {
  const jar = await cookies();
  return findActorBySession(jar.get(sessionCookieName(webPlatform().environment))?.value);
});

/** Facts about the sender of a page's request, besides their identity. */
export type Caller = {
  /** The sender's network; null for a request from this machine. */
  network: string | null;
  /** The browser's readable name; null if the User-Agent header has none. */
  browser: string | null;
  /** True if the browser's headers say that a page of this site sent the request. */
  isFromOwnPage: boolean;
  /** True if a proxy has forwarded the request. */
  isForwarded: boolean;
};

export async function findCaller(): Promise<Caller> {
  const requestHeaders = await headers();
  return {
    network: networkOf(requestHeaders.get(clientHeaders.address) ?? ''),
    browser: describeBrowser(requestHeaders.get('user-agent')),
    isFromOwnPage: requestHeaders.get('origin') === new URL(webPlatform().environment.PUBLIC_URL).origin,
    isForwarded: requestHeaders.get(clientHeaders.isForwarded) !== 'no',
  };
}
