import { Agent } from 'node:https';
import { connect as connectSocket, type TcpNetConnectOpts } from 'node:net';
import { DrizzleAdapter } from '@auth/drizzle-adapter';
import type { NextAuthOptions } from 'next-auth';
import type { Adapter, AdapterAccount, AdapterUser } from 'next-auth/adapters';
import GitHubProvider, { type GithubProfile } from 'next-auth/providers/github';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { z } from 'zod';
import { findFormerPerson, returnPerson } from '@/db/queries/operator-act-queries';
import { lockPerson } from '@/db/queries/people-queries';
import { accounts, sessions, users } from '@/db/schema/people';
import { isUuid } from '@/lib/core/is-uuid';
import { cleanName } from '@/lib/core/name/name';
import { localPath, signInMethodNames } from '@/lib/core/sign-in/auth-route';
import { isFreshSession } from '@/lib/core/sign-in/session';
import type { WebEnvironment } from './environment';
import { hashSessionToken, hmacAccount, hmacAddress } from './tokens';
import type { WebPlatform } from './web-platform';

export const sessionDays = 30;

type HasAddress = Pick<WebEnvironment, 'PUBLIC_URL'>;

const isSecure = (environment: HasAddress): boolean => environment.PUBLIC_URL.startsWith('https:');

/** Secure cookies carry the prefix that browsers enforce. */
export function sessionCookieName(environment: HasAddress): string {
  return isSecure(environment) ? '__Secure-next-auth.session-token' : 'next-auth.session-token';
}

/** The cookie in which next-auth stores the return address. */
export function callbackCookieName(environment: HasAddress): string {
  return isSecure(environment) ? '__Secure-next-auth.callback-url' : 'next-auth.callback-url';
}

/** The cookie that identifies the browser that requested a link. */
export function browserCookieName(environment: HasAddress): string {
  return isSecure(environment) ? '__Host-tidemark.browser' : 'tidemark.browser';
}

/** Name of the cookie that marks a browser in which a person has signed in before. */
export function knownBrowserCookieName(environment: HasAddress): string {
  return isSecure(environment) ? '__Host-tidemark.known' : 'tidemark.known';
}

/** Attributes of the site's cookies: this site only, invisible to scripts, not sent with cross-site posts. */
export function cookieOptions(environment: HasAddress) {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure(environment) } as const;
}

/** Callbacks and the browser name that next-auth's database adapter uses when it opens a session. */
type Opening = {
  /** Called once for each new user, before that user sees the first page. */
  onNewPerson: (userId: string) => Promise<void>;
  /** A readable name of the browser that requests the sign-in. */
  browser: string | null;
  /** The page that explains why this person may not sign in; null for a person who may. */
  findRefusalPage: (userId: string) => Promise<string | null>;
};

/**
 * Configuration of next-auth, which handles only the sign-in with providers such as GitHub. The site's own code handles links by
 * mail (services/sign-in): next-auth would sign in any browser that opens a link, not only the one that requested it.
 */
export function authOptions(platform: WebPlatform, opening: Opening): NextAuthOptions {
  const { environment, db } = platform;
  return {
    secret: environment.NEXTAUTH_SECRET,
    adapter: adapterOn(db, { browser: opening.browser, secret: environment.NEXTAUTH_SECRET }),
    session: { strategy: 'database', maxAge: sessionDays * 86_400 },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: providersOf(environment),
    callbacks: {
      signIn: async ({ user, account, profile }) => {
        if (account?.provider === 'oidc' && claimsOf(profile).iss !== environment.OIDC_ISSUER) {
          // The issuer in the ID token must equal the configured issuer (OpenID Connect Discovery 1.0, 4.3).
          // openid-client compares it only with the discovery document.
          platform.log.error('OIDC_ISSUER is not the name that the issuer gives itself');
          return `${environment.PUBLIC_URL}/sign-in?error=Configuration`;
        }
        const refusalPage = isUuid(user.id) ? await opening.findRefusalPage(user.id) : null;
        return refusalPage === null || new URL(refusalPage, environment.PUBLIC_URL).href;
      },
      redirect: ({ url, baseUrl }) => `${baseUrl}${localPath(pathWithin(url, baseUrl))}`,
    },
    events: { createUser: ({ user }) => opening.onNewPerson(user.id) },
  };
}

