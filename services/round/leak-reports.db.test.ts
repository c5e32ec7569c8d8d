import { describe, expect, it } from 'vitest';
import { respondProblem } from '@/app/_http/respond';
import { makeBenchmark, makeSealedRound } from '@/testing/make-benchmark';
import { giveRole, makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { withTestScorer } from '@/testing/start-test-scorer';
import { formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { refusedAs, unwrap } from '@/testing/unwrap';
import type { Actor } from '../access/caller';
import { findMaintainedBenchmarkPage } from '../page/find-maintained-pages';
import { findMaintainedRoundPage } from '../page/find-maintained-round-page';
import { deliverNotices } from '../publication/deliver-notices';
import { listChangelog } from '../publication/list-changelog';
import { handleLeakReport, reportLeak } from './leak-reports';

const text = 'The labels are in a public bucket, see canary-4711.';

/** A text with a link and eighty more characters, which counts as evidence. */
const evidence = `${text} All of them are there, in the order of the items: https://example.org/labels.csv`;

const testSet = formatTestSet(makeBinaryItems(10));

const findModerated = async (person: Actor, slug: string, number: number) =>
  unwrap(await findMaintainedRoundPage(person, slug, number)).maintained?.moderated;

describe('reporting a leak', () => {
  const site = provideTestSite();
  const owner = providePerson(site);

  async function sealedRound(): Promise<{ slug: string; number: number }> {
    const slug = await makeBenchmark(owner);
    const number = await withTestScorer(site, () => makeSealedRound(owner, slug, testSet));
    return { slug, number };
  }

  const rowsOf = (slug: string) =>
    site.superuser<{ leak_report_id: string; user_id: string | null; report: string; contact: string }[]>`
      select leak_report_id, leak_reports.user_id, report, contact from leak_reports join rounds using (round_id)
      join benchmarks using (benchmark_id) where slug = ${slug} order by reported_at`;

  it('stores a visitor’s report, notifies the maintainers, and quotes it nowhere', async () => {
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

  const report = (actor: Actor | null, of: { slug: string; number: number }, network?: string, body = text) =>
    reportLeak(actor, of.slug, of.number, { text: body }, network);
  const keptOf = (outcomes: readonly { ok: boolean }[]) => outcomes.filter(({ ok }) => ok).length;

  it('succeeds for twenty of two hundred concurrent visitors without an account; the others learn when they can try again', async () => {
    const round = await sealedRound();
    const { slug, number } = round;
    const outcomes = await Promise.all(Array.from({ length: 200 }, () => report(null, round)));
    expect(keptOf(outcomes)).toBe(20);
    expect(await rowsOf(slug)).toHaveLength(20);
    for (const outcome of outcomes) {
      if (outcome.ok) continue;
      expect(outcome.error).toMatchObject({ kind: 'leak_reports_full', scope: 'round', limit: 20 });
      const response = respondProblem(outcome.error, new Date());
      expect(response.status).toBe(429);
      expect((await response.json()).detail).toContain('Sign in and add a link');
      const seconds = Number(response.headers.get('retry-after'));
      expect(seconds).toBeGreaterThan(3_400);
      expect(seconds).toBeLessThanOrEqual(3_600);
    }
    // Each round has its own limit; a report that is handled or older than an hour no longer counts.
    unwrap(await report(null, await sealedRound()));
    const [first] = await rowsOf(slug);
    unwrap(await handleLeakReport(owner, slug, number, first!.leak_report_id, {}));
    unwrap(await report(null, round));
    expect((await report(null, round)).ok).toBe(false);
    await site.superuser`update leak_reports set reported_at = reported_at - interval '61 minutes'
      where leak_report_id = ${(await rowsOf(slug)).at(-1)!.leak_report_id}`;
    unwrap(await report(null, round));
  });

  it('works for signed-in people, and with evidence, while the limits of others are used up', async () => {
    const round = await sealedRound();
    await Promise.all(Array.from({ length: 40 }, () => report(null, round)));
    expect((await report(null, round)).ok).toBe(false);
    const people = await Promise.all(Array.from({ length: 5 }, () => makePerson(site)));
    const vague = await Promise.all(
      people.flatMap((person) => Array.from({ length: 10 }, () => report(person, round))),
    );
    expect(keptOf(vague)).toBe(20);
    const witness = await makePerson(site);
    expect(await report(witness, round)).toMatchObject({ error: { scope: 'round', limit: 20 } });
    unwrap(await report(witness, round, undefined, evidence));
    const [newest] = (await findModerated(owner, round.slug, round.number))?.reports ?? [];
    expect(newest).toMatchObject({ text: evidence, kind: 'evidence' });
  });

  it('works three times an hour from one network, over all rounds, without an effect on other networks', async () => {
    const [round, other] = [await sealedRound(), await sealedRound()];
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, i) => report(null, i % 2 ? round : other, '203.0.113.9')),
    );
    expect(keptOf(outcomes)).toBe(3);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ error: { scope: 'network', limit: 3 } });
    unwrap(await report(null, round, '198.51.100.1'));
    const [{ hashes }] = await site.superuser<[{ hashes: string }]>`
      select string_agg(network_hash, ' ') as hashes from leak_reports where network_hash is not null`;
    expect(hashes).not.toContain('203.0');
  });

  it('works five times an hour for one person, with evidence too', async () => {
    const [round, other] = [await sealedRound(), await sealedRound()];
    const person = await makePerson(site);
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, i) => report(person, i % 2 ? round : other, undefined, evidence)),
    );
    expect(keptOf(outcomes)).toBe(5);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({
      error: { kind: 'budget_spent', budget: 'leak_reports', limit: 5 },
    });
  });

  it('works sixty times a day for each kind of report, however quickly reports are handled', async () => {
    const round = await sealedRound();
    await site.superuser`insert into leak_reports (round_id, contact, report, reported_at, handled_at, handled_by, kind)
      select round_id, '', 'An earlier one.', now() - n * interval '14 minutes', now(), ${owner.userId}, 'anonymous'
      from rounds join benchmarks using (benchmark_id), generate_series(1, 58) n where slug = ${round.slug}`;
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => report(null, round)));
    expect(keptOf(outcomes)).toBe(2);
    // Reports were sent every 14 minutes. A new one is accepted when the oldest, sent 58 × 14 minutes ago, is a day old.
    const freeInSeconds = 86_400 - 58 * 14 * 60;
    const refused = outcomes.find(({ ok }) => !ok) as { error: { retryAfterSeconds: number } };
    expect(Math.abs(refused.error.retryAfterSeconds - freeInSeconds)).toBeLessThan(30);
  });

  it('causes a mail at once for an hour’s first report and for one with evidence, and one mail after the hour for the others', async () => {
    const round = await sealedRound();
    const mailsOf = async () => {
      await deliverNotices(site.web);
      return site.superuser<{ subject: string; body: string }[]>`
        select subject, body from inbox_mails where subject like 'A leak is reported%' and body like ${`%${round.slug}%`}`;
    };
    for (let i = 0; i < 6; i++) unwrap(await report(null, round));
    expect(await mailsOf()).toHaveLength(1);
    unwrap(await report(await makePerson(site), round, undefined, evidence));
    expect(await mailsOf()).toHaveLength(2);
    await site.superuser`update notice_deliveries set due_at = now() - interval '1 millisecond' where sent_at is null`;
    const mails = await mailsOf();
    expect(mails).toHaveLength(3);
    expect(mails.filter(({ body }) => body.includes('7 reports of this round wait'))).not.toHaveLength(0);
    for (const { body } of mails) expect(body).not.toContain('canary');
  });

  it('shows the report to maintainers alone', async () => {
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
    const waitingOf = async (person: Actor) =>
      unwrap(await findMaintainedBenchmarkPage(person, slug)).maintained?.waiting.reports;
    expect(await waitingOf(colleague)).toEqual([{ round: number, count: 1 }]);
    expect(await waitingOf(auditor)).toEqual([]);
  });

  it('lets a maintainer mark the report as handled once, in its own round', async () => {
    const { slug, number } = await sealedRound();
    const other = await sealedRound();
    unwrap(await reportLeak(null, slug, number, { text }));
    const id = (await rowsOf(slug))[0]!.leak_report_id;
    const auditor = await makePerson(site);
    await giveRole(site, slug, auditor, 'auditor');
    for (const actor of [auditor, await makePerson(site), { ...(await makePerson(site)), isOperator: true }])
      expect(await handleLeakReport(actor, slug, number, id, {})).toMatchObject(refusedAs('forbidden'));
    const missing = { error: { kind: 'not_found' } };
    expect(await handleLeakReport(owner, other.slug, other.number, id, {})).toMatchObject(missing);
    expect(await handleLeakReport(owner, slug, number, 'not a uuid', {})).toMatchObject(missing);
    unwrap(await handleLeakReport(owner, slug, number, id, { public_words: 'An old file of ours.' }));
    expect(await handleLeakReport(owner, slug, number, id, {})).toMatchObject(missing);
    expect((await findModerated(owner, slug, number))?.reports).toMatchObject([{ handled_by: owner.name }]);
    // The audit event contains neither the report's text nor who sent or handled it.
    const log = unwrap(await listChangelog(slug));
    expect(log.items.filter(({ act }) => act === 'leak_report_handled')).toMatchObject([
      {
        by: 'a maintainer',
        round: { number },
        facts: [
          { name: 'Handled so far', value: '1' },
          { name: 'In their words', value: 'An old file of ours.' },
        ],
      },
    ]);
    for (const secret of [text, owner.name!, id]) expect(JSON.stringify(log)).not.toContain(secret);
  });

  it('fails with too short or too long a text, with control characters, and for unknown rounds', async () => {
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
      expect(await reportLeak(null, slug, number, input)).toMatchObject(refusedAs('invalid_request'));
    const missing = { error: { kind: 'not_found' } };
    expect(await reportLeak(null, slug, number + 1, { text })).toMatchObject(missing);
    expect(await reportLeak(null, 'no-such-benchmark', 1, { text })).toMatchObject(missing);
    await site.superuser`insert into rounds (benchmark_id, number, queue_order, title, test_set_byte_count, test_set_sealed_sha256)
      select benchmark_id, ${number + 1}, ${number + 1}, 'Draft', 1, 'x' from benchmarks where slug = ${slug}`;
    expect(await reportLeak(null, slug, number + 1, { text })).toMatchObject(missing);
  });
});
