import { describe, expect, it } from 'vitest';
import { findBenchmarkBySlug } from '@/db/queries/benchmark-queries';
import type { ChangelogView } from '@/lib/contracts/changelog';
import { type AuditAct, auditActs } from '@/lib/core/audit/audit-act';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { chainAuditEvents } from '@/worker/run-scorer';
import { setSchedule } from '../benchmark/set-schedule';
import { closeRound } from '../round/openings';
import { findCalendar } from './find-calendar';
import { findFeed, findSiteFeed } from './find-feed';
import { listChangelog } from './list-changelog';

const everyMonday = {
  schedule: { cadence: { kind: 'weekly', weekday: 1, time: '09:00' }, time_zone: 'UTC' },
};

describe('changelog', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site, 'Grace');

  const idOf = async (slug: string) => (await findBenchmarkBySlug(site.web.db, slug))?.benchmarkId ?? '';

  async function record(slug: string, act: AuditAct, at: Date, detail: Record<string, string> = {}) {
    await site.superuser`
      insert into audit_events (at, act, actor_kind, user_id, benchmark_id, detail, is_public)
      values (${at}, ${act}, 'maintainer', ${maintainer.userId}, ${await idOf(slug)}, ${site.superuser.json(detail)},
        ${auditActs[act].isPublic})`;
  }

  it('lists the events of a round, newest first, with the role of their author, and names no person', async () => {
    const slug = await makeBenchmark(maintainer);
    const scorer = await startTestScorer(site);
    const number = await makeOpenRound(maintainer, slug, formatTestSet(makeBinaryItems(10)));
    for (const input of [{}, { reason: ' ' }])
      expect(await closeRound(maintainer, slug, number, input)).toMatchObject({
        error: { kind: 'invalid_request', faults: [{ field: 'reason' }] },
      });
    unwrap(await closeRound(maintainer, slug, number, { reason: 'Its data is out' }));
    const log = await waitUntil(async () => {
      const page = unwrap(await listChangelog(slug));
      return page.items.some(({ act }) => act === 'ranking_published') && page;
    });
    await scorer.stop();
    expect(log.items.find(({ act }) => act === 'round_closed')?.facts).toEqual([
      { name: 'Reason', kind: 'words', value: 'Its data is out' },
      { name: 'Links of teams so far', kind: 'words', value: '0' },
    ]);
    expect(log.items.map(({ act, by, round }) => [act, by, round?.number])).toEqual([
      ['ranking_published', 'the scorer', number],
      ['round_closed', 'a maintainer', number],
      ['round_opened', 'a maintainer', number],
      ['round_sealed', 'the scorer', number],
      ['benchmark_created', 'a maintainer', undefined],
    ]);
    const text = JSON.stringify(log);
    expect(text).not.toContain(maintainer.userId);
    expect(text).not.toContain('Grace');
    const [opened] = await site.superuser`select user_id from audit_events where act = 'round_opened'`;
    expect(opened?.user_id).toBe(maintainer.userId);
    const [uploaded] = await site.superuser`
      select user_id, is_public from audit_events where act = 'test_set_uploaded' and benchmark_id = ${await idOf(slug)}`;
    expect(uploaded).toEqual({ user_id: maintainer.userId, is_public: false });
    const [event] = await site.superuser`
      select user_id, is_public from audit_events where act = 'seal_asked' and benchmark_id = ${await idOf(slug)}`;
    expect(event).toEqual({ user_id: maintainer.userId, is_public: false });
  });

  it('has pages without gap or duplicate, even between simultaneous events, and omits events that aren’t public', async () => {
    const slug = await makeBenchmark(maintainer);
    const at = new Date(Date.now() + 3_600_000);
    for (let i = 0; i < 5; i++) {
      await record(slug, 'round_frozen', at, { reason: `Reason ${i}` });
      await record(slug, 'leak_reported', at);
    }
    await record(slug, 'round_unfrozen', new Date(at.getTime() + 1));
    const seen: number[] = [];
    let cursor: string | null = null;
    do {
      const page: ChangelogView = unwrap(await listChangelog(slug, { cursor, limit: 2 }));
      expect(page.items.length).toBeGreaterThan(0);
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== null);
    const all = unwrap(await listChangelog(slug)).items;
    expect(seen).toEqual(all.map(({ id }) => id));
    expect(all.map(({ act }) => act)).toEqual([
      'round_unfrozen',
      ...Array(5).fill('round_frozen'),
      'benchmark_created',
    ]);
  });

  it('gives each event its position in the audit chain, and the newest head, in the list and in the feed', async () => {
    const slug = await makeBenchmark(maintainer);
    expect(unwrap(await listChangelog(slug)).items[0]?.link).toBeNull();
    await chainAuditEvents(site.scorer.client.db);
    const { items, head } = unwrap(await listChangelog(slug));
    expect(items[0]?.link).toEqual(head);
    const feed = unwrap(await findFeed(slug, 'atom'));
    expect(feed).toContain(`Newest head of the audit log: ${head?.position}:${head?.sha256}`);
    expect(feed).toContain(`Audit log: ${head?.position}:${head?.sha256}`);
  });

  it('gives a feed entry an id that survives a new title and address, and is the same in the feed of the whole site', async () => {
    const slug = await makeBenchmark(maintainer);
    const idsOf = (feed: string) =>
      [...feed.matchAll(/<id>(urn:uuid:[0-9a-f-]{36})<\/id>/g)].map(([, id]) => id);
    const before = unwrap(await findFeed(slug, 'atom'));
    const [, entryId] = idsOf(before);
    expect(idsOf(await findSiteFeed('atom'))).toContain(entryId);
    await site.superuser`update benchmarks set title = 'Other', slug = ${`${slug}-2`} where slug = ${slug}`;
    site.web.environment.PUBLIC_URL = 'https://other.example';
    const after = unwrap(await findFeed(`${slug}-2`, 'atom'));
    expect(idsOf(after)).toEqual(idsOf(before));
    const links = [...after.matchAll(/href="([^"]*)"/g)].map(([, href]) => href ?? '');
    expect(links.length).toBeGreaterThan(2);
    for (const href of links) expect(href).toMatch(/^https:\/\/other\.example\//);
  });

  it('appears in the feed of the whole site with at most five events of a benchmark, so that sixty events push no other benchmark out', async () => {
    const [quiet, busy] = [await makeBenchmark(maintainer), await makeBenchmark(maintainer)];
    await record(quiet, 'schedule_changed', new Date('2031-01-01T00:00:00Z'));
    for (let minute = 0; minute < 60; minute++)
      await record(busy, 'schedule_changed', new Date(Date.UTC(2031, 1, 1, 0, minute)));
    const feed = await findSiteFeed('atom');
    const entries = feed.split('<entry>').slice(1);
    const of = (slug: string) => entries.filter((entry) => entry.includes(`/benchmarks/${slug}/`));
    expect(of(busy)).toHaveLength(5);
    expect(of(busy)[0]).toContain('2031-02-01T00:59:00');
    expect(of(quiet)[0]).toContain('2031-01-01T00:00:00');
    const own = unwrap(await findFeed(busy, 'atom'));
    expect(own.split('<entry>').slice(1)).toHaveLength(50);
  });

  it('doesn’t appear in the feed of the whole site if the benchmark is unlisted', async () => {
    const slug = await makeBenchmark(maintainer, { visibility: 'unlisted', title: 'Quiet waters' });
    expect(await findSiteFeed('atom')).not.toContain('Quiet waters');
    expect(unwrap(await findFeed(slug, 'atom'))).toContain('Quiet waters');
  });

  it('gives the calendar its time stamp, so that its bytes stay the same while nothing changes', async () => {
    const slug = await makeBenchmark(maintainer);
    unwrap(await setSchedule(maintainer, slug, everyMonday));
    const calendar = unwrap(await findCalendar(slug));
    expect(calendar.match(/STATUS:TENTATIVE/g)).toHaveLength(12);
    expect(calendar.match(/DTEND/g)).toHaveLength(12);
    expect(unwrap(await findCalendar(slug))).toBe(calendar);
  });

  it('agrees with the calendar, which lists sealed rounds at the next rotations, in queue order', async () => {
    const slug = await makeBenchmark(maintainer);
    unwrap(await setSchedule(maintainer, slug, everyMonday));
    await site.superuser`
      insert into rounds (benchmark_id, number, queue_order, title, state, checked_at, check_report, sealed_at, item_count,
        feedback_count, final_count, scorer_version, feedback_policy, commitment, test_set_byte_count, test_set_sealed_sha256)
      select benchmark_id, n, n, 'Sealed ' || n, 'sealed', now(), '{}', now(), 10, 5, 5, '1', 'exact', '{}', 1, '' from benchmarks, generate_series(1, 2) n where slug = ${slug}`;
    const events = unwrap(await findCalendar(slug))
      .split('BEGIN:VEVENT')
      .slice(1);
    const find = (text: string) => events.find((event) => event.includes(text)) ?? '';
    const ends = /DTEND:(\S+)/.exec(find('Sealed 1'))?.[1];
    expect(ends).toMatch(/T090000Z$/);
    expect(find('Sealed 2')).toContain(`DTSTART:${ends}`);
    expect(events.filter((event) => event.includes('TENTATIVE'))).toHaveLength(10);
  });
});
