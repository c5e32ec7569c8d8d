import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { waitUntil } from '@/testing/wait-until';
import { call } from '../site/call';
import { openRound } from '../site/open-round';
import type { Site } from '../site/with-site';

const items = makeBinaryItems(200);

/** A benchmark with one closed round and its official ranking, of one model. */
export async function makeRankedBenchmark(site: Site, slug: string): Promise<void> {
  const [maintainer, researcher] = [
    await site.makeToken('maintainer@example.org'),
    await site.makeToken('researcher@example.org'),
  ];
  await call(site, maintainer, '/benchmarks', {
    ...{ slug, title: `Pages of ${slug}`, task: 'binary', classes: ['no', 'yes'], metric: 'accuracy' },
    summary: 'Tell from some numbers whether something was so.',
    feedback_policy: 'final-only',
  });
  await openRound(site, maintainer, { slug, number: 1, title: 'First', testSet: formatTestSet(items) });
  const form = new FormData();
  form.set('metadata', JSON.stringify({ model: 'Only model' }));
  form.set('file', new Blob([formatPredictions(items.ids, (i) => (i % 3 === 0 ? 'yes' : 'no'))]), 'a.csv');
  await call(site, researcher, `/benchmarks/${slug}/submissions`, form);
  const round = `/benchmarks/${slug}/rounds/1`;
  await call(site, maintainer, `${round}/close`, { reason: 'It is a bench' });
  await waitUntil(async () => (await site.callApi(maintainer, `${round}/leaderboard`)).ok, { everyMs: 500 });
}
