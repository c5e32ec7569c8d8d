import { readdir } from 'node:fs/promises';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultSiteLimits } from '@/adapters/environment';
import { respondProblem } from '@/app/_http/respond';
import { connect } from '@/db/client';
import { ok, type Result } from '@/lib/core/result';
import { findBenchmark, listBenchmarkByOperator, listBenchmarks } from '@/services/benchmark/view';
import { findSubmissionPage } from '@/services/page/find-submission-page';
import { findReadiness } from '@/services/publication/find-readiness';
import { createRound } from '@/services/round/create';
import { closeRound, revealRound } from '@/services/round/openings';
import { submit } from '@/services/submission/submit';
import { formRequest } from '@/testing/form-request';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { awaitFinal, submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { refusedAs, unwrap } from '@/testing/unwrap';
import type { RunningScorer } from '@/worker/run-scorer';
import { createToken, revokeToken } from '../account/tokens';
import { changeBenchmark } from '../benchmark/change';
import { createBenchmark } from '../benchmark/create';
import { findMaintainedBenchmarkPage } from '../page/find-maintained-pages';
import { findSiteFeed } from '../publication/find-feed';
import type { Actor } from './caller';

const items = makeBinaryItems(20);

const predictions = formatPredictions(items.ids, (i) => (i % 3 === 0 ? 'no' : 'yes'));

describe('site short of disk space', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site);
  const researcher = providePerson(site);
  let slug: string;
  let scorer: RunningScorer;
  let isShort = false;

  beforeAll(async () => {
    const space = { ...site.web.space, isShort: async () => isShort };
    site.web.space = space;
    site.scorer.space = space;
    slug = await makeBenchmark(maintainer);
    scorer = await startTestScorer(site);
    await makeOpenRound(maintainer, slug, formatTestSet(items));
  });

  it('keeps accepted submissions queued, says why, and resumes by itself with nothing lost', async () => {
    // A new scorer checks the disk again.
    await scorer.stop();
    const { id } = await submitPredictions(researcher, slug, predictions);
    isShort = true;
    scorer = await startTestScorer(site);
    // Closing a round writes no file, so this job runs although the disk is full.
    unwrap(await closeRound(maintainer, slug, 1, { reason: 'It has run long enough' }));
    expect(unwrap(await findSubmissionPage(researcher, id))).toMatchObject({
      submission: { state: 'queued' },
      isSpaceShort: true,
    });
    expect(await findReadiness()).toMatchObject({ disk: 'short' });
    const [job] =
      await site.superuser`select attempts from graphile_worker.jobs where key = ${`score:${id}`}`;
    expect(job).toEqual({ attempts: 0 });
    isShort = false;
    expect((await awaitFinal(researcher, id)).state).toBe('scored');
  });

  it('refuses uploads before it reads them, and seals and reveals, with 507, and still serves pages', async () => {
    isShort = true;
    const none = { ok: false, error: { kind: 'no_space' } };
    const options = { dryRun: false, idempotencyKey: null };
    const file = () => formRequest({ model: 'A model' }, 'file', predictions);
    expect(await submit(researcher, slug, file(), options)).toMatchObject(none);
    expect(await submit(researcher, slug, file(), { ...options, dryRun: true })).toMatchObject(none);
    const testSet = formRequest({ title: 'Next' }, 'test_set', formatTestSet(items));
    expect(await createRound(maintainer, slug, testSet)).toMatchObject(none);
    expect(await revealRound(maintainer, slug, 1)).toMatchObject(none);
    expect(await findBenchmark(null, slug)).toMatchObject({ ok: true });
    isShort = false;
    expect(
      await createRound(maintainer, slug, formRequest({ title: 'Next' }, 'test_set', formatTestSet(items))),
    ).toMatchObject({ ok: true });
  });
});

