import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { makeRankedRound } from '@/testing/make-ranked-round';
import { composeRankingCroissant } from './compose-ranking-croissant';
import { composeEveryEvalEver, everyEvalEverSchema } from './every-eval-ever';
import { findHubDataset, formatEvalResults, formatModelIndex } from './hugging-face';
import type { OfficialResult } from './official-result';

const hostile = '- "x": {y}\n# &amp; ‮🦀';

const benchmark = { slug: 'rain', title: `Rain ${hostile}`, task: 'binary', links: [] } as const;

const { board } = makeRankedRound([
  { model: hostile, team: hostile, score: 0.6773 },
  { model: 'Trees', score: 0.61 },
]);

const resultOf = (changes: Partial<OfficialResult['entry']> = {}): OfficialResult => ({
  ...{ round: 3, roundTitle: 'April', url: 'https://tidemark.example/benchmarks/rain/rounds/3' },
  ...{ snapshotId: board.snapshot_id, publishedAt: board.published_at, metric: board.metric },
  ...{ direction: board.direction, itemCount: board.item_count, ranked: 2, freshness: 'aging' },
  entry: { ...board.entries[0]!, ...changes },
});

describe('model-index for Hugging Face', () => {
  const [entry] = parse(formatModelIndex(hostile, benchmark, [resultOf()]))['model-index'];
  const [result] = entry.results;

  it('has every key that the model-index specification requires', () => {
    expect(entry.name).toBe(hostile);
    for (const [split, keys] of Object.entries({ task: ['type'], dataset: ['type', 'name'] }))
      for (const key of keys) expect(result[split][key]).toEqual(expect.any(String));
    expect(result.metrics).toHaveLength(1);
    expect(result.metrics[0]).toMatchObject({ type: board.metric, value: 0.6773 });
    // Only Hugging Face itself may mark a result as verified.
    expect(result.metrics[0]).not.toHaveProperty('verified');
  });

  it('always states a score together with interval, round, rank and freshness', () => {
    expect(result.metrics[0].name).toBe('Accuracy, 95 % limits 0.6573 to 0.6973');
    expect(result.metrics[0].args).toMatchObject({ lower: 0.6573, upper: 0.6973, freshness: 'aging' });
    expect(result.dataset).toMatchObject({ config: 'round-3', split: 'final' });
    expect(result.source).toEqual({
      name: 'Tidemark: rank 1–2 of 2, aging',
      url: 'https://tidemark.example/benchmarks/rain/rounds/3',
    });
  });

  it('states that an interval is missing, and why an interval is unreliable', () => {
    const nameOf = (interval: OfficialResult['entry']['interval']) =>
      parse(formatModelIndex('m', benchmark, [resultOf({ interval })]))['model-index'][0].results[0]
        .metrics[0].name;
    expect(nameOf(null)).toBe('Accuracy, no interval');
    expect(nameOf({ ...board.entries[0]!.interval!, unreliable: 'few_groups' })).toMatch(
      /unreliable: few groups$/,
    );
  });
});

describe('.eval_results file for Hugging Face', () => {
  it('has the keys of the .eval_results specification, with the interval in its notes', () => {
    const [result] = parse(formatEvalResults('org/rain', benchmark, [resultOf()]));
    expect(Object.keys(result)).toEqual(['dataset', 'value', 'date', 'source', 'notes']);
    expect(result).toMatchObject({
      dataset: { id: 'org/rain', task_id: 'rain' },
      value: 0.6773,
      date: '2026-03-31T12:00:00Z',
      source: { url: 'https://tidemark.example/benchmarks/rain/rounds/3' },
    });
    expect(result.notes).toBe(
      'Round 3 (April), final split, 2801 items; Accuracy, 95 % limits 0.6573 to 0.6973; rank 1–2 of 2; evidence in-round; aging',
    );
  });

  it('names the Hugging Face data set to which the maintainers link, and no other linked page', () => {
    const find = (...urls: string[]) => findHubDataset(urls.map((url) => ({ url })));
    expect(find('https://a.example/', 'https://huggingface.co/datasets/org/rain')).toBe('org/rain');
    expect(find('https://huggingface.co/org/rain')).toBeNull();
    expect(find('https://huggingface.co.evil.example/datasets/org/rain')).toBeNull();
    expect(find('https://huggingface.co/datasets/org/rain/blob/main/x')).toBeNull();
  });
});

