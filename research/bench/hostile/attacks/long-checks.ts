import { setTimeout as sleep } from 'node:timers/promises';
import { formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { type Attack, makeTally } from '../attack';
import { prepareFlag } from '../honest-jobs';
import { listSlow, pageVisits, scoreVisit } from '../visits';

const itemCount = 100_000;
const p95MsMax = 2_000;

/** Item 5 of the list: checks that try to delay scores. */
export const longChecks: Attack = {
  name: 'long-checks',
  what: `a maintainer uploads test sets of ${itemCount} items without a pause`,
  visits: [scoreVisit, ...pageVisits],
  async prepare(site) {
    const token = await site.makeToken('checks@example.org');
    const slug = 'long-checks';
    await site.callApi(token, '/benchmarks', {
      slug,
      title: 'Long checks',
      task: 'binary',
      classes: ['no', 'yes'],
      metric: 'accuracy',
    });
    const testSet = formatTestSet(makeBinaryItems(itemCount));
    const tally = makeTally();
    return {
      honestJob: await prepareFlag(site),
      tally: () => tally.counts,
      listDeviations: (seen) => listSlow(seen, p95MsMax),
      async run(signal) {
        while (!signal.aborted) {
          const form = new FormData();
          form.set('metadata', JSON.stringify({ title: 'A long one' }));
          form.set('test_set', new Blob([testSet]), 'test-set.csv');
          tally.add((await site.callApi(token, `/benchmarks/${slug}/rounds`, form)).status);
          await sleep(100);
        }
      },
    };
  },
};
