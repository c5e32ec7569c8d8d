import { drizzle } from 'drizzle-orm/postgres-js';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { githubProvider } from '@/adapters/auth';
import { makeBrowserNonce } from '@/adapters/tokens';
import { deleteAccountsOf, lockPerson } from '@/db/queries/people-queries';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { type Cookies, openNextAuthBrowser } from '@/testing/next-auth-browser';
import { readInboxTokens } from '@/testing/read-inbox-tokens';
import { startTestGithub, type TestGithub } from '@/testing/start-test-github';
import { startTestScorer } from '@/testing/start-test-scorer';
import { scorePredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { refusedAs, unwrap } from '@/testing/unwrap';
import { type Actor, findActorBySession, findActorOfRequest } from '../access/caller';
import { requestSignInLink, type SignedIn, signInByLink } from '../sign-in/link';
import { endOtherSessions, endSession, listSessions, listSignInMethods, removeSignInMethod } from './account';
import { authOptions } from './auth-options';
import { deleteAccount, deletionPhrase } from './delete-account';
import { createPersonToken, createToken, listTokens } from './tokens';

let victim = '';

let count = 0;

const site = provideTestSite();

let github: TestGithub;

beforeAll(async () => {
  github = await startTestGithub({ id: 1, login: 'mallory', email: null, addresses: [] });
});

afterAll(() => github?.stop());

beforeEach(() => meetOthers());

/** Chooses a new e-mail address as the victim's and a new GitHub user as the attacker. */
function meetOthers(): void {
  count += 1;
  victim = `victim-${count}@example.org`;
  github.user = { id: count, login: `mallory-${count}`, email: null, addresses: [] };
}

/**
 * Signs in at GitHub as a browser with these cookies does. @returns the browser's new cookies, and the address of the last
 * redirect
 */
async function signInWithGithub(before?: Cookies): Promise<{ cookies: Cookies; redirect: string }> {
  const provider = githubProvider('id', 'secret', { tokenUrl: `${github.url}/token`, apiUrl: github.url });
  const browser = openNextAuthBrowser(
    () => ({ ...authOptions('Chrome on Linux'), providers: [provider] }),
    before,
  );
  const sentTo = await browser.leave('github');
  const state = new URL(sentTo).searchParams.get('state') ?? '';
  const redirect = await browser.comeBack('github', { code: 'of-a-test', state });
  return { cookies: browser.cookies, redirect };
}

const actorOf = ({ cookies }: { cookies: Cookies }) => findActorBySession(cookies['next-auth.session-token']);

async function signInByMail(email: string): Promise<SignedIn> {
  const browserNonce = makeBrowserNonce();
  unwrap(await requestSignInLink({ email, callbackUrl: '/', browserNonce, network: null }));
  const [token = ''] = await readInboxTokens(site, email);
  return unwrap(await signInByLink({ token, browserNonce, browser: null, sessionBefore: undefined }));
}

async function signedInByMail(email: string): Promise<Actor> {
  const actor = await findActorBySession((await signInByMail(email)).sessionToken);
  if (!actor) throw new Error('nobody is signed in');
  return actor;
}

const isGood = async (token: string) => {
  const headers = { authorization: `Bearer ${token}` };
  return (await findActorOfRequest(new Request('http://127.0.0.1:3000/', { headers }), 'read')).ok;
};

describe('address that a provider has not verified', () => {
  it('doesn’t become the address of the account, so that its real owner’s sign-in link opens another account', async () => {
    github.user.email = victim;
    github.user.addresses = [{ email: victim, primary: true, verified: false }];
    const mallory = await actorOf(await signInWithGithub());
    expect(mallory).toMatchObject({ name: github.user.login, email: null });
    const owner = await signedInByMail(victim);
    expect(owner.userId).not.toBe(mallory?.userId);
    expect(await listSignInMethods(owner)).toMatchObject([{ way: 'email', address: victim }]);
  });
});

/**
 * Simulates an attack that was once possible: the attacker gets an account with the victim's address, which GitHub states as
 * verified.
 */
async function hijack(): Promise<{ cookies: Cookies; token: string; actor: Actor }> {
  github.user.addresses = [{ email: victim.toUpperCase(), primary: true, verified: true }];
  const { cookies } = await signInWithGithub();
  const actor = (await actorOf({ cookies })) as Actor;
  expect(actor.email).toBe(victim);
  const { token } = unwrap(await createToken(actor, { name: 'kept', scope: 'maintain' }));
  return { cookies, token, actor };
}

describe('first proof of an address by mail', () => {
  it('ends the earlier sign-in methods, sessions and tokens', async () => {
    const { cookies, token, actor } = await hijack();
    expect(await isGood(token)).toBe(true);
    const { sessionToken, hasEndedEarlier } = await signInByMail(victim);
    expect(hasEndedEarlier).toBe(true);
    expect((await findActorBySession(sessionToken))?.userId).toBe(actor.userId);
    expect(await actorOf({ cookies })).toBeNull();
    expect(await isGood(token)).toBe(false);
    expect(await createToken(actor, { name: 'late' })).toEqual(refusedAs('not_signed_in'));
    const again = await signInWithGithub();
    expect(again.redirect).toContain('OAuthAccountNotLinked');
    expect(await actorOf(again)).toBeNull();
    expect((await signInByMail(victim)).hasEndedEarlier).toBe(false);
    expect(await site.superuser`select from audit_events where act = 'operator_ways_ended'`).toHaveLength(0);
  });

  it('adds the proof of an operator’s address to the audit log, whether by mail or by the admin command', async () => {
    const { actor } = await hijack();
    await site.superuser`update users set is_operator = true where user_id = ${actor.userId}`;
    await signInByMail(victim);

    meetOthers();
    const { cookies, token, actor: second } = await hijack();
    unwrap(
      await createPersonToken(drizzle(site.superuser), {
        email: victim,
        name: null,
        isOperator: true,
        days: 1,
      }),
    );
    expect(await actorOf({ cookies })).toBeNull();
    expect(await isGood(token)).toBe(false);
    const events = await site.superuser`
      select actor_kind, is_public, detail from audit_events where act = 'operator_ways_ended' order by audit_event_id`;
    const ended = (userId: string) => ({
      actor_kind: 'operator',
      is_public: false,
      detail: { user_id: userId, accounts: 1, sessions: 1, tokens: 1 },
    });
    expect(events.map((event) => ({ ...event }))).toEqual([ended(actor.userId), ended(second.userId)]);
  });

  it('ends the session of a concurrent sign-in with a provider', async () => {
    for (let i = 0; i < 5; i++) {
      const { cookies } = await hijack();
      const [, ...others] = await Promise.all([
        signInByMail(victim),
        ...Array.from({ length: 4 }, () => signInWithGithub()),
      ]);
      expect(await actorOf({ cookies })).toBeNull();
      for (const other of others) expect(await actorOf(other)).toBeNull();
      meetOthers();
    }
  });

  it('doesn’t deadlock with a session that is being opened', async () => {
    const { actor } = await hijack();
    const waiting = () =>
      site.superuser`select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
    const opened = await drizzle(site.superuser).transaction(async (tx) => {
      // With this short timeout, PostgreSQL aborts this transaction at once if it is part of a deadlock.
      await tx.execute('set local deadlock_timeout = 10');
      await lockPerson(tx, actor.userId);
      const opening = signInWithGithub();
      await vi.waitFor(async () => expect(await waiting()).not.toHaveLength(0), { timeout: 20_000 });
      expect(await deleteAccountsOf(tx, actor.userId)).toEqual(['github']);
      return { opening };
    });
    expect(await actorOf(await opened.opening)).toBeNull();
  });
});

describe('sign-in identities of a deleted account that has used slots in an open round', () => {
  const items = makeBinaryItems(20);
  let slug: string;

  beforeAll(async () => {
    await startTestScorer(site);
    const host = await makePerson(site, 'Host');
    slug = await makeBenchmark(host);
    await makeOpenRound(host, slug, formatTestSet(items));
  });

  async function enterAndDelete(person: Actor): Promise<void> {
    const predictions = formatPredictions(items.ids, (i) => (i % 2 === 0 ? 'yes' : 'no'));
    await scorePredictions(person, slug, predictions, { model: `Of ${person.userId}` });
    unwrap(await deleteAccount(person, deletionPhrase));
  }

  it('end with the first proof of the address, so that the provider’s account no longer leads to the person', async () => {
    const { actor } = await hijack();
    await enterAndDelete(actor);
    expect((await signedInByMail(victim)).userId).toBe(actor.userId);
    github.user.addresses = [];
    const mallory = await actorOf(await signInWithGithub());
    expect(mallory).not.toBeNull();
    expect(mallory?.userId).not.toBe(actor.userId);
  });

  it('don’t match another provider account that merely states the same address', async () => {
    const owner = await signedInByMail(victim);
    await enterAndDelete(owner);
    github.user.addresses = [{ email: victim, primary: true, verified: true }];
    const refused = await signInWithGithub();
    expect(refused.redirect).toContain('OAuthAccountNotLinked');
    expect(await actorOf(refused)).toBeNull();
    expect((await signedInByMail(victim)).userId).toBe(owner.userId);
  });
});

describe('account settings', () => {
  it('list sign-in methods, sessions and tokens, and can end each of them', async () => {
    const { sessionToken } = await signInByMail(victim);
    const linked = await signInWithGithub({ 'next-auth.session-token': sessionToken });
    expect(linked.redirect).toBe('http://localhost:3000/settings');
    const byGithub = await signInWithGithub();
    const actor = (await findActorBySession(sessionToken)) as Actor;
    expect(await listSignInMethods(actor)).toMatchObject([
      { way: 'email', address: victim, can_end: false },
      { way: 'github', can_end: true },
    ]);
    const sessions = await listSessions(actor);
    expect(sessions).toMatchObject([
      { way: 'github', browser: 'Chrome on Linux', is_this_one: false },
      { way: 'email', browser: null, is_this_one: true },
    ]);
    expect(sessions[1]?.last_used_at).toMatch(/T\d\d:00:00\.000Z$/);

    expect(await endSession(await signedInByMail('other@example.org'), sessions[0]!.id)).toMatchObject(
      refusedAs('not_found'),
    );
    unwrap(await endSession(actor, sessions[0]!.id));
    expect(await actorOf(byGithub)).toBeNull();

    const more = await signInWithGithub();
    unwrap(await removeSignInMethod(actor, 'github'));
    expect(await actorOf(more)).toBeNull();
    expect(await removeSignInMethod(actor, 'email')).toMatchObject(refusedAs('not_found'));
  });

  it('refuse to remove the last sign-in method of an account without an address', async () => {
    const actor = (await actorOf(await signInWithGithub())) as Actor;
    expect(await removeSignInMethod(actor, 'github')).toEqual(refusedAs('last_sign_in_method'));
  });

  it('end every session but the current one, and every token, in one step', async () => {
    const before = await signInByMail(victim);
    const actor = await signedInByMail(victim);
    const { token } = unwrap(await createToken(actor, { name: 'script' }));
    await endOtherSessions(actor);
    expect(await findActorBySession(before.sessionToken)).toBeNull();
    expect(await isGood(token)).toBe(false);
    expect(await listTokens(actor)).toEqual([]);
    expect(await listSessions(actor)).toHaveLength(1);
  });

  it('add no sign-in provider to an account whose session has expired', async () => {
    const { sessionToken } = await signInByMail(victim);
    await site.superuser`update sessions set expires_at = now() - interval '1 second'`;
    const after = await signInWithGithub({ 'next-auth.session-token': sessionToken });
    expect((await actorOf(after))?.email).toBeNull();
  });
});
