import { DrizzleAdapter } from '@auth/drizzle-adapter';
import type { NextAuthOptions } from 'next-auth';
import type { Adapter, AdapterAccount, AdapterUser } from 'next-auth/adapters';
import GitHubProvider, { type GithubProfile } from 'next-auth/providers/github';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { z } from 'zod';
import { lockPerson } from '@/db/queries/people-queries';
import { accounts, sessions, users } from '@/db/schema/people';
import { localPath } from '@/lib/core/local-path';
import { cleanName } from '@/lib/core/name/name';
import type { WebEnvironment } from './environment';
import { hashSessionToken } from './tokens';
import type { WebPlatform } from './web-platform';

const github = {
  tokenUrl: 'https://github.com/login/oauth/access_token',
  apiUrl: 'https://api.github.com',
};

const addressesSchema = z.array(
  z.object({ email: z.email().max(254), primary: z.boolean(), verified: z.boolean() }),
);

export const sessionDays = 30;

type HasAddress = Pick<WebEnvironment, 'PUBLIC_URL'>;

const isSecure = (environment: HasAddress): boolean => environment.PUBLIC_URL.startsWith('https:');

/** Secure cookies carry the prefix that browsers enforce. */
export function sessionCookieName(environment: HasAddress): string {
  return isSecure(environment) ? '__Secure-next-auth.session-token' : 'next-auth.session-token';
}

/** The cookie by which next-auth remembers where to go back to. */
export function callbackCookieName(environment: HasAddress): string {
  return isSecure(environment) ? '__Secure-next-auth.callback-url' : 'next-auth.callback-url';
}

/** The cookie by which the browser that asked for a link is known again. */
export function browserCookieName(environment: HasAddress): string {
  return isSecure(environment) ? '__Host-tidemark.browser' : 'tidemark.browser';
}

/** The cookie by which a browser shows that somebody has signed in with it before. */
export function knownBrowserCookieName(environment: HasAddress): string {
  return isSecure(environment) ? '__Host-tidemark.known' : 'tidemark.known';
}

/** How this site sets cookies: for itself alone, out of reach of scripts, not sent with what other sites post. */
export function cookieOptions(environment: HasAddress) {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure(environment) } as const;
}

/** What a session is opened with. */
type Opening = {
  /** Called once for each new user, before the first page. */
  onNewPerson: (userId: string) => Promise<void>;
  /** The browser that asks, in words. */
  browser: string | null;
};

/**
 * Everything next-auth is told. It does what needs a provider; links by mail are this site's own (services/sign-in), since its
 * way signs in whoever opens one.
 */
export function authOptions(platform: WebPlatform, opening: Opening): NextAuthOptions {
  const { environment, db } = platform;
  return {
    secret: environment.NEXTAUTH_SECRET,
    adapter: adapterOn(db, opening.browser),
    session: { strategy: 'database', maxAge: sessionDays * 86_400 },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: providersOf(environment),
    callbacks: {
      redirect: ({ url, baseUrl }) => `${baseUrl}${localPath(pathWithin(url, baseUrl))}`,
    },
    events: { createUser: ({ user }) => opening.onNewPerson(user.id) },
  };
}

/** The path of an address of this site; null for any other. */
export function pathWithin(url: string, baseUrl: string): string | null {
  if (!URL.canParse(url, baseUrl)) return null;
  const { origin, pathname, search, hash } = new URL(url, baseUrl);
  return origin === new URL(baseUrl).origin ? `${pathname}${search}${hash}` : null;
}

