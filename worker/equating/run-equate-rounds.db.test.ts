import { describe, expect, it } from 'vitest';
import { scorerVersion } from '@/lib/core/scoring/score-split';
import { computeNormalCdf, computeNormalQuantile } from '@/lib/core/statistics/normal-distribution';
import { designateAnchor } from '@/services/anchor/anchor';
import { findBenchmark } from '@/services/benchmark/view';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { listVersionHistories } from '@/services/publication/version-histories';
import { closeRound } from '@/services/round/openings';
import { formatGradedItems, formatGradedPredictions, type GradedModel } from '@/testing/graded-models';
import { findRoundIds, makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { awaitFinal, submitPredictions } from '@/testing/submit-predictions';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { makeRoundVault } from '../vault/round-vault';
import { runEquateRounds } from './run-equate-rounds';

const itemCount = 4000;

let nextRound = 1;

/**
 * Variation of a model's accuracy from round to round, so that anchor models aren't copies of one another.
 */
const strayOf = (model: number, round: number): number => (((model * 7 + round * 5) % 5) - 2) * 0.001;

const frozenModels = Array.from({ length: 8 }, (_, i) => ({
  name: `Frozen ${i}`,
  accuracy: 0.7 + 0.03 * i,
}));

const adaptedModels = Array.from({ length: 4 }, (_, i) => ({
  name: `Adapted ${i}`,
  accuracy: 0.765 + 0.03 * i,
}));

/** Returns the accuracy of the same model on a round that is harder by this amount on the probit scale. */
const harden = (accuracy: number, hardness: number): number =>
  computeNormalCdf(computeNormalQuantile(accuracy) - hardness);

describe('equating the rounds of a benchmark', () => {
  const site = provideSiteWithScorer();
  const maintainer = providePerson(site);
  const researcher = providePerson(site);

  const makeLadder = () =>
    makeBenchmark(maintainer, { feedback_policy: 'guarded-ladder', feedback_share: 0.5 });

  async function findIds(slug: string, number: number) {
    return findRoundIds(site, slug, number);
  }

  async function enter(
    slug: string,
    number: number,
    models: readonly GradedModel[],
    entrant = researcher,
  ): Promise<void> {
    const { roundId } = await findIds(slug, number);
    const benchmark = unwrap(await findBenchmark(null, slug));
    const opened = await makeRoundVault(site.scorer).open(
      { roundId, itemCount, number, scorerVersion },
      benchmark,
    );
    const ids: string[] = [];
    // Submits the best model first, so that a ladder reports one improvement and refuses the others.
    for (const model of [...models].sort((a, b) => b.accuracy - a.accuracy)) {
      const file = formatGradedPredictions(opened, model);
      const { id } = await submitPredictions(entrant, slug, file, {
        model: model.name,
        version: '1',
      });
      ids.push(id);
    }
    for (const id of ids) expect((await awaitFinal(entrant, id)).state).toBe('scored');
  }

  async function close(slug: string, number: number): Promise<void> {
    unwrap(await closeRound(maintainer, slug, number, { reason: 'It has run long enough' }));
    await waitUntil(async () => {
      const ranking = await findLeaderboard(slug, number);
      return ranking.ok && ranking.value.equating !== null;
    });
  }

  /** Plays a round. @param hardness difficulty compared with the first round, on the probit scale */
  async function play(slug: string, { hardness = 0 }: { hardness?: number } = {}): Promise<void> {
    const number = await makeOpenRound(maintainer, slug, formatGradedItems(itemCount, nextRound++));
    const models = [...frozenModels, ...adaptedModels].map(({ name, accuracy }, i) => ({
      name,
      accuracy: harden(accuracy, hardness) + strayOf(i, number),
    }));
    await enter(slug, number, models);
    await close(slug, number);
  }

  async function vouch(slug: string): Promise<void> {
    for (const { name } of frozenModels)
      unwrap(
        await designateAnchor(maintainer, slug, {
          model_slug: name.toLowerCase().replace(' ', '-'),
          version: '1',
          reason: 'Trained in 2000 by us, and kept.',
        }),
      );
  }

  it('uses the scale of the first round if a maintainer vouches for anchors, even if the next round is harder', async () => {
    const slug = await makeLadder();
    await play(slug);
    await vouch(slug);
    await play(slug, { hardness: 0.35 });
    await waitUntil(async () => unwrap(await findLeaderboard(slug, 2)).equating?.status === 'equated');

    // Raw scores in the harder round are far lower; adjusted to the base round, they are the same as there.
    const [base, harder] = await Promise.all([1, 2].map(async (n) => unwrap(await findLeaderboard(slug, n))));
    expect(base).toMatchObject({ equating: { status: 'base', base_round: 1 } });
    expect(harder).toMatchObject({ equating: { status: 'equated', base_round: 1 } });
    expect(harder!.equating!.anchors).toHaveLength(8);
    for (const { model, score, equated } of harder!.entries) {
      const before = base!.entries.find((entry) => entry.model === model)!;
      expect(before.equated).toBeNull();
      expect(before.score - score).toBeGreaterThan(0.07);
      expect(equated).toMatchObject({ base_round: 1, anchors: 8 });
      expect(Math.abs(before.score - equated!.score)).toBeLessThan(4 * equated!.standard_error);
    }
    const versionHistories = unwrap(await listVersionHistories(slug));
    expect(
      versionHistories
        .filter(({ rank }) => rank !== null)
        .map(({ model, rank, rounds }) => [model, rank, rounds]),
    ).toEqual([...frozenModels].reverse().map(({ name }, i) => [name, i + 1, [2, 1]]));
  });

  it('happens once, however many jobs and scorers run', async () => {
    const slug = await makeLadder();
    await play(slug);
    const { benchmarkId, roundId } = await findIds(slug, 1);
    const countRecords = async () =>
      (await site.superuser`select from equatings where round_id = ${roundId}`).length;
    await waitUntil(async () => (await countRecords()) === 1);
    const equate = () => runEquateRounds(site.scorer, { benchmarkId, scope: 'all' });
    await Promise.all(Array.from({ length: 10 }, equate));
    expect(await countRecords()).toBe(1);
  });

  it('uses the first round with automatic evaluations as base, until a maintainer vouches for anchors in an earlier one', async () => {
    const slug = await makeLadder();
    for (const hardness of [0, 0.1, 0.3]) await play(slug, { hardness });
    const { benchmarkId } = await findIds(slug, 3);
    const equatingOf = async (number: number) => unwrap(await findLeaderboard(slug, number)).equating;
    expect(await equatingOf(1)).toMatchObject({ status: 'base', base_round: 1 });
    expect(await equatingOf(3)).toMatchObject({ status: 'few-anchors', base_round: 1 });
    expect(unwrap(await listVersionHistories(slug, 'prospective'))).toEqual([]);

    // Marks submissions as automatic evaluations of models that were sent in round 1.
    await site.withoutTriggers`update snapshots s set leaderboard = jsonb_set(leaderboard, '{entries}', (
          select jsonb_agg(case when entry ->> 'model' like 'Frozen%' then entry || '{"evidence": "prospective"}' else entry end order by place)
          from jsonb_array_elements(leaderboard -> 'entries') with ordinality as entries (entry, place)))
        from rounds r where r.round_id = s.round_id and benchmark_id = ${benchmarkId} and number > 1 and split = 'final'`;
    await runEquateRounds(site.scorer, { benchmarkId, scope: 'newest' });
    expect(await equatingOf(1)).toMatchObject({ status: 'few-anchors', base_round: 2, anchors: [] });
    expect(await equatingOf(2)).toMatchObject({ status: 'base', base_round: 2 });
    expect(await equatingOf(3)).toMatchObject({ status: 'equated', base_round: 2 });
    const versionHistories = unwrap(await listVersionHistories(slug, 'prospective'));
    expect(
      versionHistories.map(({ model, rank, rounds, base_round }) => [model, rank, rounds, base_round]),
    ).toEqual([...frozenModels].reverse().map(({ name }, i) => [name, i + 1, [3, 2], 2]));

    await vouch(slug);
    await waitUntil(async () => (await equatingOf(2))?.status === 'equated');
    expect(await equatingOf(1)).toMatchObject({ status: 'base', base_round: 1 });
    expect(await equatingOf(3)).toMatchObject({ status: 'equated', base_round: 1 });
    expect(unwrap(await listVersionHistories(slug, 'prospective'))[0]).toMatchObject({
      rounds: [3, 2],
      base_round: 1,
    });
  });
});
