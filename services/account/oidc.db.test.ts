import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeOperator, makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { type Cookies, openNextAuthBrowser } from '@/testing/next-auth-browser';
import { signToken, startTestIssuer, type TestIssuer, testClient } from '@/testing/start-test-issuer';
import { unwrap } from '@/testing/unwrap';
import { type Actor, findActorBySession } from '../access/caller';
import { actOnPage, findSuspension } from '../moderation/public-acts';
import { listSignInMethods, listSignInProviders, removeSignInMethod } from './account';
import { authOptions } from './auth-options';

const site = provideTestSite();
let issuer: TestIssuer;

beforeAll(async () => {
  issuer = await startTestIssuer({ sub: 'nobody' });
  Object.assign(site.web.environment, {
    OIDC_ISSUER: issuer.url,
    OIDC_ID: testClient.id,
    OIDC_SECRET: testClient.secret,
    OIDC_NAME: 'Our university',
  });
});

afterAll(() => issuer?.stop());

beforeEach(() => {
  issuer.user = { sub: randomUUID(), name: 'Ada' };
  Object.assign(issuer, { forge: null, stuck: null, statedIssuer: null });
});

const openBrowser = (cookies?: Cookies) =>
  openNextAuthBrowser(() => authOptions('Firefox on Linux'), cookies);

/** Signs in at the issuer and follows the redirects, as a browser does. */
async function signIn(cookies?: Cookies) {
  const browser = openBrowser(cookies);
  const back = await issuer.authorize(await browser.leave('oidc', '/benchmarks/flights/submit'));
  const redirect = await browser.comeBack('oidc', Object.fromEntries(back.searchParams));
  return { redirect, cookies: browser.cookies, actor: await actorOf(browser.cookies), back };
}

const actorOf = (cookies: Cookies) => findActorBySession(cookies['next-auth.session-token']);

const countAccounts = async () => {
  const [row] = await site.superuser`
    select (select count(*)::int from users) as users, (select count(*)::int from accounts) as accounts,
      (select count(*)::int from sessions) as sessions`;
  return { ...row };
};

/** An ID token signed with the issuer's own key, with some claims replaced by `changed`. */
const signedWith = (changed: object) => {
  issuer.forge = ({ claims, keys }) =>
    signToken({ alg: 'RS256', kid: keys.kid }, { ...claims, ...changed }, keys.privateKey);
};

