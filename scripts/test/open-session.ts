import postgres from 'postgres';
import { findEmbeddedPostgres } from '@/adapters/embedded-postgres/postgres-home';
import { hashSessionToken } from '@/adapters/tokens';
import { databaseUrls, embeddedOwnerUrl } from '../start/prepare-database';
import { prepareSiteData } from '../start/prepare-site-data';

/** Connects to the database of a running site, as the web process or as the superuser. */
export async function openSiteDatabase(dataDir: string, as: 'web' | 'superuser'): Promise<postgres.Sql> {
  const port = findEmbeddedPostgres(dataDir);
  if (port === undefined) throw new Error('the site has no embedded PostgreSQL');
  const { secrets } = await prepareSiteData(dataDir);
  const url = new URL(databaseUrls(embeddedOwnerUrl(port, secrets), secrets).web);
  if (as === 'superuser')
    Object.assign(url, { username: 'postgres', password: encodeURIComponent(secrets.superuserPassword) });
  return postgres(url.href, { max: 1, onnotice: () => {} });
}

/** Opens a session as a used sign-in link does, without the mail. @returns the session's cookie */
export async function openSession(dataDir: string, email: string): Promise<string> {
  const sql = await openSiteDatabase(dataDir, 'web');
  const sessionToken = `session-of-${email.replaceAll(/[^a-z]/g, '-')}-${'x'.repeat(24)}`;
  await sql`insert into sessions (session_sha256, user_id, expires_at)
    select ${hashSessionToken(sessionToken)}, user_id, now() + interval '1 hour' from users where email = ${email} on conflict do nothing`;
  await sql.end();
  return `next-auth.session-token=${sessionToken}`;
}
