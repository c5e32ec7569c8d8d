import { DrizzleAdapter } from '@auth/drizzle-adapter';
import type { NextAuthOptions } from 'next-auth';
import type { Adapter, AdapterAccount, AdapterUser } from 'next-auth/adapters';
import type { EmailConfig } from 'next-auth/providers/email';
import GitHubProvider from 'next-auth/providers/github';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { accounts, sessions, users, verificationTokens } from '@/db/schema/people';
import { cleanName } from '@/lib/core/name/clean-name';
import type { WebEnvironment } from './environment';
import type { WebPlatform } from './web-platform';

export const sessionDays = 30;
export const signInLinkMinutes = 60;

/** Secure cookies carry the prefix that browsers enforce. */
export function sessionCookieName(environment: Pick<WebEnvironment, 'PUBLIC_URL'>): string {
  return environment.PUBLIC_URL.startsWith('https:')
    ? '__Secure-next-auth.session-token'
    : 'next-auth.session-token';
}

/**
 * Everything next-auth is told. Mail is sent by our own use case (request-sign-in-mail), whose link opens a page with a
 * button: a link scanner that fetches it signs nobody in.
 * @param onNewPerson called once for each new user, before the first page
 */
export function authOptions(
  platform: WebPlatform,
  onNewPerson: (userId: string) => Promise<void>,
): NextAuthOptions {
  const { environment, db } = platform;
  return {
    secret: environment.NEXTAUTH_SECRET,
    adapter: adapterOn(db),
    session: { strategy: 'database', maxAge: sessionDays * 86_400 },
    pages: { signIn: '/sign-in', error: '/sign-in', verifyRequest: '/sign-in/sent' },
    providers: providersOf(environment),
    events: { createUser: ({ user }) => onNewPerson(user.id) },
  };
}

function adapterOn(db: WebPlatform['db']): Adapter {
  // The adapter's types ask for a text id; ours is a uuid, which PostgreSQL reads from the same strings.
  const tables = {
    usersTable: users,
    accountsTable: accounts,
    sessionsTable: sessions,
    verificationTokensTable: verificationTokens,
  };
  const adapter = DrizzleAdapter(db, tables as never) as Adapter;
  return {
    ...adapter,
    // A provider's names aren't ours: they may be of any length, and of several lines.
    createUser: async (user: AdapterUser) => {
      if (!adapter.createUser) throw new Error('the adapter makes no users');
      return adapter.createUser({ ...user, name: cleanName(user.name ?? '') });
    },
    // Sign-in needs to know which account it was and nothing more: the provider's tokens are not kept.
    linkAccount: async ({ userId, type, provider, providerAccountId }: AdapterAccount) => {
      await adapter.linkAccount?.({ userId, type, provider, providerAccountId });
    },
  };
}

function providersOf(environment: WebEnvironment): NextAuthOptions['providers'] {
  const email: EmailConfig = {
    id: 'email',
    type: 'email',
    name: 'Email',
    server: '',
    from: environment.MAIL_FROM,
    maxAge: signInLinkMinutes * 60,
    options: {} as EmailConfig['options'],
    sendVerificationRequest: async () => {
      throw new Error('sign-in mail is asked for on /sign-in');
    },
  };
  const providers: NextAuthOptions['providers'] = [email];
  if (environment.GITHUB_ID && environment.GITHUB_SECRET)
    providers.push(
      GitHubProvider({ clientId: environment.GITHUB_ID, clientSecret: environment.GITHUB_SECRET }),
    );
  if (environment.ORCID_ID && environment.ORCID_SECRET)
    providers.push(orcidProvider(environment.ORCID_ID, environment.ORCID_SECRET));
  return providers;
}

/** ORCID is OpenID Connect without an e-mail claim. */
function orcidProvider(
  clientId: string,
  clientSecret: string,
): OAuthConfig<{ sub: string; name?: string; given_name?: string }> {
  return {
    id: 'orcid',
    name: 'ORCID',
    type: 'oauth',
    wellKnown: 'https://orcid.org/.well-known/openid-configuration',
    authorization: { params: { scope: 'openid' } },
    idToken: true,
    checks: ['pkce', 'state'],
    clientId,
    clientSecret,
    profile: (profile) => ({
      id: profile.sub,
      name: profile.name ?? profile.given_name ?? null,
      email: null,
    }),
  };
}
