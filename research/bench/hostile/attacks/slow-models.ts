import { setTimeout as sleep } from 'node:timers/promises';
import { acceptsTinyModels, slowModel, softmaxModel, tinyTestSet } from '@/testing/tiny-models';
import { call, openRound } from '../../site/with-site';
import { type Attack, makeTally } from '../attack';
import { prepareAutomaticEvaluation } from '../honest-jobs';
import type { HostileSite } from '../hostile-site';
import { listSlow, pageVisits, type Visit } from '../visits';

const attackerCount = 3;
const slug = 'slow-models';
/** Matrix products of one run, nearly as many nodes as a model may have. */
const productCount = 19_000;
const sampleItemCount = 100;
/** A run on the sample, beside others' files and pages. */
const p95MsMax = 2_000;

let sentCount = 0;

async function sendModel(site: HostileSite, token: string, file: Uint8Array, isDryRun: boolean) {
  sentCount += 1;
  const form = new FormData();
  const fields = isDryRun ? { kind: 'onnx' } : { kind: 'onnx', model: 'A model', version: String(sentCount) };
  form.set('metadata', JSON.stringify(fields));
  form.set('file', new Blob([Uint8Array.from(file)]), 'model.onnx');
  return site.callApi(token, `/benchmarks/${slug}/submissions${isDryRun ? '?dry_run=true' : ''}`, form);
}

/** From the request to the end of the run. */
const dryRunOfModel: Visit = {
  name: 'a dry run of a good model',
  async make(site, visitor) {
    const token = site.honestTokens[visitor % site.honestTokens.length]!;
    const sent = await sendModel(site, token, softmaxModel(1 + sentCount), true);
    if (!sent.ok) return sent.status;
    const { id } = await sent.json();
    for (;;) {
      const { state } = await (await site.callApi(token, `/dry-runs/${id}`)).json();
      if (state === 'passed') return 200;
      if (state !== 'queued' && state !== 'running') return 500;
      await sleep(100);
    }
  },
};

/** Models that keep their queue waiting for as long as a run may take. */
export const slowModels: Attack = {
  name: 'slow-models',
  what: `${attackerCount} people submit models that are as slow as models may be, without a pause`,
  visits: [dryRunOfModel, ...pageVisits],
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
        const attack = async (token: string): Promise<void> => {
          while (!signal.aborted) {
            const file = slowModel(productCount, 1 + sentCount);
            tally.add((await sendModel(site, token, file, false)).status);
            await sleep(100);
          }
        };
        await Promise.all(tokens.map(attack));
      },
    };
  },
};
