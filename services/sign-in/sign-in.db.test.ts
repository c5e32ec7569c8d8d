import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashSessionToken, makeBrowserNonce, markOfBrowser } from '@/adapters/tokens';
import { linkMs, mailsMax } from '@/lib/core/sign-in/mail-limits';
import { provideTestSite } from '@/testing/make-test-site';
import { readInboxTokens } from '@/testing/read-inbox-tokens';
import { startTestSmtp, type TestSmtp } from '@/testing/start-test-smtp';
import { repetitions } from '@/testing/stress';
import { refusedAs, unwrap } from '@/testing/unwrap';
import { findActorBySession } from '../access/caller';
import { findOpenedLink, renewSignInLink, requestSignInLink, signInByLink } from './link';

const site = provideTestSite();

beforeEach(() => site.superuser`truncate sign_in_links, inbox_mails`);

const email = 'ada@example.org';

const ask = (
  wishes: { email?: string; browserNonce?: string; network?: string | null; browserMark?: string } = {},
) =>
  requestSignInLink({
    email,
    callbackUrl: '/benchmarks',
    browserNonce: makeBrowserNonce(),
    network: '192.0.2.1',
    ...wishes,
  });

const press = (token: string, browserNonce?: string, sessionBefore?: string) =>
  signInByLink({ token, browserNonce, browser: 'Firefox on Linux', sessionBefore });

const newestToken = async (of = email) => (await readInboxTokens(site, of))[0] ?? '';

const age = (minutes: number) =>
  site.superuser`update sign_in_links set asked_at = asked_at - make_interval(mins => ${minutes})`;