/** Of one request: an account that was found or linked is the one with which its session is opened. */
function adapterOn(db: WebPlatform['db'], browser: string | null): Adapter {
  // The adapter's types ask for a text id; ours is a uuid, which PostgreSQL reads from the same strings.
  const tables = { usersTable: users, accountsTable: accounts, sessionsTable: sessions };
  const adapter = DrizzleAdapter(db, tables as never) as Adapter;
  let account: { provider: string; providerAccountId: string } | null = null;
  return {
    ...adapter,
    // A provider's names aren't ours: they may be of any length, and of several lines.
    createUser: async (user: AdapterUser) => {
      if (!adapter.createUser) throw new Error('the adapter makes no users');
      return adapter.createUser({ ...user, name: cleanName(user.name ?? '') });
    },
    getUserByAccount: async ({ provider, providerAccountId }) => {
      const user = (await adapter.getUserByAccount?.({ provider, providerAccountId })) ?? null;
      if (user) account = { provider, providerAccountId };
      return user;
    },
    // Sign-in needs to know which account it was and nothing more: the provider's tokens are not kept.
    linkAccount: async ({ userId, type, provider, providerAccountId }: AdapterAccount) => {
      await adapter.linkAccount?.({ userId, type, provider, providerAccountId });
      account = { provider, providerAccountId };
    },
    createSession: async ({ sessionToken, userId, expires }) => {
      const kept = { sessionToken: hashSessionToken(sessionToken), userId, expires, browser, ...account };
      await db.transaction(async (tx) => {
        // The person before the account, as whoever ends an account locks them: the foreign keys alone would do the reverse.
        await lockPerson(tx, userId);
        await tx.insert(sessions).values(kept);
      });
      return { sessionToken, userId, expires };
    },
    getSessionAndUser: async (sessionToken) => {
      const found = (await adapter.getSessionAndUser?.(hashSessionToken(sessionToken))) ?? null;
      // Where an account is linked to whoever is signed in, next-auth doesn't look whether they still are.
      if (!found || found.session.expires.getTime() <= Date.now()) return null;
      return { ...found, session: { ...found.session, sessionToken } };
    },
    updateSession: async ({ sessionToken, expires }) => {
      const updated = await adapter.updateSession?.({
        sessionToken: hashSessionToken(sessionToken),
        expires,
      });
      return updated ? { ...updated, sessionToken } : null;
    },
    deleteSession: async (sessionToken) => {
      await adapter.deleteSession?.(hashSessionToken(sessionToken));
    },
  };
}

function providersOf(environment: WebEnvironment): NextAuthOptions['providers'] {
  const providers: NextAuthOptions['providers'] = [];
  if (environment.GITHUB_ID && environment.GITHUB_SECRET)
    providers.push(githubProvider(environment.GITHUB_ID, environment.GITHUB_SECRET));
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

/**
 * GitHub, with an address only where GitHub says that it has verified it: anybody can enter anybody's. The profile's own
 * `email` says nothing of that, so it isn't read.
 * @param at where GitHub is; a test stands in for it
 */
export function githubProvider(
  clientId: string,
  clientSecret: string,
  at: typeof github = github,
): OAuthConfig<GithubProfile> {
  return GitHubProvider({
    clientId,
    clientSecret,
    token: at.tokenUrl,
    userinfo: {
      url: `${at.apiUrl}/user`,
      request: async ({ client, tokens }) => {
        const accessToken = tokens.access_token ?? '';
        const profile = await client.userinfo<GithubProfile>(accessToken);
        return { ...profile, email: await findVerifiedAddress(at.apiUrl, accessToken) };
      },
    },
    profile: (profile) => ({
      id: String(profile.id),
      name: profile.name ?? profile.login,
      email: profile.email ?? null,
    }),
  });
}

/** The primary address if it is verified; nothing else, also when GitHub doesn't say. */
async function findVerifiedAddress(apiUrl: string, accessToken: string): Promise<string | undefined> {
  const answer = await fetch(`${apiUrl}/user/emails`, {
    headers: { authorization: `Bearer ${accessToken}`, accept: 'application/vnd.github+json' },
    signal: AbortSignal.timeout(10_000),
  });
  if (!answer.ok) return undefined;
  const addresses = addressesSchema.safeParse(await answer.json());
  const primary = addresses.data?.find((address) => address.primary && address.verified);
  return primary?.email.toLowerCase();
}
