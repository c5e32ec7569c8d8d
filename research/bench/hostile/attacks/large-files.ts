import { setTimeout as sleep } from 'node:timers/promises';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { call, openRound } from '../../site/with-site';
import { type Attack, makeTally } from '../attack';
import { submitForm } from '../hostile-site';
import { listSlow, pageVisits, scoreVisit } from '../visits';

const attackerCount = 4;
const itemCount = 300_000;
const p95MsMax = 2_000;
const slug = 'large-files';

/** Large files that are valid, beside small ones of another benchmark. */
export const largeFiles: Attack = {
  name: 'large-files',
  what: `${attackerCount} people submit files of ${itemCount} rows without a pause`,
  visits: [scoreVisit, ...pageVisits],
  async prepare(site) {
    const items = makeBinaryItems(itemCount);
    await call(site, site.maintainerToken, '/benchmarks', {
      ...{ slug, title: 'Large files', task: 'binary', classes: ['no', 'yes'], metric: 'accuracy' },
      ...{ quota_per_round: 1_000, quota_per_day: 1_000, feedback_policy: 'final-only', feedback_share: 0 },
    });
    const testSet = formatTestSet(items);
    await openRound(site, site.maintainerToken, { slug, number: 1, title: 'A large round', testSet });
    const goodFile = formatPredictions(items.ids, (i) => (i % 3 === 0 ? 'yes' : 'no'));
    const tokens: string[] = [];
    for (let i = 0; i < attackerCount; i++) tokens.push(await site.makeToken(`large-${i}@example.org`));
    const tally = makeTally();
    return {
      tally: () => tally.counts,
      listDeviations: (seen) => listSlow(seen, p95MsMax),
      async run(signal) {
        const attack = async (token: string): Promise<void> => {
          while (!signal.aborted) {
            const form = submitForm({ goodFile }, token.slice(-4));
            tally.add((await site.callApi(token, `/benchmarks/${slug}/submissions`, form)).status);
            await sleep(100);
          }
        };
        await Promise.all(tokens.map(attack));
      },
    };
  },
};