describe('mailed sign-in link', () => {
  it('signs in once, in the browser that requested it and in no other', async () => {
    const browserNonce = makeBrowserNonce();
    unwrap(await ask({ browserNonce }));
    const token = await newestToken();
    const elsewhere = { ok: false, error: { kind: 'requested_in_other_browser' } };
    expect(await press(token)).toEqual(elsewhere);
    expect(await press(token, makeBrowserNonce())).toEqual(elsewhere);
    expect(await press(token, 'x')).toEqual(elsewhere);
    expect(unwrap(await findOpenedLink(token, undefined))).toEqual({
      email,
      worksHere: false,
      canRenew: true,
    });
    expect(unwrap(await findOpenedLink(token, browserNonce)).worksHere).toBe(true);

    const presses = await Promise.all(Array.from({ length: 10 }, () => press(token, browserNonce)));
    const [signedIn, ...more] = presses.filter(({ ok }) => ok);
    expect(more).toEqual([]);
    const { sessionToken, hasEndedEarlier } = unwrap(signedIn!);
    expect(hasEndedEarlier).toBe(false);
    expect(await findActorBySession(sessionToken)).toMatchObject({ email });
    expect(await findOpenedLink(token, browserNonce)).toEqual(refusedAs('sign_in_link_invalid'));
  });

  it('creates one account, however many links for one new address are used concurrently', async () => {
    const browserNonce = makeBrowserNonce();
    for (let i = 0; i < mailsMax.address; i++) unwrap(await ask({ email: 'new@example.org', browserNonce }));
    const tokens = await readInboxTokens(site, 'new@example.org');
    for (const signedIn of await Promise.all(tokens.map((token) => press(token, browserNonce))))
      unwrap(signedIn);
    expect(await site.superuser`select from users where email = 'new@example.org'`).toHaveLength(1);
  });

  it('expires after an hour, and ends the browser’s previous session', async () => {
    const browserNonce = makeBrowserNonce();
    unwrap(await ask({ browserNonce }));
    const first = unwrap(await press(await newestToken(), browserNonce));
    unwrap(await ask({ browserNonce }));
    const second = unwrap(await press(await newestToken(), browserNonce, first.sessionToken));
    expect(await findActorBySession(first.sessionToken)).toBeNull();
    expect(await findActorBySession(second.sessionToken)).not.toBeNull();

    unwrap(await ask({ browserNonce }));
    await site.superuser`update sign_in_links set expires_at = now() - interval '1 millisecond' where used_at is null`;
    expect(await press(await newestToken(), browserNonce)).toMatchObject(refusedAs('sign_in_link_invalid'));
  });

  it('leaves nothing in the database by which a reader of the database could sign in', async () => {
    const browserNonce = makeBrowserNonce();
    unwrap(await ask({ browserNonce }));
    const token = await newestToken();
    const { sessionToken } = unwrap(await press(token, browserNonce));
    await site.superuser`truncate inbox_mails`;
    const rows = JSON.stringify([
      await site.superuser`select * from sessions`,
      await site.superuser`select * from sign_in_links`,
    ]);
    for (const secret of [sessionToken, token, browserNonce, '192.0.2.1']) expect(rows).not.toContain(secret);
    expect(await findActorBySession(hashSessionToken(sessionToken))).toBeNull();
  });

  it('can be renewed once for another browser, even while the mail limits are used up', async () => {
    for (let i = 0; i < mailsMax.address; i++) unwrap(await ask());
    expect(await ask()).toMatchObject({ error: { kind: 'sign_in_mail_limited', scope: 'address' } });
    const asked = await newestToken();
    const here = makeBrowserNonce();
    expect(unwrap(await renewSignInLink({ token: asked, callbackUrl: '/', browserNonce: here }))).toEqual({
      email,
    });
    expect(await press(asked, here)).toMatchObject(refusedAs('requested_in_other_browser'));
    const renewed = await newestToken();
    const third = makeBrowserNonce();
    expect(unwrap(await findOpenedLink(renewed, third))).toEqual({
      email,
      worksHere: false,
      canRenew: false,
    });
    expect(await renewSignInLink({ token: renewed, callbackUrl: '/', browserNonce: third })).toMatchObject(
      refusedAs('sign_in_link_invalid'),
    );
    unwrap(await press(renewed, here));
  });

  it('stays valid in the requesting browser when another person opens or renews the link elsewhere', async () => {
    const browserNonce = makeBrowserNonce();
    unwrap(await ask({ browserNonce }));
    const token = await newestToken();
    const elsewhere = makeBrowserNonce();
    expect(unwrap(await findOpenedLink(token, elsewhere))).toMatchObject({ worksHere: false });
    expect(await press(token, elsewhere)).toMatchObject(refusedAs('requested_in_other_browser'));
    unwrap(await renewSignInLink({ token, callbackUrl: '/', browserNonce: elsewhere }));
    expect(await renewSignInLink({ token, callbackUrl: '/', browserNonce: elsewhere })).toMatchObject(
      refusedAs('sign_in_link_invalid'),
    );
    expect(unwrap(await press(token, browserNonce)).email).toBe(email);
    expect(await press(token, browserNonce)).toMatchObject(refusedAs('sign_in_link_invalid'));
  });
});

