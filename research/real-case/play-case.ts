import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LeaderboardView, leaderboardSchema } from '@/lib/contracts/leaderboard';
import { call, openRound, type Site } from '@/research/bench/site/with-site';
import { waitUntil } from '@/testing/wait-until';
import { testFile, testMonths } from './write-flights';

/** A model of `models.json`, as train-models.py lists them. */
export type CaseModel = { readonly slug: string; readonly name: string; readonly frozen: boolean };

export type CaseBenchmark = { readonly slug: string; readonly metric: string };

/** Resources of a case: the files, the token of the benchmarks' maintainer, and those of each model's person. */
type CaseStage = {
  readonly site: Site;
  readonly folder: string;
  readonly models: readonly CaseModel[];
  readonly maintainer: string;
  readonly entrants: readonly string[];
};

const patience = { patienceMs: 600_000, everyMs: 1_000 };

/**
 * Plays both months of a benchmark through the API, and stores the site's responses in `FOLDER/SLUG/`: `leaderboard-N.json` once
 * the frozen models are anchors and all is measured, `against.json` of both rounds, and `archive-N.json` after the reveal.
 */
export async function playCase(stage: CaseStage, benchmark: CaseBenchmark): Promise<void> {
  const { site, folder, models, maintainer } = stage;
  const { slug } = benchmark;
  await mkdir(join(folder, slug), { recursive: true });
  const callApi = (path: string, body?: object): Promise<unknown> =>
    call(site, maintainer, `/benchmarks/${slug}${path}`, body);
  const keep = (name: string, content: unknown) =>
    writeFile(join(folder, slug, name), `${JSON.stringify(content, null, 1)}\n`);

  await createBenchmark(stage, benchmark);
  for (const [i, month] of testMonths.entries()) {
    const number = i + 1;
    const testSet = await readFile(join(folder, testFile(month)), 'utf8');
    await openRound(site, maintainer, { slug, number, title: `Month ${month}`, testSet });
    await submitAll(stage, slug, month);
    await callApi(`/rounds/${number}/close`, { reason: 'All models are in.' });
    const ranking = await waitUntil(() => readOfficial(callApi, number), patience);
    if (ranking.entries.length !== models.length)
      throw new Error(`${slug} ranks ${ranking.entries.length} of ${models.length} models`);
    if (number === 1) await vouch(stage, slug, ranking);
  }
  for (const number of [1, 2])
    await keep(`leaderboard-${number}.json`, await waitUntil(() => readMeasured(callApi, number), patience));
  await keep('against.json', await callApi('/rounds/2/against/1'));
  for (const number of [1, 2]) {
    await callApi(`/rounds/${number}/reveal`, {});
    const archive = await waitUntil(
      () => callApi(`/rounds/${number}/archive`).catch(() => undefined),
      patience,
    );
    await keep(`archive-${number}.json`, archive);
  }
}

async function createBenchmark(
  { site, maintainer }: CaseStage,
  { slug, metric }: CaseBenchmark,
): Promise<void> {
  await call(site, maintainer, '/benchmarks', {
    slug,
    title: `Late flights by ${metric}`,
    task: 'binary',
    classes: ['on_time', 'late'],
    metric,
    feedback_policy: 'guarded-ladder',
    feedback_share: 0.4,
  });
}

/** Every model is the same version in both rounds. */
async function submitAll(
  { site, folder, models, entrants }: CaseStage,
  slug: string,
  month: number,
): Promise<void> {
  for (const [i, model] of models.entries()) {
    const file = await readFile(join(folder, 'predictions', String(month), `${model.slug}.csv`), 'utf8');
    const form = new FormData();
    form.set('metadata', JSON.stringify({ model: model.name, version: '1' }));
    form.set('file', new Blob([file]), 'predictions.csv');
    await call(site, entrants[i]!, `/benchmarks/${slug}/submissions`, form);
  }
}

async function vouch({ site, models, maintainer }: CaseStage, slug: string, ranking: LeaderboardView) {
  const frozen = new Set(models.filter((model) => model.frozen).map(({ name }) => name));
  for (const entry of ranking.entries.filter(({ model }) => frozen.has(model)))
    await call(site, maintainer, `/benchmarks/${slug}/anchors`, {
      model_slug: entry.model_slug,
      version: entry.version,
      reason: 'Trained on January, before the first round.',
    });
}

async function readOfficial(callApi: (path: string) => Promise<unknown>, number: number) {
  const ranking = await callApi(`/rounds/${number}/leaderboard`).catch(() => undefined);
  const parsed = leaderboardSchema.safeParse(ranking);
  return parsed.success && !parsed.data.provisional && parsed.data;
}

async function readMeasured(callApi: (path: string) => Promise<unknown>, number: number) {
  const ranking = await readOfficial(callApi, number);
  return ranking && ranking.overfitting !== null && ranking.equating?.status !== 'few-anchors' && ranking;
}