/** Maximum length of an address to return to. The time to parse a host name is quadratic in its length. */
const returnAddressMax = 2_000;

/** Returns the path of a URL on this site, and null for a URL of another site. */
export function pathWithin(url: string, baseUrl: string): string | null {
  if (url.length > returnAddressMax || !URL.canParse(url, baseUrl)) return null;
  const { origin, pathname, search, hash } = new URL(url, baseUrl);
  return origin === new URL(baseUrl).origin ? `${pathname}${search}${hash}` : null;
}

/** The column with the instant of a session's sign-in, which next-auth's session type lacks. */
const openedSchema = z.object({ createdAt: z.date() });

/**
 * next-auth's database adapter for one sign-in request. The adapter opens the session for the user whose
 * provider account was found or linked.
 */
function adapterOn(
  db: WebPlatform['db'],
  { browser, secret }: { browser: string | null; secret: string },
): Adapter {
  // The adapter's types require a text id. The site's ids are UUIDs, which PostgreSQL parses from the same
  // strings.
  const tables = { usersTable: users, accountsTable: accounts, sessionsTable: sessions };
  const adapter = DrizzleAdapter(db, tables as never) as Adapter;
  let asked: { provider: string; providerAccountId: string } | null = null;
  let account: { provider: string; providerAccountId: string } | null = null;
  let mayLink = true;
  return {
    ...adapter,
    // A provider may send a user name of any length, with line breaks.
    createUser: async (user: AdapterUser) => {
      if (!adapter.createUser) throw new Error('the sign-in adapter can’t create users');
      const email = user.email || null;
      const returned =
        asked &&
        (await returnPerson(db, {
          email,
          addressHmac: email && hmacAddress(email, secret),
          accountHmac: hmacAccount(asked, secret),
        }));
      const known = returned && (await adapter.getUser?.(returned));
      return known || adapter.createUser({ ...user, name: cleanName(user.name ?? '') });
    },
    getUserByAccount: async ({ provider, providerAccountId }) => {
      asked = { provider, providerAccountId };
      const user = (await adapter.getUserByAccount?.({ provider, providerAccountId })) ?? null;
      if (user) account = { provider, providerAccountId };
      return user;
    },
    // If a user with the e-mail address that a provider states exists, next-auth refuses the provider's
    // unknown account: a stated address doesn't prove who owns the account. A deleted user's address stays
    // reserved.
    getUserByEmail: async (email) => {
      const present = (await adapter.getUserByEmail?.(email)) ?? null;
      if (present || (asked && (await findFormerPerson(db, hmacAccount(asked, secret))))) return present;
      const former = await findFormerPerson(db, hmacAddress(email, secret));
      return (former && (await adapter.getUser?.(former))) || null;
    },
    // Stores which provider account was linked, and none of the provider's tokens. A session that isn't
    // recent can't link an account: the thief of such a session could otherwise sign in for good.
    linkAccount: async ({ userId, type, provider, providerAccountId }: AdapterAccount) => {
      if (!mayLink) throw new Error('a sign-in method is added after a sign-in');
      await adapter.linkAccount?.({ userId, type, provider, providerAccountId });
      account = { provider, providerAccountId };
    },
    createSession: async ({ sessionToken, userId, expires }) => {
      const session = { sessionToken: hashSessionToken(sessionToken), userId, expires, browser, ...account };
      await db.transaction(async (tx) => {
        // Locks the user's row before the account's row, the same order as in the code that deletes accounts.
        // Foreign keys alone would lock in the reverse order, and deadlock.
        await lockPerson(tx, userId);
        await tx.insert(sessions).values(session);
      });
      return { sessionToken, userId, expires };
    },
    getSessionAndUser: async (sessionToken) => {
      const found = (await adapter.getSessionAndUser?.(hashSessionToken(sessionToken))) ?? null;
      // next-auth doesn't check that the session is still valid before it links an account.
      if (!found || found.session.expires.getTime() <= Date.now()) return null;
      mayLink = isFreshSession(openedSchema.parse(found.session).createdAt, new Date());
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
  const { OIDC_ISSUER: issuer, OIDC_ID: id, OIDC_SECRET: secret } = environment;
  if (issuer && id && secret)
    providers.push(
      oidcProvider({ issuer, name: environment.OIDC_NAME ?? signInMethodNames.oidc }, id, secret),
    );
  // openid-client sets the HTTP options once for all providers.
  return providers.map((provider) => ({ ...provider, httpOptions }));
}

/**
 * HTTPS agent that ends a connection to a provider after some seconds. openid-client limits only the time
 * until a response begins, so a provider with a slow body could block a sign-in without limit.
 */
class BriefAgent extends Agent {
  /** Undefined, so that the agent also connects to an issuer on loopback without TLS. */
  readonly protocol = undefined;

  override createConnection(options: TcpNetConnectOpts & { protocol?: string }) {
    const socket = options.protocol === 'http:' ? connectSocket(options) : super.createConnection(options);
    if (socket) {
      const timer = setTimeout(() => socket.destroy(), connectionMsMax);
      socket.once('close', () => clearTimeout(timer));
    }
    return socket;
  }
}

const connectionMsMax = 6_000;

const httpOptions = { timeout: 4_000, agent: new BriefAgent({ keepAlive: false }) };

type Claims = { iss: string; sub: string; name?: unknown; preferred_username?: unknown };

/** Claims of an ID token that openid-client has verified. */
const claimsOf = (profile: object | undefined): Partial<Claims> => ({ ...profile });

const textOf = (claim: unknown): string | null => (typeof claim === 'string' ? claim : null);

/**
 * A provider for the OpenID Connect issuer that the operator configured. The site ignores the `email` claim:
 * an address that an issuer states proves nothing (`email_verified` is as good as the issuer), so it neither
 * joins an account nor gets into an entry list. `sub` is unique within an issuer only (OpenID Connect Core
 * 1.0, 5.7).
 */
function oidcProvider(
  { name, issuer }: { name: string; issuer: string },
  clientId: string,
  clientSecret: string,
): OAuthConfig<Claims> {
  return {
    id: 'oidc',
    name,
    type: 'oauth',
    wellKnown: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    authorization: { params: { scope: 'openid profile' } },
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    clientId,
    clientSecret,
    profile: (claims) => ({
      id: `${claims.iss} ${claims.sub}`,
      name: textOf(claims.name) ?? textOf(claims.preferred_username),
      email: null,
    }),
  };
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

const github = {
  tokenUrl: 'https://github.com/login/oauth/access_token',
  apiUrl: 'https://api.github.com',
};

const addressesSchema = z.array(
  z.object({ email: z.email().max(254), primary: z.boolean(), verified: z.boolean() }),
);

/**
 * GitHub provider that uses verified addresses only: a GitHub profile may show any address, so its `email`
 * field isn't read. @param at GitHub's base URLs; a test passes its own
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

/** Returns the user's primary address if GitHub reports it as verified, otherwise undefined. */
async function findVerifiedAddress(apiUrl: string, accessToken: string): Promise<string | undefined> {
  const response = await fetch(`${apiUrl}/user/emails`, {
    headers: { authorization: `Bearer ${accessToken}`, accept: 'application/vnd.github+json' },
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) return undefined;
  const addresses = addressesSchema.safeParse(await response.json());
  const primary = addresses.data?.find((address) => address.primary && address.verified);
  return primary?.email.toLowerCase();
}
