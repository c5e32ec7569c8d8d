import { beforeAll, describe, expect, it } from 'vitest';
import { hashSessionToken, hmacAddress, makeSessionToken } from '@/adapters/tokens';
import { insertSession } from '@/db/queries/session-queries';
import { findViolatedConstraint } from '@/db/query-failure';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { giveRole, makeOperator, makePerson, providePerson } from '@/testing/make-person';
import { type Cookies, openNextAuthBrowser } from '@/testing/next-auth-browser';
import { startTestIssuer, testClient } from '@/testing/start-test-issuer';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { startTestSmtp } from '@/testing/start-test-smtp';
import { repetitions } from '@/testing/stress';
import { scorePredictions, submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { refusedAs, unwrap } from '@/testing/unwrap';
import { type Actor, findActorBySession, findActorOfRequest } from '../access/caller';
import { setFollowing } from '../benchmark/announce';
import { deleteBenchmark } from '../benchmark/delete';
import { decideEntry, setEntryList } from '../entry/maintain-entry';
import { reportLeak } from '../round/leak-reports';
import { findQuota } from '../submission/find-quota';
import { setNote } from '../submission/note';
import { inviteToTeam } from '../team/members';
import { foundTeam } from '../team/own-team';
import { setPseudonym } from '../team/pseudonyms';
import { ensureTeam } from '../team/team';
import { changeProfile, listSignInMethods, proveAddress, removeSignInMethod } from './account';
import { authOptions } from './auth-options';
import { deleteAccount, deletionPhrase, findDeletionPage } from './delete-account';
import { createToken } from './tokens';
import { createWebhook } from './webhooks';

const items = makeBinaryItems(40);

const predictions = (from: number) =>
  formatPredictions(items.ids, (i) => ((i * 7 + from) % 5 === 0 ? 'yes' : 'no'));

const site = provideSiteWithScorer();
const host = providePerson(site, 'Host');
let slug: string;

beforeAll(async () => {
  slug = await makeBenchmark(host, { quota_per_round: 3, team_size_max: 5 });
  await makeOpenRound(host, slug, formatTestSet(items));
});

/** The person with a new session, since a deletion requires a recent sign-in. */
async function signIn(person: Actor): Promise<Actor & { sessionToken: string }> {
  const sessionToken = makeSessionToken();
  const now = new Date();
  await insertSession(site.web.db, {
    ...{ sessionSha256: hashSessionToken(sessionToken), userId: person.userId, browser: 'Firefox on Linux' },
    ...{ createdAt: now, expiresAt: new Date(now.getTime() + 86_400_000) },
  });
  const actor = await findActorBySession(sessionToken);
  if (!actor) throw new Error('nobody is signed in');
  return { ...actor, sessionToken };
}

/** Names of the tables that have a row with one of these texts in any column. */
async function listTablesWith(...texts: string[]): Promise<string[]> {
  const tables = await site.superuser<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema in ('public', 'hidden', 'queue')`;
  const found: string[] = [];
  for (const { name } of tables)
    for (const text of texts) {
      const rows = await site.superuser.unsafe(`select from ${name} t where t::text ilike $1 limit 1`, [
        `%${text}%`,
      ]);
      if (rows.length > 0) found.push(name);
    }
  return [...new Set(found)].sort();
}

/**
 * Starts an OpenID Connect issuer that signs its user in as `sub`. The function that it returns signs in; with the cookies of a
 * session it adds the issuer's account to that person.
 */
async function openIssuer(sub: string) {
  const issuer = await startTestIssuer({ sub });
  Object.assign(site.web.environment, {
    ...{ OIDC_ISSUER: issuer.url, OIDC_ID: testClient.id, OIDC_SECRET: testClient.secret },
  });
  return {
    stop: issuer.stop,
    signIn: async (sessionToken?: string): Promise<Actor> => {
      const cookies: Cookies = sessionToken ? { 'next-auth.session-token': sessionToken } : {};
      const browser = openNextAuthBrowser(() => authOptions(null), cookies);
      const back = await issuer.authorize(await browser.leave('oidc'));
      await browser.comeBack('oidc', Object.fromEntries(back.searchParams));
      const actor = await findActorBySession(browser.cookies['next-auth.session-token']);
      if (!actor) throw new Error('nobody is signed in');
      return actor;
    },
  };
}

const returnBy = async (email: string) =>
  (
    await proveAddress(site.web.db, {
      ...{ email, name: null, isOperator: false, at: new Date() },
      addressHmac: hmacAddress(email, site.web.environment.NEXTAUTH_SECRET),
    })
  ).person.userId;

describe('deletion of one’s own account', () => {
  it('erases the address, name, profile, sessions, tokens, webhooks and notes, and keeps scores and receipts', async () => {
    const person = await signIn(await makePerson(site, 'Zerlina'));
    const email = person.email ?? '';
    unwrap(await changeProfile(person, { affiliation: 'Opera of Prague', shown: ['name'] }));
    const { token } = unwrap(await createToken(person, { name: 'my laptop' }));
    unwrap(await createWebhook(person, { url: 'https://zerlina.example.org/hook', events: ['scored'] }));
    unwrap(await setFollowing(person, slug, true));
    unwrap(await reportLeak(person, slug, 1, { contact: email, text: 'The labels are on a public page.' }));
    const { id } = await scorePredictions(person, slug, predictions(1), { model: 'Vedrai' });
    unwrap(await setNote(person, id, { text: 'batti batti' }));

    expect(await deleteAccount(person, ' Delete my Account ')).toEqual({ ok: true, value: null });
    expect(
      await listTablesWith(email, 'Zerlina', 'Opera of Prague', 'my laptop', 'batti', 'zerlina.example'),
    ).toEqual(['public.former_slugs']);
    // The former address of the team, made of the person's name, is kept for a day, since a ranking that a scorer had begun
    // before may still contain it. Then it is erased.
    await site.superuser`update moderations set at = at - interval '1 day' where subject_id = ${person.userId}`;
    await site.superuser`select forget_addresses()`;
    expect(await listTablesWith('Zerlina')).toEqual([]);
    expect(await findActorBySession(person.sessionToken)).toBeNull();
    const headers = { authorization: `Bearer ${token}` };
    expect(
      await findActorOfRequest(new Request('http://127.0.0.1:3000/', { headers }), 'read'),
    ).toMatchObject(refusedAs('token_invalid'));
    const [kept] = await site.superuser`
      select s.state, t.name from submissions s join teams t using (team_id) where submission_id = ${id}`;
    expect(kept).toMatchObject({ state: 'scored', name: expect.stringMatching(/name withheld/) });
    const events =
      await site.superuser`select is_public, user_id, detail from audit_events where act = 'account_deleted'`;
    expect(events.map((event) => ({ ...event }))).toContainEqual({
      ...{ is_public: false, user_id: null },
      detail: { person: person.userId },
    });
    expect(await deleteAccount(person, deletionPhrase)).toMatchObject(refusedAs('forbidden'));
  });

  it('lets a person who signs in again with the same address use what is left of the open round’s quota', async () => {
    const person = await signIn(await makePerson(site, 'Leporello'));
    await scorePredictions(person, slug, predictions(2), { model: 'Madamina' });
    unwrap(await deleteAccount(person, deletionPhrase));
    expect(await returnBy(person.email ?? '')).toBe(person.userId);
    const other = await signIn(await makePerson(site));
    unwrap(await deleteAccount(other, deletionPhrase));
    expect(await returnBy(other.email ?? '')).not.toBe(other.userId);
  });

  it('lets a person who signs in again at the same OpenID Connect issuer continue, although that account has no address', async () => {
    const issuer = await openIssuer('masetto');
    const first = await issuer.signIn();
    await scorePredictions(first, slug, predictions(3), { model: 'Ho capito' });
    unwrap(await deleteAccount(first, deletionPhrase));
    expect(await listTablesWith('masetto')).toEqual([]);
    expect((await issuer.signIn()).userId).toBe(first.userId);
    await issuer.stop();
  });

  it('leads the address and the issuer’s account to one person, in each order and after a second deletion, until it is removed as a sign-in method', async () => {
    const issuer = await openIssuer('zerlina-and-masetto');
    const person = await signIn(await makePerson(site, 'Both'));
    const { email, userId } = person;
    await site.superuser`update users set email_verified_at = now() where user_id = ${userId}`;
    expect((await issuer.signIn(person.sessionToken)).userId).toBe(userId);
    await scorePredictions(person, slug, predictions(5), { model: 'Là ci darem' });
    const left = async () => unwrap(await findQuota({ ...person, email: null }, slug)).round?.left;
    expect(await left()).toBe(2);

    const byAddress = () => returnBy(email ?? '');
    const byIssuer = async () => (await issuer.signIn()).userId;
    for (const order of [
      [byAddress, byIssuer],
      [byIssuer, byAddress],
    ]) {
      unwrap(await deleteAccount(await signIn(person), deletionPhrase));
      for (const returnAgain of [...order, ...order]) expect(await returnAgain()).toBe(userId);
      expect(await listSignInMethods(person)).toMatchObject([
        { way: 'email', address: email, since: expect.any(String) },
        { way: 'oidc' },
      ]);
      expect(await left()).toBe(2);
    }
    // After a return by one of the two identities, the next deletion still stores both.
    unwrap(await deleteAccount(await signIn(person), deletionPhrase));
    expect(await byIssuer()).toBe(userId);
    unwrap(await deleteAccount(await signIn(person), deletionPhrase));
    expect(await byAddress()).toBe(userId);
    expect(await byIssuer()).toBe(userId);
    unwrap(await removeSignInMethod(person, 'oidc'));
    expect(await byIssuer()).not.toBe(userId);
    await issuer.stop();
  });

  it('doesn’t undo the removal of an entrant, although the person’s address is in the private benchmark’s entry list', async () => {
    const teacher = await makePerson(site, 'Teacher');
    const course = await makeBenchmark(teacher, { visibility: 'private' });
    await makeOpenRound(teacher, course, formatTestSet(items));
    const person = await signIn(await makePerson(site, 'Ottavio'));
    const email = person.email ?? '';
    const prove = () =>
      site.superuser`update users set email_verified_at = now() where user_id = ${person.userId}`;
    await prove();
    const putOnList = async () => unwrap(await setEntryList(teacher, course, { list: email }));
    await putOnList();
    await scorePredictions(person, course, predictions(4), { model: 'Il mio tesoro' });
    const removal = { state: 'removed', reason: 'Shared the labels' };
    unwrap(await decideEntry(teacher, course, person.userId, removal));
    expect((await findQuota(person, course)).ok).toBe(false);
    unwrap(await deleteAccount(person, deletionPhrase));
    expect(await listTablesWith('Shared the labels')).not.toContain('public.entrants');
    expect(await returnBy(email)).toBe(person.userId);
    await putOnList();
    expect(await findQuota(person, course)).toMatchObject(refusedAs('not_found'));
  });

  it('leaves a pseudonym in force until its date, since an earlier end would link it to the deleted person, and erases it a day later', async () => {
    const person = await signIn(await makePerson(site, 'Commendatore'));
    const team = await ensureTeam(site.web.db, person);
    const until = new Date(Date.now() + 86_400_000).toISOString();
    unwrap(await setPseudonym(person, team.slug, { benchmark: slug, name: 'Stone Guest', until }));
    await scorePredictions(person, slug, predictions(6), { model: 'A cenar teco' });
    unwrap(await deleteAccount(person, deletionPhrase));
    const sweepADayLater = () =>
      site.superuser.begin(async (sql) => {
        await sql`set local session_replication_role = replica`;
        await sql`update moderations set at = at - interval '1 day' where subject_id = ${person.userId}`;
        await sql`update team_pseudonyms set ends_at = ends_at - interval '1 day', ended_at = ended_at - interval '1 day'`;
        await sql`set local session_replication_role = origin`;
        await sql`select forget_addresses()`;
        await sql`select end_pseudonyms()`;
      });
    await site.superuser`select forget_addresses()`;
    expect(await listTablesWith('Stone Guest')).toContain('public.team_pseudonyms');
    await sweepADayLater();
    // A ranking that a scorer had begun before may still be stored with the pseudonym's address.
    await site.superuser`select forget_addresses()`;
    expect(await listTablesWith('stone-guest')).toEqual(['public.former_slugs', 'public.team_pseudonyms']);
    await sweepADayLater();
    expect(await listTablesWith('Stone Guest', 'stone-guest')).toEqual(['public.audit_events']);
  });

  it('takes a sign-in within ten minutes, the typed words, and a session instead of a token', async () => {
    const person = await signIn(await makePerson(site));
    expect(await deleteAccount(person, 'delete')).toMatchObject(refusedAs('invalid_request'));
    expect(await deleteAccount({ ...person, sessionId: undefined }, deletionPhrase)).toMatchObject(
      refusedAs('forbidden'),
    );
    const other = await signIn(await makePerson(site));
    expect(await deleteAccount({ ...person, sessionId: other.sessionId }, deletionPhrase)).toMatchObject(
      refusedAs('forbidden'),
    );
    expect(await findDeletionPage(person)).toMatchObject({ isFresh: true });
    await site.superuser`
      update sessions set created_at = created_at - interval '10 minutes' where user_id = ${person.userId}`;
    expect(await findDeletionPage(person)).toMatchObject({ isFresh: false });
    expect(await deleteAccount(person, deletionPhrase)).toMatchObject(refusedAs('forbidden'));
    expect(await findActorBySession(person.sessionToken)).not.toBeNull();
  });

  it('refuses an operator, and a suspended person who isn’t signed out yet', async () => {
    const operator = await signIn(await makeOperator(site));
    expect(await deleteAccount(operator, deletionPhrase)).toMatchObject(refusedAs('forbidden'));
    const person = await signIn(await makePerson(site));
    await site.superuser`
      insert into moderations (kind, subject_id, state, reason, audit_event_id, at)
      values ('person', ${person.userId}, 'suspended', 'spam', 1, now())`;
    expect(await deleteAccount(person, deletionPhrase)).toMatchObject(refusedAs('forbidden'));
  });

  it('refuses the only owner of a benchmark with an unrevealed round or without a sealed one, and names it', async () => {
    const owner = await signIn(host);
    expect(await deleteAccount(owner, deletionPhrase)).toEqual(refusedAs('last_owner'));
    expect((await findDeletionPage(owner)).needingOwner).toEqual([
      { slug, title: 'Test benchmark', isSealed: true },
    ]);
    const person = await signIn(await makePerson(site));
    const draft = await makeBenchmark(person);
    expect((await findDeletionPage(person)).needingOwner).toMatchObject([{ slug: draft, isSealed: false }]);
    expect(await deleteAccount(person, deletionPhrase)).toMatchObject(refusedAs('last_owner'));
    unwrap(await deleteBenchmark(person, draft));
    expect((await deleteAccount(person, deletionPhrase)).ok).toBe(true);
  });

  it('leaves one owner where a benchmark’s last two owners delete their accounts concurrently', async () => {
    for (let i = 0; i < repetitions(3, 20); i++) {
      const owners = [await signIn(await makePerson(site)), await signIn(await makePerson(site))] as const;
      const own = await makeBenchmark(owners[0]);
      await giveRole(site, own, owners[1], 'owner');
      const done = await Promise.all(owners.map((owner) => deleteAccount(owner, deletionPhrase)));
      expect(done.map(({ ok }) => ok).sort()).toEqual([false, true]);
    }
  });

  it('revokes the open invitations that the person has sent', async () => {
    const person = await signIn(await makePerson(site));
    const { team } = unwrap(await foundTeam(person, { name: `Quartet ${person.userId.slice(0, 8)}` }));
    unwrap(await inviteToTeam(person, team, { role: 'captain' }));
    unwrap(await deleteAccount(person, deletionPhrase));
    const open = await site.superuser`
      select from invitations where invited_by = ${person.userId} and revoked_at is null`;
    expect(open).toHaveLength(0);
  });

  it('mails a confirmation to the address where the site has a mail server', async () => {
    const smtp = await startTestSmtp();
    Object.assign(site.web.environment, { SMTP_URL: smtp.url });
    try {
      const person = await signIn(await makePerson(site));
      unwrap(await deleteAccount(person, deletionPhrase));
      expect(smtp.received).toMatchObject([{ recipients: [expect.stringContaining(person.email ?? '')] }]);
      expect(smtp.received[0]?.message).toContain('was deleted');
    } finally {
      Object.assign(site.web.environment, { SMTP_URL: undefined });
      await smtp.stop();
    }
  });

  it('leaves nothing of the person, and exact counts, amid 200 parallel deletions, submissions and changes', async () => {
    for (let i = 0; i < repetitions(1, 5); i++) {
      const made = await makePerson(site, 'Elvira');
      await ensureTeam(site.web.db, made);
      const person = await signIn(made);
      const email = person.email ?? '';
      const acts: readonly ((n: number) => Promise<unknown>)[] = [
        () => deleteAccount(person, deletionPhrase),
        (n) => submitPredictions(person, slug, predictions(n), { model: `Mi tradi ${i}` }),
        () => setFollowing(person, slug, true),
        (n) => createToken(person, { name: `elvira ${n}` }),
        (n) => createWebhook(person, { url: `https://elvira.example.org/${n}`, events: ['scored'] }),
        () => changeProfile(person, { affiliation: 'Elvira’s', shown: [] }),
        (n) => foundTeam(person, { name: `Elvira ${i} ${n}` }),
        () => signIn(made),
      ];
      const settled = await Promise.allSettled(
        Array.from({ length: 200 }, (_, n) => acts[n % acts.length]?.(n)),
      );
      const done = settled.filter(
        (one) => one.status === 'fulfilled' && (one.value as { ok?: boolean } | undefined)?.ok === true,
      );
      expect(done.length).toBeGreaterThan(0);
      const faults = settled.flatMap((one) =>
        one.status === 'rejected' ? [findViolatedConstraint(one.reason) ?? String(one.reason)] : [],
      );
      // Expected errors: a refused submission, a sign-in after the deletion, a request that the deletion overtook.
      const expected = /^users_deleted$|refused: |nobody is signed in|no name is free/;
      expect(faults.filter((fault) => !expected.test(fault))).toEqual([]);

      expect(await listTablesWith(email, 'elvira.example', 'Elvira')).toEqual(['public.former_slugs']);
      const [counts] = await site.superuser`
        select
          (select count(*)::int from sessions where user_id = ${person.userId}) as sessions,
          (select count(*)::int from api_tokens where user_id = ${person.userId}) as tokens,
          (select count(*)::int from webhooks where user_id = ${person.userId}) as webhooks,
          (select count(*)::int from benchmark_followers where user_id = ${person.userId}) as follows,
          (select count(*)::int from audit_events where act = 'account_deleted' and detail ->> 'person' = ${person.userId}) as deletions,
          (select count(*)::int from moderations where kind = 'person' and subject_id = ${person.userId}) as tombstones`;
      expect({ ...counts }).toEqual({
        sessions: 0,
        tokens: 0,
        webhooks: 0,
        follows: 0,
        deletions: 1,
        tombstones: 1,
      });
      const [slots] = await site.superuser`
        select (select count(*)::int from submissions where user_id = ${person.userId}) as submissions,
          (select count(*)::int from round_entrants where user_id = ${person.userId}) as bound`;
      const { submissions, bound } = slots as unknown as { submissions: number; bound: number };
      expect(submissions).toBeLessThanOrEqual(3);
      expect(bound).toBe(submissions > 0 ? 1 : 0);
      expect(await returnBy(email)).toEqual(
        submissions > 0 ? person.userId : expect.not.stringMatching(person.userId),
      );
    }
  });
});
