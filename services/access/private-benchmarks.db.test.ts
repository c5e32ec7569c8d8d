import { beforeAll, describe, expect, it } from 'vitest';
import { allBenchmarks } from '@/lib/contracts/benchmark-search';
import type { Result } from '@/lib/core/result';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { giveRole, makeOperator, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { scorePredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { changeBenchmark } from '../benchmark/change';
import { createBenchmark } from '../benchmark/create';
import { findBenchmark, listBenchmarks } from '../benchmark/view';
import { enterBenchmarkByCode } from '../entry/entry';
import { makeClassCode, setEntryList } from '../entry/maintain-entry';
import { actOnPage, findPublicAct, listPublicActs } from '../moderation/public-acts';
import { findBenchmarkListPage } from '../page/find-benchmark-list-page';
import { findBenchmarkPage } from '../page/find-benchmark-page';
import { findSubmitPage } from '../page/find-submit-page';
import { findBenchmarkBadge } from '../publication/find-badge';
import { findCalendar } from '../publication/find-calendar';
import { findFeed, findSiteFeed } from '../publication/find-feed';
import { findLeaderboard, findNewestRanking } from '../publication/find-leaderboard';
import { findSiteMap } from '../publication/find-site-map';
import { listChangelog } from '../publication/list-changelog';
import { findInputs } from '../round/inputs';
import { findRound, listRounds } from '../round/view';
import { findQuota } from '../submission/find-quota';
import type { Actor } from './caller';

const items = makeBinaryItems(20);
const canary = 'Xylocopa';

describe('private benchmark', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site, 'Host');
  const auditor = providePerson(site, 'Auditor');
  const entrant = providePerson(site, 'Entrant');
  const listed = providePerson(site, 'Listed');
  const stranger = providePerson(site, 'Stranger');
  /** A person who is maintainer and auditor of other benchmarks, but has no role in the private one. */
  const elsewhere = providePerson(site, 'Elsewhere');
  let slug: string;

  beforeAll(async () => {
    const scorer = await startTestScorer(site);
    slug = await makeBenchmark(maintainer, {
      slug: 'xylocopa-course',
      visibility: 'private',
      title: `${canary} course`,
      tags: [canary],
      description: `About ${canary}.`,
    });
    await giveRole(site, slug, auditor, 'auditor');
    await makeBenchmark(elsewhere);
    await giveRole(site, await makeBenchmark(maintainer, { visibility: 'private' }), elsewhere, 'auditor');
    unwrap(await setEntryList(maintainer, slug, { list: listed.email ?? '' }));
    await site.superuser`update users set email_verified_at = now() where user_id = ${listed.userId}`;
    unwrap(await enterBenchmarkByCode(entrant, unwrap(await makeClassCode(maintainer, slug))));
    await makeOpenRound(maintainer, slug, formatTestSet(items));
    await scorePredictions(entrant, slug, formatPredictions(items.ids, 'no'));
    await scorer.stop();
  });

  type Read = (reader: Actor | null, slug: string) => Promise<Result<unknown>>;

  /** Services of pages and API calls that read a benchmark. */
  const reads: Record<string, Read> = {
    page: findBenchmarkPage,
    'submit page': (reader, of) => findSubmitPage(reader, of, null),
    benchmark: findBenchmark,
    rounds: (reader, of) => listRounds(of, reader),
    round: (reader, of) => findRound(of, 1, reader),
    inputs: (reader, of) => findInputs(of, 1, reader),
    ranking: (reader, of) => findLeaderboard(of, 1, {}, reader),
    changelog: (reader, of) => listChangelog(of, {}, reader),
  };

  it('gets 8 random characters at the end of its address, so that a taken address reveals none', async () => {
    expect(slug).toMatch(/^xylocopa-course-[a-z0-9]{8}$/);
    const wish = { slug: 'xylocopa-course', visibility: 'private' };
    expect(await makeBenchmark(stranger, wish)).not.toBe(slug);
    expect(await makeBenchmark(stranger, { slug: 'xylocopa-course' })).toBe('xylocopa-course');
    const long = await makeBenchmark(stranger, { ...wish, slug: `${'a'.repeat(50)}-${'b'.repeat(9)}` });
    expect(long).toMatch(/^a{50}-[a-z0-9]{8}$/);
  });

  it('has a list or a class code for entry, from its creation on', async () => {
    for (const entry of ['open', 'approval'])
      expect(
        await createBenchmark(maintainer, {
          ...{ slug: 'any', title: 'Any', task: 'regression', metric: 'rmse', feedback_policy: 'final-only' },
          ...{ visibility: 'private', entry },
        }),
      ).toMatchObject({ error: { kind: 'invalid_request', faults: [{ field: 'entry' }] } });
    expect(await changeBenchmark(maintainer, slug, { entry: 'open' })).toMatchObject({
      error: { kind: 'invalid_request', faults: [{ field: 'entry' }] },
    });
  });

  it.each(Object.keys(reads))('exists only for people with a role or an entry in it: %s', async (name) => {
    const read = reads[name]!;
    for (const reader of [maintainer, auditor, entrant, listed])
      expect((await read(reader, slug)).ok, reader.name ?? '').toBe(true);
    for (const reader of [null, stranger, elsewhere])
      expect(await read(reader, slug)).toEqual(await read(reader, 'no-such-course-00000000'));
  });

  it('has no feed, calendar, badge or card, not even for its people', async () => {
    const missing = { ok: false, error: { kind: 'not_found', what: 'benchmark' } };
    expect(await findFeed(slug, 'atom')).toEqual(missing);
    expect(await findCalendar(slug)).toEqual(missing);
    expect(await findBenchmarkBadge(slug)).toEqual(missing);
    expect(await findNewestRanking(slug)).toEqual(missing);
  });

  it('stays out of every list, search, site feed and site map', async () => {
    const found = [
      await findBenchmarkListPage({ ...allBenchmarks, words: canary }),
      await findBenchmarkListPage({ ...allBenchmarks, tag: canary.toLowerCase() }),
      await listBenchmarks({ after: null, size: 50 }),
      await findSiteFeed('atom'),
      await findSiteMap(),
    ];
    for (const text of found.map((one) => JSON.stringify(one)))
      expect(text).not.toMatch(/xylocopa-course-|Xylocopa course/i);
  });

  it('refuses a stranger’s acts like a missing one', async () => {
    for (const act of [
      (of: string) => findQuota(stranger, of, null),
      (of: string) => changeBenchmark(stranger, of, { title: 'Mine' }),
      (of: string) => setEntryList(stranger, of, { list: '' }),
    ])
      expect(await act(slug)).toEqual(await act('no-such-course-00000000'));
  });

  it('shows nothing of an operator’s act on it in public, and stays missing while withdrawn', async () => {
    const operator = await makeOperator(site);
    const before = (await listPublicActs(null)).acts.length;
    const act = (name: string) =>
      actOnPage(operator, {
        act: name,
        kind: 'benchmark',
        subject: slug,
        reason: 'It has texts of third parties.',
      });
    const { eventId } = unwrap(await act('hide'));
    expect((await listPublicActs(null)).acts).toHaveLength(before);
    expect(await findPublicAct(String(eventId))).toMatchObject({ error: { kind: 'not_found' } });
    for (const reader of [null, stranger, entrant])
      expect(await findBenchmark(reader, slug)).toMatchObject({ error: { kind: 'not_found' } });
    expect((await findBenchmark(maintainer, slug)).ok).toBe(true);
    unwrap(await act('show'));
    expect(unwrap(await findBenchmark(entrant, slug)).visibility).toBe('private');
    expect((await listPublicActs(null)).acts).toHaveLength(before);
  });
});
