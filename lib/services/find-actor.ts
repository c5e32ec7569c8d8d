import { cookies } from 'next/headers';
import { findPersonBySession } from '@/db/queries/people-queries';
import { readClock } from '@/db/queries/read-clock';
import { sessionCookieName } from '@/lib/adapters/auth';
import { isSessionToken } from '@/lib/adapters/is-session-token';
import { webPlatform } from '@/lib/adapters/web-platform';
import type { Actor } from './actor';

/** The person whose session cookie came with the page's request. */
export async function findActor(): Promise<Actor | null> {
  const jar = await cookies();
  const { db, environment } = webPlatform();
  const token = jar.get(sessionCookieName(environment))?.value;
  if (!token || !isSessionToken(token)) return null;
  return (await findPersonBySession(db, token, await readClock(db))) ?? null;
}
