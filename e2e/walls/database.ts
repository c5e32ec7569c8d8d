import type postgres from 'postgres';
import { openSession, openSiteDatabase } from '@/scripts/test/open-session';
import { createToken, dataDir } from '../site';

/** A connection to the database of the site under test. */
export const openDatabase = (as: 'web' | 'superuser'): Promise<postgres.Sql> =>
  openSiteDatabase(dataDir(), as);

/** Opens a session at the site under test. @returns its cookie */
export const signInAs = (email: string): Promise<string> => openSession(dataDir(), email);

/** Gives a role as an accepted invitation does, without the mail. The web process alone can't give a role. */
export async function giveRole(email: string, role: 'auditor' | 'maintainer', slug: string): Promise<void> {
  const sql = await openDatabase('superuser');
  await sql`insert into benchmark_maintainers (benchmark_id, user_id, role)
    select benchmark_id, user_id, ${role} from benchmarks, users where slug = ${slug} and email = ${email}`;
  await sql.end();
}

/** Two people with a role in a benchmark of their own: nothing of another benchmark is theirs. @returns a session's cookie of each */
export async function signInStaffOf(slug: string): Promise<Record<string, string>> {
  const cookies: Record<string, string> = {};
  for (const role of ['auditor', 'maintainer'] as const) {
    const email = `${role}-of-${slug}@example.org`;
    await createToken(email, `${role} elsewhere`);
    await giveRole(email, role, slug);
    cookies[`the ${role} of another benchmark`] = await signInAs(email);
  }
  return cookies;
}
