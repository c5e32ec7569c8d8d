import { setTimeout as sleep } from 'node:timers/promises';
import { acceptsTinyModels, slowModel, tinyTestSet } from '@/testing/tiny-models';
import { call, openRound } from '../../site/with-site';
import { type Attack, makeTally } from '../attack';
import { prepareAutomaticEvaluation } from '../honest-jobs';
import { dryRunOfModel, sendModel } from '../send-model';
import { listSlow, pageVisits } from '../visits';

const attackerCount = 3;
const slug = 'slow-models';
/** Matrix products of one run, nearly as many nodes as a model may have. */
const productCount = 19_000;
const sampleItemCount = 100;
/** A run on the sample, beside others' files and pages. */
const p95MsMax = 2_000;

/** Models that keep their queue waiting for as long as a run may take. */
export const slowModels: Attack = {
  name: 'slow-models',
  what: `${attackerCount} people submit models that are as slow as models may be, without a pause`,
  visits: [dryRunOfModel(slug), ...pageVisits],
  async prepare(site) {
    const sample = Array.from({ length: sampleItemCount }, (_, i) => ({ a: i, b: sampleItemCount - i }));
    const fields = { ...acceptsTinyModels, model_sample: sample, title: 'Slow models', task: 'binary' };
    const slots = { quota_per_round: 1_000, quota_per_day: 1_000 };
    const benchmark = { ...fields, ...slots, slug, classes: ['no', 'yes'], metric: 'accuracy' };
    await call(site, site.maintainerToken, '/benchmarks', benchmark);
    await openRound(site, site.maintainerToken, {
      slug,
      number: 1,
      title: 'A round',
      testSet: tinyTestSet(1),
    });
    const tokens: string[] = [];
    for (let i = 0; i < attackerCount; i++) tokens.push(await site.makeToken(`slow-${i}@example.org`));
    const tally = makeTally();
    return {
      honestJob: await prepareAutomaticEvaluation(site),
      tally: () => tally.counts,
      listDeviations: (seen) => listSlow(seen, p95MsMax),
      async run(signal) {
        let madeCount = 0;
        const attack = async (token: string): Promise<void> => {
          while (!signal.aborted) {
            const file = slowModel(productCount, 1 + ++madeCount);
            tally.add((await sendModel(site, token, { slug, file })).status);
            await sleep(100);
          }
        };
        await Promise.all(tokens.map(attack));
      },
    };
  },
};
