import { headers } from 'next/headers';
import { clientHeaders } from '@/adapters/client-address';
import { webPlatform } from '@/adapters/web-platform';
import { describeBrowser } from '@/lib/core/sign-in/describe-browser';
import { networkOf } from '@/lib/core/sign-in/network-of';

/** What is known of whoever sends a page's request, besides who they are. */
export type Caller = {
  /** Null for this machine itself. */
  network: string | null;
  /** In words; null where it says nothing. */
  browser: string | null;
  /** Whether a page of this very site sent it: a browser says so, and of what another site sends it says that. */
  isFromOwnPage: boolean;
  /** Whether something on the way has forwarded it. */
  isForwarded: boolean;
};

export async function findCaller(): Promise<Caller> {
  const said = await headers();
  return {
    network: networkOf(said.get(clientHeaders.address) ?? ''),
    browser: describeBrowser(said.get('user-agent')),
    isFromOwnPage: said.get('origin') === new URL(webPlatform().environment.PUBLIC_URL).origin,
    isForwarded: said.get(clientHeaders.isForwarded) !== 'no',
  };
}
