import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { respondProblem } from '@/app/_http/respond';
import { giveRole } from '@/testing/give-role';
import { makeBenchmark } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { makeSealedRound } from '@/testing/make-round';
import { makeTestSite, type TestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import type { Actor } from '../access/actor';
import { findMaintainedRoundPage } from '../page/find-maintained-round-page';
import { handleLeakReport } from './handle-leak-report';
import { reportLeak } from './report-leak';

const text = 'The labels are in a public bucket, see canary-4711.';
const testSet = formatTestSet(makeBinaryItems(10));

const findModerated = async (person: Actor, slug: string, number: number) =>
  unwrap(await findMaintainedRoundPage(person, slug, number)).maintained?.moderated;

describe('reporting a leak', () => {
  let site: TestSite;
  let owner: Actor;

  beforeAll(async () => {
    site = await makeTestSite();
    owner = await makePerson(site);
  });
  afterAll(() => site?.drop());

  async function sealedRound(): Promise<{ slug: string; number: number }> {
    const scorer = await startTestScorer(site);
    const slug = await makeBenchmark(owner);
    const number = await makeSealedRound(owner, slug, testSet);
    await scorer.stop();
    return { slug, number };
  }

  const rowsOf = (slug: string) =>
    site.superuser<{ leak_report_id: string; user_id: string | null; report: string; contact: string }[]>`
      select leak_report_id, leak_reports.user_id, report, contact from leak_reports join rounds using (round_id)
      join benchmarks using (benchmark_id) where slug = ${slug} order by reported_at`;

  it('keeps what a visitor writes, tells the maintainers that there is something, and quotes it nowhere', async () => {
    const { slug, number } = await sealedRound();
    const reporter = await makePerson(site);
    const receipt = unwrap(await reportLeak(null, slug, number, { text: `  ${text}\n` }));
    expect(Object.keys(receipt)).toEqual(['reported_at']);
    unwrap(await reportLeak(reporter, slug, number, { text, contact: 'canary-4711@example.org' }));
    expect([...(await rowsOf(slug))]).toMatchObject([
      { user_id: null, report: text, contact: '' },
      { user_id: reporter.userId, report: text, contact: 'canary-4711@example.org' },
    ]);
    const acts = await site.superuser`
      select actor_kind, user_id, is_public, detail from audit_events join benchmarks using (benchmark_id)
      where slug = ${slug} and act = 'leak_reported'`;
    const silent = { actor_kind: 'visitor', user_id: null, is_public: false, detail: {} };
    expect(acts.map((row) => ({ ...row }))).toEqual([silent, silent]);
    const notices = await site.superuser`
      select key, detail from notices join benchmarks using (benchmark_id) where slug = ${slug} and kind = 'leak_reported'`;
    expect(notices).toHaveLength(2);
    expect(JSON.stringify(notices)).not.toContain('canary');
  });

  it('keeps twenty of sixty that arrive together, and says when the next one may come', async () => {
    const { slug, number } = await sealedRound();
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, () => reportLeak(null, slug, number, { text })),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(20);
    expect(await rowsOf(slug)).toHaveLength(20);
    for (const outcome of outcomes) {
      if (outcome.ok) continue;
      expect(outcome.error.kind).toBe('rate_limited');
      const answer = respondProblem(outcome.error, new Date());
      expect(answer.status).toBe(429);
      const seconds = Number(answer.headers.get('retry-after'));
      expect(seconds).toBeGreaterThan(3_500);
      expect(seconds).toBeLessThanOrEqual(3_600);
    }
    // Another round has its own limit; what is handled or an hour old makes room.
    const other = await sealedRound();
    unwrap(await reportLeak(null, other.slug, other.number, { text }));
    const [first] = await rowsOf(slug);
    unwrap(await handleLeakReport(owner, slug, number, first!.leak_report_id));
    unwrap(await reportLeak(null, slug, number, { text }));
    expect((await reportLeak(null, slug, number, { text })).ok).toBe(false);
    await site.superuser`update leak_reports set reported_at = reported_at - interval '61 minutes'
      where leak_report_id = ${(await rowsOf(slug)).at(-1)!.leak_report_id}`;
    unwrap(await reportLeak(null, slug, number, { text }));
  });

  it('keeps a hundred within a day, however quickly they are handled, and mails as often at most', async () => {
    const { slug, number } = await sealedRound();
    await site.superuser`insert into leak_reports (round_id, contact, report, reported_at, handled_at, handled_by)
      select round_id, '', 'An earlier one.', now() - n * interval '14 minutes', now(), ${owner.userId}
      from rounds join benchmarks using (benchmark_id), generate_series(1, 98) n where slug = ${slug}`;
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => reportLeak(null, slug, number, { text })),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(2);
    const refused = outcomes.find(({ ok }) => !ok);
    // The oldest leaves the day first: it is 98 times 14 minutes old.
    const freeInSeconds = 86_400 - 98 * 14 * 60;
    expect(refused).toMatchObject({ error: { kind: 'rate_limited' } });
    const { retryAfterSeconds } = (refused as { error: { retryAfterSeconds: number } }).error;
    expect(Math.abs(retryAfterSeconds - freeInSeconds)).toBeLessThan(30);
    const [mails] = await site.superuser<[{ count: number }]>`select count(*)::int as count from notices
      join benchmarks using (benchmark_id) where slug = ${slug} and kind = 'leak_reported'`;
    expect(mails.count).toBe(2);
  });

  it('is read by maintainers alone', async () => {
    const { slug, number } = await sealedRound();
    unwrap(await reportLeak(null, slug, number, { text, contact: 'me' }));
    const [colleague, auditor, stranger] = [
      await makePerson(site),
      await makePerson(site),
      await makePerson(site),
    ];
    await giveRole(site, slug, colleague, 'maintainer');
    await giveRole(site, slug, auditor, 'auditor');
    const moderatedOf = (person: Actor) => findModerated(person, slug, number);
    for (const maintainer of [owner, colleague])
      expect((await moderatedOf(maintainer))?.reports).toMatchObject([
        { text, contact: 'me', handled_at: null },
      ]);
    expect(await moderatedOf(auditor)).toMatchObject({
      as: 'auditor',
      reports: null,
    });
    expect(await moderatedOf({ ...stranger, isOperator: true })).toMatchObject({
      as: 'operator',
      reports: null,
    });
    expect(await moderatedOf(stranger)).toBeUndefined();
  });

  it('is marked as handled once, by a maintainer, in its own round', async () => {
    const { slug, number } = await sealedRound();
    const other = await sealedRound();
    unwrap(await reportLeak(null, slug, number, { text }));
    const id = (await rowsOf(slug))[0]!.leak_report_id;
    const auditor = await makePerson(site);
    await giveRole(site, slug, auditor, 'auditor');
    for (const actor of [auditor, await makePerson(site), { ...(await makePerson(site)), isOperator: true }])
      expect(await handleLeakReport(actor, slug, number, id)).toMatchObject({ error: { kind: 'forbidden' } });
    const missing = { error: { kind: 'not_found' } };
    expect(await handleLeakReport(owner, other.slug, other.number, id)).toMatchObject(missing);
    expect(await handleLeakReport(owner, slug, number, 'not a uuid')).toMatchObject(missing);
    unwrap(await handleLeakReport(owner, slug, number, id));
    expect(await handleLeakReport(owner, slug, number, id)).toMatchObject(missing);
    expect((await findModerated(owner, slug, number))?.reports).toMatchObject([{ handled_by: owner.name }]);
  });

  it('refuses too little, too much, control characters, and rounds that nobody knows of', async () => {
    const { slug, number } = await sealedRound();
    for (const input of [
      {},
      { text: 'short' },
      { text: `${' '.repeat(20)}x` },
      { text: 'x'.repeat(4001) },
      { text: `${text}\0` },
      { text, contact: 'a\nb' },
      { text, contact: 'x'.repeat(201) },
    ])
      expect(await reportLeak(null, slug, number, input)).toMatchObject({
        error: { kind: 'invalid_request' },
      });
    const missing = { error: { kind: 'not_found' } };
    expect(await reportLeak(null, slug, number + 1, { text })).toMatchObject(missing);
    expect(await reportLeak(null, 'no-such-benchmark', 1, { text })).toMatchObject(missing);
    await site.superuser`insert into rounds (benchmark_id, number, queue_order, title, test_set_byte_count, test_set_sealed_sha256)
      select benchmark_id, ${number + 1}, ${number + 1}, 'Draft', 1, 'x' from benchmarks where slug = ${slug}`;
    expect(await reportLeak(null, slug, number + 1, { text })).toMatchObject(missing);
  });
});
