import type { NextAuthOptions } from 'next-auth';
import { authOptions as authOptionsOf } from '@/adapters/auth';
import { webPlatform } from '@/adapters/web-platform';
import { findPersonById } from '@/db/queries/people-queries';
import { ensureTeam } from '../team/ensure';

/** Sign-in as this site does it: a new person gets a team of one. */
export function authOptions(): NextAuthOptions {
  const platform = webPlatform();
  return authOptionsOf(platform, async (userId) => {
    const person = await findPersonById(platform.db, userId);
    if (person) await ensureTeam(platform.db, person);
  });
}