describe('record for Every Eval Ever', () => {
  const compose = (result: OfficialResult) =>
    everyEvalEverSchema.parse(
      composeEveryEvalEver(benchmark, result, { site: 'https://tidemark.example/', scorerVersion: '9' }),
    );

  it('says who scored which model by which metric, with interval and freshness', () => {
    const record = compose(resultOf());
    expect(record.retrieved_timestamp).toBe('1774958400');
    expect(record.eval_library).toEqual({ name: 'tidemark', version: '9' });
    expect(record.model_info).toMatchObject({ name: hostile, id: 't/m-0', developer: hostile });
    const [result] = record.evaluation_results;
    expect(result?.metric_config).toMatchObject({ lower_is_better: false, min_score: 0, max_score: 1 });
    expect(result?.score_details.uncertainty).toEqual({
      confidence_interval: { lower: 0.6573, upper: 0.6973, confidence_level: 0.95, method: 'wilson' },
      num_samples: 2801,
    });
    expect(result?.source_data.additional_details).toMatchObject({ round: '3', freshness: 'aging' });
    expect(result?.score_details.details.place).toBe('rank 1–2 of 2');
  });

  it('has infinite bounds as the schema requires, and leaves out a missing interval', () => {
    const [result] = compose({ ...resultOf({ interval: null }), metric: 'r2' }).evaluation_results;
    expect(result?.metric_config.min_score).toBe('-Infinity');
    expect(result?.score_details).not.toHaveProperty('uncertainty');
  });

  it('has different ids for two versions, rounds and snapshots', () => {
    const ids = [
      resultOf(),
      resultOf({ version: '2' }),
      { ...resultOf(), round: 4 },
      { ...resultOf(), snapshotId: '00000000-0000-4000-8000-000000000001' },
    ].map((result) => compose(result).evaluation_id);
    expect(new Set(ids).size).toBe(4);
  });

  it('calls the evaluation first-party if the site’s operators provide the labels', () => {
    const relationOf = (kind: OfficialResult['entry']['kind']) =>
      compose(resultOf({ kind, rank: kind === 'entry' ? 1 : null })).source_metadata.evaluator_relationship;
    expect(['entry', 'host', 'baseline'].map((kind) => relationOf(kind as 'entry'))).toEqual([
      'third_party',
      'first_party',
      'first_party',
    ]);
  });
});

it('the Croissant description of a ranking names its file, its hash and the columns of the CSV', () => {
  const described = composeRankingCroissant({
    benchmark: { ...benchmark, license: 'CC-BY-4.0' },
    ...{ round: { number: 3, title: 'April' }, ranking: board, freshness: 'aging' },
    pageUrl: 'https://tidemark.example/benchmarks/rain/rounds/3',
    csvUrl: 'https://tidemark.example/api/v1/benchmarks/rain/rounds/3/leaderboard?format=csv',
    csv: { byteCount: 12, sha256: 'ab' },
  });
  expect(described).toMatchObject({
    '@type': 'sc:Dataset',
    isLiveDataset: true,
    license: 'https://spdx.org/licenses/CC-BY-4.0.html',
    distribution: [{ '@type': 'cr:FileObject', contentSize: '12 B', sha256: 'ab' }],
  });
  expect(described.citeAs).toMatch(/^@misc\{tidemark-rain-r3,\n/);
  expect(described.description).toContain('by Accuracy (higher is better), on 2801 items');
  expect(described.description).toContain('Freshness: aging.');
});
