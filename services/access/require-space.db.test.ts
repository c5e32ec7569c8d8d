import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBenchmark } from '@/services/benchmark/find';
import { findSubmissionPage } from '@/services/page/find-submission-page';
import { findReadiness } from '@/services/publication/find-readiness';
import { closeRound } from '@/services/round/close';
import { createRound } from '@/services/round/create';
import { revealRound } from '@/services/round/reveal';
import { submit } from '@/services/submission/submit';
import { formRequest } from '@/testing/form-request';
import { makeBenchmark } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { makeOpenRound } from '@/testing/make-round';
import { makeTestSite, type TestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { awaitFinal, submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import type { RunningScorer } from '@/worker/run-scorer';
import type { Actor } from './actor';

const items = makeBinaryItems(20);
const predictions = formatPredictions(items.ids, (i) => (i % 3 === 0 ? 'no' : 'yes'));

describe('a site that is short of disk space', () => {
  let site: TestSite;
  let maintainer: Actor;
  let researcher: Actor;
  let slug: string;
  let scorer: RunningScorer;
  let isShort = false;

  beforeAll(async () => {
    site = await makeTestSite();
    const space = { isShort: async () => isShort };
    site.web.space = space;
    site.scorer.space = space;
    maintainer = await makePerson(site);
    researcher = await makePerson(site);
    slug = await makeBenchmark(maintainer);
    scorer = await startTestScorer(site);
    await makeOpenRound(maintainer, slug, formatTestSet(items));
  });
  afterAll(async () => {
    await scorer?.stop();
    await site?.drop();
  });

  it('keeps what it has accepted waiting, says why, and goes on by itself with nothing lost', async () => {
    // Between two looks at the disk, as it fills.
    await scorer.stop();
    const { id } = await submitPredictions(researcher, slug, predictions);
    isShort = true;
    scorer = await startTestScorer(site);
    // Closing writes no file: what comes after it in the queue is done.
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

  it('refuses uploads, seals and reveals with 507 before it reads them, and goes on with reading', async () => {
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