describe('sign-in with an OpenID Connect issuer', () => {
  it('makes an account at the first time, finds it again, and returns to the page on which it began', async () => {
    expect(listSignInProviders()).toContainEqual({ id: 'oidc', name: 'Our university' });
    const first = await signIn();
    expect(first.redirect).toBe('http://localhost:3000/benchmarks/flights/submit');
    expect(first.actor).toMatchObject({ name: 'Ada', email: null });
    expect((await signIn()).actor?.userId).toBe(first.actor?.userId);
    issuer.user = { sub: randomUUID() };
    expect((await signIn()).actor?.userId).not.toBe(first.actor?.userId);
  });

  it('joins no account by an address that the issuer states, even as verified', async () => {
    const owner = await makePerson(site);
    issuer.user = { sub: randomUUID(), email: owner.email ?? '', email_verified: true };
    const { actor } = await signIn();
    expect(actor).toMatchObject({ email: null });
    expect(actor?.userId).not.toBe(owner.userId);
  });

  it('identifies a person by issuer and subject together, so that an equal subject of another issuer is another person', async () => {
    const { actor } = await signIn();
    const [{ id = '' } = {}] = await site.superuser`
      select provider_account_id as id from accounts where user_id = ${actor?.userId ?? null}`;
    expect(id).toBe(`${issuer.url} ${issuer.user.sub}`);
  });

  it('adds the issuer to an account as a sign-in method, and ends it with its sessions', async () => {
    const browser = openBrowser();
    await issuer.authorize(await browser.leave('oidc'));
    const { actor, cookies } = await signIn();
    const person = actor as Actor;
    await site.superuser`update users set email = ${`${person.userId}@example.org`} where user_id = ${person.userId}`;
    expect(await listSignInMethods(person)).toMatchObject([
      { way: 'email' },
      { way: 'oidc', name: 'Our university', can_end: true },
    ]);
    issuer.user = { sub: randomUUID() };
    const other = await signIn(cookies);
    expect(other.actor?.userId).toBe(person.userId);
    unwrap(await removeSignInMethod(person, 'oidc'));
    expect(await actorOf(cookies)).toBeNull();
  });

  it('adds no provider’s account where the session is older than ten minutes, so that the thief of a session can’t add a sign-in method', async () => {
    const { actor, cookies } = await signIn();
    await site.superuser`
      update sessions set created_at = created_at - interval '11 minutes' where user_id = ${actor?.userId ?? null}`;
    const before = await countAccounts();
    issuer.user = { sub: randomUUID(), name: 'Mallory' };
    const refused = await signIn(cookies);
    expect(refused.redirect).toContain('/api/auth/error?error=Callback');
    expect(await countAccounts()).toEqual(before);
    expect((await signIn()).actor?.userId).not.toBe(actor?.userId);
  });

  it.each<[string, () => void]>([
    ['another sign-in’s nonce', () => signedWith({ nonce: 'of-another-sign-in' })],
    ['no nonce', () => signedWith({ nonce: undefined })],
    ['another issuer', () => signedWith({ iss: 'https://other.example.org' })],
    ['another audience', () => signedWith({ aud: 'another-client' })],
    [
      'several audiences and another authorized party',
      () => signedWith({ aud: [testClient.id, 'b'], azp: 'b' }),
    ],
    ['an expiry in the past', () => signedWith({ exp: Math.floor(Date.now() / 1000) - 60 })],
    ['an issue time in the future', () => signedWith({ nbf: Math.floor(Date.now() / 1000) + 600 })],
    ['no subject', () => signedWith({ sub: undefined })],
    [
      'no signature (alg: none)',
      () => {
        issuer.forge = ({ claims }) => signToken({ alg: 'none' }, claims, null);
      },
    ],
    [
      'a signature by HS256 with the client’s secret',
      () => {
        issuer.forge = ({ claims }) => signToken({ alg: 'HS256' }, claims, testClient.secret);
      },
    ],
    [
      'a signature by HS256 with the public key',
      () => {
        issuer.forge = ({ claims, keys }) =>
          signToken(
            { alg: 'HS256', kid: keys.kid },
            claims,
            String(keys.publicKey.export({ type: 'spki', format: 'pem' })),
          );
      },
    ],
    [
      'an unknown key’s id',
      () => {
        issuer.forge = ({ claims, keys }) =>
          signToken({ alg: 'RS256', kid: 'another-key' }, claims, keys.privateKey);
      },
    ],
    [
      'claims that were changed after signing',
      () => {
        issuer.forge = ({ claims, keys }) => {
          const [header, , signature] = signToken(
            { alg: 'RS256', kid: keys.kid },
            claims,
            keys.privateKey,
          ).split('.');
          const other = Buffer.from(JSON.stringify({ ...claims, sub: 'victim' })).toString('base64url');
          return `${header}.${other}.${signature}`;
        };
      },
    ],
    [
      'a text that is no token',
      () => {
        issuer.forge = () => 'a.b.c';
      },
    ],
  ])('refuses an ID token with %s, and makes no account and no session', async (_, forge) => {
    const before = await countAccounts();
    forge();
    const refused = await signIn();
    expect(refused.redirect).toMatch(/\/api\/auth\/error\?error=OAuthCallback$/);
    expect(refused.actor).toBeNull();
    expect(await countAccounts()).toEqual(before);
  });

  it('refuses a discovery document of another issuer, although its tokens fit it', async () => {
    const before = await countAccounts();
    issuer.statedIssuer = 'https://other.example.org';
    const refused = await signIn();
    expect(refused.redirect).toBe('http://127.0.0.1:3000/sign-in?error=Configuration');
    expect(await countAccounts()).toEqual(before);
  });

  it('refuses a second use of a code, and a state or a code of another browser', async () => {
    const { cookies, back } = await signIn();
    const before = await countAccounts();
    const query = Object.fromEntries(back.searchParams);
    expect(await openBrowser(cookies).comeBack('oidc', query)).toContain('error=OAuthCallback');

    const victim = openBrowser();
    const sent = await victim.leave('oidc');
    const state = new URL(sent).searchParams.get('state') ?? '';
    // This code was used before, and in the sign-in of another browser.
    expect(await victim.comeBack('oidc', { ...query, state })).toContain('error=OAuthCallback');

    const own = await issuer.authorize(await openBrowser().leave('oidc'));
    const other = openBrowser();
    await other.leave('oidc');
    const foreign = Object.fromEntries(own.searchParams);
    expect(await other.comeBack('oidc', foreign)).toContain('error=OAuthCallback');
    // A code that nobody has used, but from another browser: its PKCE challenge doesn't fit.
    const third = openBrowser();
    const itsState = new URL(await third.leave('oidc')).searchParams.get('state') ?? '';
    expect(await third.comeBack('oidc', { ...foreign, state: itsState })).toContain('error=OAuthCallback');
    expect(await countAccounts()).toEqual(before);
  });

  it.each([
    ['/.well-known/openid-configuration', false, 'OAuthSignin'],
    ['/.well-known/openid-configuration', true, 'OAuthSignin'],
    ['/token', false, 'OAuthCallback'],
    ['/token', true, 'OAuthCallback'],
    ['/jwks', true, 'OAuthCallback'],
  ] as const)(
    'ends with a message within 8 seconds when the issuer’s %s never ends its response (begun: %s)',
    async (at, hasBegun, error) => {
      const before = await countAccounts();
      const browser = openBrowser();
      const isAtStart = error === 'OAuthSignin';
      const sent = isAtStart ? '' : await browser.leave('oidc');
      // openid-client caches an issuer's keys for a minute, except where a token names an unknown key id.
      issuer.forge = ({ claims, keys }) =>
        signToken({ alg: 'RS256', kid: randomUUID() }, claims, keys.privateKey);
      const back = isAtStart ? null : await issuer.authorize(sent);
      issuer.stuck = { at, hasBegun };
      const began = performance.now();
      const redirect = back
        ? await browser.comeBack('oidc', Object.fromEntries(back.searchParams))
        : await browser.leave('oidc');
      expect(redirect).toContain(`/api/auth/error?error=${error}`);
      expect(performance.now() - began).toBeLessThan(8_000);
      expect(await countAccounts()).toEqual(before);
    },
    30_000,
  );

  it('ends with an error message when the issuer doesn’t respond', async () => {
    const { OIDC_ISSUER } = site.web.environment;
    const away = await startTestIssuer({ sub: 'a' });
    await away.stop();
    Object.assign(site.web.environment, { OIDC_ISSUER: away.url });
    expect(await openBrowser().leave('oidc')).toContain('/api/auth/error?error=OAuthSignin');
    Object.assign(site.web.environment, { OIDC_ISSUER });
  });

  it('opens no session for a suspended person, and redirects to the public reason', async () => {
    const { actor } = await signIn();
    const { eventId } = unwrap(
      await actOnPage(await makeOperator(site), {
        ...{ act: 'suspend', kind: 'person', subject: actor?.userId },
        reason: 'It sent advertisements.',
      }),
    );
    const before = await countAccounts();
    const refused = await signIn();
    expect(refused.redirect).toBe(`http://127.0.0.1:3000/sign-in?suspension=${eventId}`);
    expect(await countAccounts()).toEqual(before);
    expect(await findSuspension(String(eventId))).toEqual({
      kind: 'account_suspended',
      reason: 'It sent advertisements.',
    });
    expect(await findSuspension('0')).toBeNull();
  });
});
