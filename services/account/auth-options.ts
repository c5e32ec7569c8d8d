import type { NextAuthOptions } from 'next-auth';
import { authOptions as authOptionsOf } from '@/adapters/auth';
import { webPlatform } from '@/adapters/web-platform';
import { findPersonById } from '@/db/queries/people-queries';
import { ensureTeam } from '../team/team';

/**
 * Sign-in with a provider as this site does it: a new person gets a team of one.
 * @param browser the one that asks, in words
 */
export function authOptions(browser: string | null): NextAuthOptions {
  const platform = webPlatform();
  return authOptionsOf(platform, {
    browser,
    onNewPerson: async (userId) => {
      const person = await findPersonById(platform.db, userId);
      if (person) await ensureTeam(platform.db, person);
    },
  });
}
