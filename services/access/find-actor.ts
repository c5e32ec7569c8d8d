import { cookies } from 'next/headers';
import { cache } from 'react';
import { sessionCookieName } from '@/adapters/auth';
import { webPlatform } from '@/adapters/web-platform';
import type { Actor } from './actor';
import { findActorBySession } from './find-actor-by-session';

/** The person whose session cookie came with the page's request, looked up once for all that is drawn for it. */
export const findActor = cache(async (): Promise<Actor | null> => {
  const jar = await cookies();
  return findActorBySession(jar.get(sessionCookieName(webPlatform().environment))?.value);
});