describe('limits of a person and of the site', () => {
  const site = provideTestSite();

  beforeAll(async () => {
    // The site renders one text of a person at a time; without rendering, requests of one person can race.
    site.web.markdown = {
      ...site.web.markdown,
      slots: { take: () => ({ release: () => {}, pause: () => {} }) },
      render: async () => ok({ html: '', summary: '' }),
    };
  });
  beforeEach(() => {
    Object.assign(site.web.environment, defaultSiteLimits, { TIDEMARK_FIRST_BENCHMARK_UNLISTED: '0' });
  });

  let made = 0;
  const create = (actor: Actor, more: object = {}) => {
    made += 1;
    const input = {
      slug: `made-${made}`,
      title: `Made ${made}`,
      task: 'binary',
      classes: ['no', 'yes'],
      metric: 'accuracy',
      ...more,
    };
    return createBenchmark(actor, input);
  };

  async function expectExactly(limit: number, outcomes: readonly Result<unknown>[], expected: object) {
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(limit);
    for (const outcome of outcomes) {
      if (outcome.ok) continue;
      expect(outcome.error).toMatchObject({ kind: 'limit_reached', limit, ...expected });
      expect(respondProblem(outcome.error, new Date()).status).toBe(409);
    }
  }

  it('apply to benchmarks that a person creates concurrently, and the refusal says what to do next', async () => {
    site.web.environment.TIDEMARK_BENCHMARKS_PER_PERSON_MAX = 5;
    const person = await makePerson(site);
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => create(person)));
    await expectExactly(5, outcomes, { what: 'benchmarks', scope: 'person' });
    const refused = outcomes.find((outcome) => !outcome.ok);
    if (!refused || refused.ok) throw new Error('none was refused');
    expect((await respondProblem(refused.error, new Date()).json()).detail).toContain('You own 5');
    unwrap(await create(await makePerson(site)));
  });

  it('apply to all benchmarks of the site together as well', async () => {
    const [{ count }] = await site.superuser<
      [{ count: number }]
    >`select count(*)::int as count from benchmarks`;
    site.web.environment.TIDEMARK_BENCHMARKS_MAX = count + 3;
    const people = await Promise.all(Array.from({ length: 10 }, () => makePerson(site)));
    const outcomes = await Promise.all(people.map((person) => create(person)));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(3);
    expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({
      error: { scope: 'site', limit: count + 3 },
    });
  });

  it('apply to a person’s API tokens, and a revoked token no longer counts', async () => {
    site.web.environment.TIDEMARK_TOKENS_PER_PERSON_MAX = 7;
    const person = await makePerson(site);
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, i) => createToken(person, { name: `token ${i}` })),
    );
    await expectExactly(7, outcomes, { what: 'tokens', scope: 'person' });
    const unrevoked = outcomes.find((outcome) => outcome.ok);
    if (!unrevoked?.ok) throw new Error('none was made');
    unwrap(await revokeToken(person, unrevoked.value.id));
    unwrap(await createToken(person, { name: 'one more' }));
  });

  it('apply to the drafts in all benchmarks of a person, and no refused file is stored', async () => {
    site.web.environment.TIDEMARK_DRAFTS_PER_PERSON_MAX = 3;
    const person = await makePerson(site);
    const slugs = [await makeBenchmark(person), await makeBenchmark(person)];
    const upload = (slug: string) =>
      createRound(
        person,
        slug,
        formRequest({ title: 'A draft' }, 'test_set', formatTestSet(makeBinaryItems(10))),
      );
    const outcomes = await Promise.all(Array.from({ length: 12 }, (_, i) => upload(slugs[i % 2] ?? '')));
    await expectExactly(3, outcomes, { what: 'drafts', scope: 'person' });
    const files = await readdir(site.objectStoreDir, { recursive: true });
    expect(files.filter((name) => name.endsWith('test-set.age'))).toHaveLength(3);
    // Remains false: the upload is refused before its file is read.
    let isRead = false;
    const unread = new Request('http://127.0.0.1:3000/', {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      body: new ReadableStream(
        {
          pull(controller) {
            isRead = true;
            controller.close();
          },
        },
        { highWaterMark: 0 },
      ),
      duplex: 'half',
    } as RequestInit);
    expect(await createRound(person, slugs[0] ?? '', unread)).toMatchObject(refusedAs('limit_reached'));
    expect(isRead).toBe(false);
    expect(await upload(slugs[0] ?? '')).toMatchObject({ error: { what: 'drafts' } });
    site.web.environment.TIDEMARK_DRAFTS_PER_PERSON_MAX = 20;
    // No scorer runs here, so that checks of test sets remain pending and count towards the limit.
    site.web.environment.TIDEMARK_CHECKS_PER_PERSON_MAX = 3;
    expect(await upload(slugs[0] ?? '')).toMatchObject({ error: { what: 'checks', limit: 3 } });
    site.web.environment.TIDEMARK_CHECKS_PER_PERSON_MAX = 5;
    site.web.environment.TIDEMARK_ROUNDS_PER_PERSON_MAX = 4;
    unwrap(await upload(slugs[0] ?? ''));
    expect(await upload(slugs[0] ?? '')).toMatchObject({ error: { what: 'rounds', limit: 4 } });
  });

  it('hide a new person’s benchmarks from lists and feeds until an operator lists one, where the site’s settings require it', async () => {
    site.web.environment.TIDEMARK_FIRST_BENCHMARK_UNLISTED = '1';
    const person = await makePerson(site);
    const { slug, visibility } = unwrap(await create(person));
    expect(visibility).toBe('unlisted');
    expect(unwrap(await create(person)).visibility).toBe('unlisted');
    const isListed = async () =>
      JSON.stringify(await listBenchmarks({ after: null, size: 100 })).includes(`"${slug}"`);
    const isFed = async () => (await findSiteFeed('atom')).includes(`/benchmarks/${slug}/`);
    expect([await isListed(), await isFed()]).toEqual([false, false]);
    expect(unwrap(await findBenchmark(null, slug)).slug).toBe(slug);
    const isWaiting = async () =>
      unwrap(await findMaintainedBenchmarkPage(person, slug)).maintained?.waitsForListing;
    expect(await isWaiting()).toBe(true);

    const list = (wanted: string) => changeBenchmark(person, slug, { visibility: wanted });
    expect(await list('public')).toMatchObject({ error: { faults: [{ field: 'visibility' }] } });
    await expect(listBenchmarkByOperator(site.web.db, slug)).rejects.toThrow();
    const owner = connect(site.urls.superuser, { max: 1 });
    try {
      expect(await listBenchmarkByOperator(owner.db, slug)).toBe(true);
      expect(await listBenchmarkByOperator(owner.db, slug)).toBe(false);
    } finally {
      await owner.close();
    }
    expect([await isListed(), await isFed(), await isWaiting()]).toEqual([true, true, false]);
    // Once an operator has listed the benchmark, its maintainers may unlist and list it themselves.
    unwrap(await list('unlisted'));
    expect([await isListed(), await isFed(), await isWaiting()]).toEqual([false, false, false]);
    unwrap(await list('public'));
    expect(await isListed()).toBe(true);
    expect(unwrap(await create(person)).visibility).toBe('public');
    expect(unwrap(await create({ ...(await makePerson(site)), isOperator: true })).visibility).toBe('public');
  });
});
