import type { NextAuthOptions } from 'next-auth';
import { authOptions as authOptionsOf } from '@/adapters/auth';
import { webPlatform } from '@/adapters/web-platform';
import { findModeration } from '@/db/queries/operator-act-queries';
import { findPersonById } from '@/db/queries/people-queries';
import { ensureTeam } from '../team/team';

/**
 * next-auth's options for a sign-in with a provider. A new person gets a team of one. @param browser readable name of the
 * requesting browser
 */
export function authOptions(browser: string | null): NextAuthOptions {
  const platform = webPlatform();
  return authOptionsOf(platform, {
    browser,
    findRefusalPage: async (userId) => {
      const suspension = await findModeration(platform.db, 'person', userId);
      return suspension ? `/sign-in?suspension=${suspension.auditEventId}` : null;
    },
    onNewPerson: async (userId) => {
      const person = await findPersonById(platform.db, userId);
      if (person) await ensureTeam(platform.db, person);
    },
  });
}
