import { hashSessionToken, isSessionToken } from '@/adapters/session-token';
import { webPlatform } from '@/adapters/web-platform';
import { readClock } from '@/db/queries/read-clock';
import { findPersonBySession } from '@/db/queries/session-queries';
import { startOfHour } from '@/lib/core/start-of-hour';
import type { Actor } from './actor';

/** The person whose session a cookie's value is; a value that can be none isn't looked up. */
export async function findActorBySession(token: string | undefined): Promise<Actor | null> {
  if (!token || !isSessionToken(token)) return null;
  const { db } = webPlatform();
  const now = await readClock(db);
  return (await findPersonBySession(db, hashSessionToken(token), { now, hour: startOfHour(now) })) ?? null;
}
