import { beforeAll, describe, expect, it } from 'vitest';
import { formRequest } from '@/testing/form-request';
import { makeBenchmark, makeSealedRound } from '@/testing/make-benchmark';
import { providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import type { RunningScorer } from '@/worker/run-scorer';
import { createRound } from './create';
import { openRound } from './openings';
import { listMaintainedRounds } from './view';

describe('rounds in the maintainers’ view', () => {
  const site = provideTestSite();
  let scorer: RunningScorer;
  const maintainer = providePerson(site);

  beforeAll(async () => {
    scorer = await startTestScorer(site);
  });

  it('give a replacement the queue position of the sealed round that it replaces', async () => {
    const slug = await makeBenchmark(maintainer);
    await makeSealedRound(maintainer, slug, formatTestSet(makeBinaryItems(60)));
    const request = formRequest(
      { title: 'Corrected', replaces: 1 },
      'test_set',
      formatTestSet(makeBinaryItems(70)),
    );
    unwrap(await createRound(maintainer, slug, request));
    const rounds = unwrap(await listMaintainedRounds(maintainer, slug));
    expect(rounds.map(({ number, queue_order, replaces }) => [number, queue_order, replaces])).toEqual([
      [2, 1, 1],
      [1, 1, null],
    ]);
  });

  it('count the submissions of a round by state, with faults of files and failures of the platform apart', async () => {
    const slug = await makeBenchmark(maintainer);
    const items = makeBinaryItems(60);
    const number = await makeSealedRound(maintainer, slug, formatTestSet(items));
    unwrap(await openRound(maintainer, slug, number));
    const states = ['scored', 'scored', 'scored', 'rejected', 'failed', 'failed', 'queued'];
    // No scorer runs, so the test itself sets each submission's state, by way of `scoring` as a scorer would.
    await scorer.stop();
    for (const state of states) {
      const file = formatPredictions(items.ids, 'yes');
      const { id } = await submitPredictions(maintainer, slug, file);
      if (state === 'queued') continue;
      await site.superuser`update submissions set state = 'scoring' where submission_id = ${id}`;
      await site.superuser`update submissions set state = ${state}, code = 'a_code' where submission_id = ${id}`;
    }
    const [round] = unwrap(await listMaintainedRounds(maintainer, slug));
    expect(round?.submissions).toEqual({ unfinished: 1, scored: 3, rejected: 1, failed: 2 });
  });
});
