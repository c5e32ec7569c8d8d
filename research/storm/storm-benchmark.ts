import { createHash } from 'node:crypto';
import { type StormApi, until } from './storm-api';

export type StormRound = { slug: string; number: number; itemCount: number };

const path = ({ slug, number }: StormRound) => `/benchmarks/${slug}/rounds/${number}`;

export async function createStormBenchmark(maintainer: StormApi, slug: string, quota = 1_000): Promise<void> {
  await until(`the benchmark ${slug}`, async () => {
    const { status } = await maintainer.post('/benchmarks', {
      slug,
      title: `Storm ${slug}`,
      task: 'regression',
      metric: 'rmse',
      quota_per_day: quota,
      quota_per_round: quota,
      feedback_policy: 'final-only',
    });
    return status === 201 || status === 200 || status === 409;
  });
}

/** Uploads a test set. */
export async function uploadStormRound(
  maintainer: StormApi,
  slug: string,
  itemCount: number,
  seed: number,
): Promise<StormRound> {
  const rows = Array.from({ length: itemCount }, (_, i) => `r${i},${i + seed * itemCount},${draw(i, seed)}`);
  const number = await until('the upload', async () => {
    const { status, body } = await maintainer.upload(`/benchmarks/${slug}/rounds`, {
      field: 'test_set',
      metadata: { title: `Round of seed ${seed}` },
      file: `id,x,label\n${rows.join('\n')}\n`,
    });
    return status < 300 && status > 0 && Number(body.number);
  });
  return { slug, number, itemCount };
}

/** Requests a step until the round has its state. */
export const stepRound = (
  maintainer: StormApi,
  round: StormRound,
  action: 'seal' | 'open' | 'close' | 'reveal',
): Promise<unknown> =>
  until(`${action} of round ${round.number}`, async () => {
    const input = action === 'close' ? { reason: 'A storm' } : {};
    const { body } = await maintainer.post(`${path(round)}/${action}`, input);
    // Waiting doesn't help here.
    if (body.code === 'test_set_blocked') throw new Error(`${action}: ${body.detail}`);
    return (await findState(maintainer, round)) === after[action];
  });

const after = { seal: 'sealed', open: 'open', close: 'closed', reveal: 'revealed' } as const;

/** The round's state; `draft` for one that only its maintainers can see. */
export async function findState(maintainer: StormApi, round: StormRound): Promise<unknown> {
  const { status, body } = await maintainer.get(path(round));
  return status === 404 ? 'draft' : body.state;
}

export const formatStormPredictions = ({ itemCount }: StormRound, seed: number): string =>
  `id,prediction\n${Array.from({ length: itemCount }, (_, i) => `r${i},${draw(i, seed)}`).join('\n')}\n`;

/** A value that neither order nor id reveals. */
const draw = (i: number, seed: number): string =>
  (createHash('sha256').update(`${seed}:${i}`).digest().readUInt32BE() / 2 ** 32).toFixed(6);
