import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { pagingQuery } from '@/lib/contracts/paging';
import { makeBenchmark } from '@/testing/make-benchmark';
import { makeOutsiders, makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestSmtp, type TestSmtp } from '@/testing/start-test-smtp';
import { refusedAs, unwrap } from '@/testing/unwrap';
import { runSchedules } from '@/worker/rotation/rotate-benchmark';
import type { Actor } from '../access/caller';
import { listNoticePreferences, unsubscribe } from '../account/notices';
import { deliverNotices } from '../publication/deliver-notices';
import { findFeed } from '../publication/find-feed';
import { announce, listAnnouncements, setFollowing } from './announce';

const site = provideTestSite();
const maintainer = providePerson(site, 'Host');
let smtp: TestSmtp;

beforeAll(async () => {
  smtp = await startTestSmtp();
  site.web.environment.SMTP_URL = smtp.url;
});

afterEach(async () => {
  smtp.received.length = 0;
  await site.superuser`delete from notice_deliveries`;
  await site.superuser`delete from notices`;
});

afterAll(() => smtp?.stop());

const words = { title: 'The header', text: 'It is id,p_no,p_yes.\n\nSee the data tab.' };

const mailTo = (person: Actor) =>
  smtp.received.find(({ recipients }) => recipients.includes(person.email ?? ''))?.message;

describe('an announcement', () => {
  it('appears in the list of announcements and in both feeds', async () => {
    const slug = await makeBenchmark(maintainer);
    const made = unwrap(await announce(maintainer, slug, { ...words, to: 'nobody' }));
    expect(made).toMatchObject({ ...words, hidden_because: null });
    expect(unwrap(await listAnnouncements(slug, pagingQuery.parse({}), null)).items).toEqual([made]);
    for (const format of ['atom', 'json'] as const) {
      const feed = unwrap(await findFeed(slug, format));
      expect(feed).toContain('The header');
      expect(feed).toContain('See the data tab.');
    }
  });

  it('requires a maintainer', async () => {
    const slug = await makeBenchmark(maintainer);
    for (const [actor, kind] of await makeOutsiders(site, slug))
      expect(await announce(actor, slug, words)).toMatchObject(refusedAs(kind));
  });

  it('can be made once a day for each benchmark, even by 200 concurrent requests or by SQL of the web role', async () => {
    const slug = await makeBenchmark(maintainer);
    const made = await Promise.all(
      Array.from({ length: 200 }, (_, i) => announce(maintainer, slug, { ...words, title: `Title ${i}` })),
    );
    expect(made.filter(({ ok }) => ok)).toHaveLength(1);
    for (const one of made) if (!one.ok) expect(one.error).toMatchObject({ kind: 'announced_today' });
    expect(unwrap(await listAnnouncements(slug, pagingQuery.parse({}), null)).items).toHaveLength(1);
    const insert = (at: string) =>
      site.web.db.execute(`insert into notices (key, kind, benchmark_id, detail, created_at)
        select 'another', 'announced', benchmark_id, '{}', ${at} from benchmarks where slug = '${slug}'`);
    await expect(insert('now()')).rejects.toMatchObject({
      cause: { constraint_name: 'notices_one_announcement_a_day' },
    });
    await expect(insert(`now() + interval '1 day'`)).rejects.toMatchObject({
      cause: { constraint_name: 'notices_dated_now' },
    });
    // The web role inserts the notice without an audit event, in a benchmark that has no announcement today.
    const other = await makeBenchmark(maintainer);
    await expect(
      site.web.db.execute(`insert into notices (key, kind, benchmark_id, detail, created_at)
        select 'a third', 'announced', benchmark_id, '{}', now() from benchmarks where slug = '${other}'`),
    ).rejects.toMatchObject({ cause: { constraint_name: 'notices_recorded' } });
  });

  it('reaches followers by mail, with a link that ends such mails by one click', async () => {
    const slug = await makeBenchmark(maintainer);
    const [follower, other] = [await makePerson(site, 'Follower'), await makePerson(site, 'Other')];
    unwrap(await setFollowing(follower, slug, true));
    unwrap(await setFollowing(follower, slug, true));
    unwrap(await setFollowing(other, slug, true));
    unwrap(await setFollowing(other, slug, false));
    unwrap(await announce(maintainer, slug, { ...words, to: 'followers' }));
    await deliverNotices(site.web);
    const mail = mailTo(follower) ?? '';
    expect(mail).toContain('> It is id,p_no,p_yes.');
    expect(mail).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m);
    expect(mail.replace(/=\r?\n/g, '')).toContain('because you follow');
    expect(mailTo(maintainer)).toBeDefined();
    expect(mailTo(other)).toBeUndefined();
    const [, token = ''] = /^List-Unsubscribe:\s*<\S+\/unsubscribe\/([^>]+)>/m.exec(mail) ?? [];
    expect(await unsubscribe(token.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).toMatchObject(
      refusedAs('not_found'),
    );
    unwrap(await unsubscribe(token));
    expect(await listNoticePreferences(follower)).toContainEqual({
      kind: 'announced',
      wanted: false,
      can_be_muted: true,
    });
  });

  it('reaches no follower if it is addressed to participants only', async () => {
    const slug = await makeBenchmark(maintainer);
    const follower = await makePerson(site, 'Follower');
    unwrap(await setFollowing(follower, slug, true));
    unwrap(await announce(maintainer, slug, { ...words, to: 'participants' }));
    await deliverNotices(site.web);
    expect(mailTo(maintainer)).toBeDefined();
    expect(mailTo(follower)).toBeUndefined();
  });
});

describe('the mail to maintainers before a rotation', () => {
  const listKeys = async () =>
    (await site.superuser<{ key: string }[]>`select key from notices order by key`).map(({ key }) =>
      key.split(':').at(-1),
    );

  it('goes out 7 and 2 days before a rotation for which no round is sealed, each time once', async () => {
    const slug = await makeBenchmark(maintainer);
    const rotateIn = (interval: string) =>
      site.superuser`update benchmarks set next_rotation_at = now() + ${interval}::interval where slug = ${slug}`;
    await rotateIn('8 days');
    await runSchedules(site.scorer);
    expect(await listKeys()).toEqual([]);
    await rotateIn('6 days');
    await runSchedules(site.scorer);
    await runSchedules(site.scorer);
    expect(await listKeys()).toEqual(['7']);
    await deliverNotices(site.web);
    expect(mailTo(maintainer)).toContain('Test set missing');
    await site.superuser`delete from notice_deliveries`;
    await site.superuser`delete from notices`;
    await rotateIn('1 day');
    await runSchedules(site.scorer);
    expect(await listKeys()).toEqual(['2', '7']);
    // The rotation was moved meanwhile, so the mails no longer apply.
    smtp.received.length = 0;
    await rotateIn('30 days');
    await deliverNotices(site.web);
    expect(smtp.received).toEqual([]);
  });
});
