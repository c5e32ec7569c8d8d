import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { acceptsTinyModels, softmaxModel, tinyTestSet } from '@/testing/tiny-models';
import { waitUntil } from '@/testing/wait-until';
import { call, openRound, uploadRound } from '../site/with-site';
import { type HostileSite, submitForm } from './hostile-site';

/** A job of honest people that nobody waits for at a page; measured once during an attack, from its cause to its result. */
export type HonestJob = { readonly name: string; readonly run: () => Promise<void> };

export const honestJobSecondsMax = 60;

const patience = { patienceMs: 600_000, everyMs: 500 };

/** The evaluation of a frozen version when the next round opens. */
export async function prepareAutomaticEvaluation(site: HostileSite): Promise<HonestJob> {
  const slug = 'run-again';
  const { maintainerToken } = site;
  const token = site.honestTokens[0]!;
  const fields = { ...acceptsTinyModels, title: 'Run again', task: 'binary', metric: 'accuracy' };
  await call(site, maintainerToken, '/benchmarks', { ...fields, slug, classes: ['no', 'yes'] });
  await openRound(site, maintainerToken, { slug, number: 1, title: 'First', testSet: tinyTestSet(1) });
  const form = new FormData();
  form.set('metadata', JSON.stringify({ kind: 'onnx', model: 'Frozen', version: '1' }));
  form.set('file', new Blob([Uint8Array.from(softmaxModel(1_000))]), 'model.onnx');
  const { id } = await call(site, token, `/benchmarks/${slug}/submissions`, form);
  const stateOf = async (of: string) => (await call(site, token, `/submissions/${of}`)).state;
  await waitUntil(async () => (await stateOf(id)) === 'scored', patience);
  await uploadRound(site, maintainerToken, { slug, number: 2, title: 'Second', testSet: tinyTestSet(2) });
  const findAutomatic = async () => {
    const { items } = await call(site, token, '/submissions?limit=50');
    return items.find((one: { automatic: boolean }) => one.automatic);
  };
  return {
    name: 'an automatic evaluation, from the opening on',
    async run() {
      const act = (number: number, name: string, body: object) =>
        call(site, maintainerToken, `/benchmarks/${slug}/rounds/${number}/${name}`, body);
      await act(1, 'close', { reason: 'It has run long enough.' });
      const closesAt = new Date(Date.now() + 86_400_000).toISOString();
      await waitUntil(() => act(2, 'open', { closes_at: closesAt }).catch(() => false), patience);
      await waitUntil(async () => (await findAutomatic()) !== undefined, patience);
      // Its outcome is hidden until the close.
      await act(2, 'close', { reason: 'It has run long enough.' });
      await waitUntil(async () => (await findAutomatic())?.state === 'scored', patience);
    },
  };
}

/** The flag of two teams whose files are the same, when their round closes. */
export async function prepareFlag(site: HostileSite): Promise<HonestJob> {
  const slug = 'copied';
  const { maintainerToken } = site;
  const fields = { title: 'Copied', task: 'binary', classes: ['no', 'yes'], metric: 'accuracy' };
  await call(site, maintainerToken, '/benchmarks', { ...fields, slug });
  const items = makeBinaryItems(600);
  await openRound(site, maintainerToken, {
    slug,
    number: 1,
    title: 'A round',
    testSet: formatTestSet(items),
  });
  const goodFile = formatPredictions(items.ids, (i) => (i % 5 < 2 ? 'yes' : 'no'));
  for (const token of site.honestTokens.slice(0, 2)) {
    const form = submitForm({ goodFile }, token.slice(-4));
    const { id } = await call(site, token, `/benchmarks/${slug}/submissions`, form);
    const stateOf = async () => (await call(site, token, `/submissions/${id}`)).state;
    await waitUntil(async () => (await stateOf()) === 'scored', patience);
  }
  return {
    name: 'a flag, from the close on',
    async run() {
      const reason = 'It has run long enough.';
      await call(site, maintainerToken, `/benchmarks/${slug}/rounds/1/close`, { reason });
      const listFlags = async () =>
        (await call(site, maintainerToken, `/benchmarks/${slug}/flags`)).items.length;
      await waitUntil(async () => (await listFlags()) > 0, patience);
    },
  };
}
