import { beforeAll, describe, expect, it } from 'vitest';
import { chooseSubmission } from '@/services/submission/counting';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { awaitFinal, submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { findModelPage } from './find-model-page';

const site = provideTestSite();

describe('model page', () => {
  beforeAll(async () => {
    await startTestScorer(site);
  });

  it('shows an automatically evaluated version to its team only, as long as no table shows the version', async () => {
    const [maintainer, ada, bo] = [await makePerson(site), await makePerson(site), await makePerson(site)];
    const items = makeBinaryItems(400);
    const slug = await makeBenchmark(maintainer, { feedback_policy: 'guarded-ladder' });
    await makeOpenRound(maintainer, slug, formatTestSet(items));
    /** Submits predictions that are wrong on this number of the 400 items. */
    const send = async (version: string, wrong: number) => {
      const file = formatPredictions(items.ids, (i) =>
        i < wrong ? (items.labels[i] === 'yes' ? 'no' : 'yes') : items.labels[i]!,
      );
      return awaitFinal(ada, (await submitPredictions(ada, slug, file, { model: 'Ladder', version })).id);
    };
    await send('1', 20);
    await waitUntil(async () => (await findModelPage(null, slug, 'ladder')).ok);
    const seenBy = async (actor: typeof ada | null) => unwrap(await findModelPage(actor, slug, 'ladder'));
    expect((await seenBy(ada)).unshown).toBeNull();

    const second = await send('2', 90);
    expect(second).toMatchObject({ feedback: { outcome: 'no_improvement' }, counts: false });
    expect((await seenBy(ada)).unshown).toBeNull();
    unwrap(await chooseSubmission(ada, second.id));
    const page = await seenBy(ada);
    expect(page.unshown).toMatchObject({ submissionId: second.id, version: '2' });
    expect(page.model.rounds.map(({ entry }) => entry.version)).toEqual(['1']);
    for (const other of [bo, maintainer, null]) expect((await seenBy(other)).unshown).toBeNull();
  });
});
