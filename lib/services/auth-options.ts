import type { NextAuthOptions } from 'next-auth';
import { findPersonById } from '@/db/queries/people-queries';
import { authOptions as authOptionsOf } from '@/lib/adapters/auth';
import { webPlatform } from '@/lib/adapters/web-platform';
import { ensureTeam } from './ensure-team';

/** Sign-in as this site does it: a new person gets a team of one. */
export function authOptions(): NextAuthOptions {
  const platform = webPlatform();
  return authOptionsOf(platform, async (userId) => {
    const person = await findPersonById(platform.db, userId);
    if (person) await ensureTeam(platform.db, person);
  });
}
