import { cookies } from 'next/headers';
import { cache } from 'react';
import { sessionCookieName } from '@/adapters/auth';
import { isSessionToken } from '@/adapters/is-session-token';
import { webPlatform } from '@/adapters/web-platform';
import { findPersonBySession } from '@/db/queries/people-queries';
import { readClock } from '@/db/queries/read-clock';
import type { Actor } from './actor';

/** The person whose session cookie came with the page's request, looked up once for all that is drawn for it. */
export const findActor = cache(async (): Promise<Actor | null> => {
  const jar = await cookies();
  const { db, environment } = webPlatform();
  const token = jar.get(sessionCookieName(environment))?.value;
  if (!token || !isSessionToken(token)) return null;
  return (await findPersonBySession(db, token, await readClock(db))) ?? null;
});