describe('sign-in mail limits', () => {
  const callers = repetitions(40, 200);

  it('allow five unused links for an address, under concurrent requests too, and don’t count used ones', async () => {
    const asked = await Promise.all(
      Array.from({ length: callers }, (_, i) => ask({ network: `192.0.2.${i}` })),
    );
    expect(asked.filter(({ ok }) => ok)).toHaveLength(mailsMax.address);
    expect(await readInboxTokens(site, email)).toHaveLength(mailsMax.address);
    const refused = asked.find(({ ok }) => !ok);
    expect(refused).toMatchObject({ error: { kind: 'sign_in_mail_limited', scope: 'address' } });
    if (refused?.ok === false && 'retryAfterSeconds' in refused.error)
      expect(refused.error.retryAfterSeconds).toBeGreaterThan(3500);

    await site.superuser`update sign_in_links set used_at = now()`;
    unwrap(await ask());
    await age(linkMs / 60_000);
    for (let i = 0; i < mailsMax.address; i++) unwrap(await ask());
  });

  it('allow thirty links for a network, count each network by itself, and exempt this machine', async () => {
    const to = (i: number) => `person-${i}@example.org`;
    const asked = await Promise.all(Array.from({ length: callers }, (_, i) => ask({ email: to(i) })));
    expect(asked.filter(({ ok }) => ok)).toHaveLength(mailsMax.network);
    expect(await ask({ email: to(900) })).toMatchObject({ error: { scope: 'network' } });
    unwrap(await ask({ email: to(900), network: '192.0.2.2' }));
    unwrap(await ask({ email: to(901), network: null }));
  });

  it('apply to the total of the site', async () => {
    const { environment } = site.web;
    globalThis.tidemarkWebPlatform = {
      ...site.web,
      environment: { ...environment, SIGN_IN_MAILS_PER_HOUR: 7 },
    };
    const asked = await Promise.all(
      Array.from({ length: callers }, (_, i) => ask({ email: `p-${i}@example.org`, network: `10.0.0.${i}` })),
    );
    globalThis.tidemarkWebPlatform = site.web;
    expect(asked.filter(({ ok }) => ok)).toHaveLength(7);
  });

  it('don’t block a browser that has signed in with the address before', async () => {
    const { environment } = site.web;
    const browserMark = markOfBrowser(email, environment.NEXTAUTH_SECRET);
    globalThis.tidemarkWebPlatform = {
      ...site.web,
      environment: { ...environment, SIGN_IN_MAILS_PER_HOUR: 5 },
    };
    for (let i = 0; i < 5; i++) unwrap(await ask());
    expect(await ask({ email: 'new@example.org', browserMark })).toMatchObject({ error: { scope: 'site' } });
    const asked = await Promise.all(Array.from({ length: callers }, () => ask({ browserMark })));
    globalThis.tidemarkWebPlatform = site.web;
    expect(asked.filter(({ ok }) => ok)).toHaveLength(mailsMax.address);
  });

  it('give the same response whether the address has an account or not', async () => {
    await site.superuser`insert into users (email) values ('known@example.org') on conflict do nothing`;
    const outcomes = [];
    for (const to of ['known@example.org', 'unknown@example.org'])
      for (let i = 0; i <= mailsMax.address; i++) outcomes.push((await ask({ email: to, network: null })).ok);
    expect(outcomes.slice(0, mailsMax.address + 1)).toEqual(outcomes.slice(mailsMax.address + 1));
  });
});

describe('mail server that refuses', () => {
  let smtp: TestSmtp;
  beforeEach(async () => {
    smtp = await startTestSmtp();
    const environment = { ...site.web.environment, SMTP_URL: smtp.url };
    globalThis.tidemarkWebPlatform = { ...site.web, environment };
  });
  afterEach(async () => {
    globalThis.tidemarkWebPlatform = site.web;
    await smtp.stop();
  });

  it('causes an error message, and the refused mail counts towards no limit', async () => {
    smtp.refused.add(email);
    for (let i = 0; i < mailsMax.address + 1; i++)
      expect(await ask()).toEqual({ ok: false, error: { kind: 'mail_unavailable', retryAfterSeconds: 60 } });
    expect(await site.superuser`select from sign_in_links`).toHaveLength(0);
    smtp.refused.clear();
    unwrap(await ask());
    expect(smtp.received.map(({ recipients }) => recipients)).toEqual([[email]]);
  });

  it('leaves the link that was to be renewed usable', async () => {
    unwrap(await ask());
    const token = /token=3D([0-9a-f=\r\n]{64,80})/.exec(smtp.received[0]?.message ?? '')?.[1];
    const whole = (token ?? '').replaceAll(/=\r\n/g, '').slice(0, 64);
    smtp.refused.add(email);
    const browserNonce = makeBrowserNonce();
    expect(await renewSignInLink({ token: whole, callbackUrl: '/', browserNonce })).toMatchObject(
      refusedAs('mail_unavailable'),
    );
    expect(unwrap(await findOpenedLink(whole, undefined)).canRenew).toBe(true);
    smtp.refused.clear();
    unwrap(await renewSignInLink({ token: whole, callbackUrl: '/', browserNonce }));
  });

  it('leaves a mail that was never sent counted for two minutes instead of an hour', async () => {
    for (let i = 0; i < mailsMax.address; i++) unwrap(await ask());
    await site.superuser`update sign_in_links set mailed_at = null`;
    expect(await ask()).toMatchObject(refusedAs('sign_in_mail_limited'));
    await age(3);
    unwrap(await ask());
  });
});
