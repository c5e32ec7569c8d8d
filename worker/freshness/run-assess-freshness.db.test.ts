import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FreshnessView } from '@/lib/contracts/freshness';
import { scorerVersion } from '@/lib/core/scoring/scorer-version';
import { computeNormalCdf, computeNormalQuantile } from '@/lib/core/statistics/normal-distribution';
import type { Actor } from '@/services/access/actor';
import { findBenchmark } from '@/services/benchmark/find';
import { designateMark } from '@/services/mark/designate';
import { findRoundPage } from '@/services/page/find-round-page';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { listLineages } from '@/services/publication/list-lineages';
import { closeRound } from '@/services/round/close';
import { findRound } from '@/services/round/find';
import { freezeRound } from '@/services/round/freeze';
import { invalidateRound } from '@/services/round/invalidate';
import { revealRound } from '@/services/round/reveal';
import { giveRole } from '@/testing/give-role';
import { formatGradedPredictions, type GradedModel } from '@/testing/graded-models';
import { linkByTwo } from '@/testing/link-by-two';
import { makeBenchmark } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { makeOpenRound } from '@/testing/make-round';
import { makeTestSite, type TestSite } from '@/testing/make-test-site';
import { meaninglessId } from '@/testing/meaningless-id';
import { shuffleRows } from '@/testing/shuffle-rows';
import { startTestScorer } from '@/testing/start-test-scorer';
import { awaitFinal, submitPredictions } from '@/testing/submit-predictions';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import type { RunningScorer } from '../run-scorer';
import { makeRoundVault } from '../vault/round-vault';
import { runAssessFreshness } from './run-assess-freshness';

const itemCount = 4000;

/** Of each round its own: a check stops a test set that has items of an earlier one. */
function formatItems(round: number): string {
  const lines = Array.from({ length: itemCount }, (_, i) => {
    const name = `${round}-${meaninglessId(i)}`;
    return `item-${name},${round * itemCount + i},${i % 2 === 0 ? 'no' : 'yes'}`;
  });
  return `id,size,label\n${shuffleRows(lines).join('\n')}\n`;
}

let nextRound = 1;

/** How much a model strays from round to round, in points: enough that marks aren't copies of one another. */
const strayOf = (model: number, round: number): number => (((model * 7 + round * 5) % 5) - 2) * 0.001;

const frozenModels = Array.from({ length: 8 }, (_, i) => ({
  name: `Frozen ${i}`,
  accuracy: 0.7 + 0.03 * i,
}));
const adaptedModels = Array.from({ length: 4 }, (_, i) => ({
  name: `Adapted ${i}`,
  accuracy: 0.765 + 0.03 * i,
}));

/** The same models on a round that is harder by so much on the probit scale. */
const harden = (accuracy: number, hardness: number): number =>
  computeNormalCdf(computeNormalQuantile(accuracy) - hardness);

describe('freshness of rounds', () => {
  let site: TestSite;
  let scorer: RunningScorer;
  let maintainer: Actor;
  let researcher: Actor;

  beforeAll(async () => {
    site = await makeTestSite();
    scorer = await startTestScorer(site);
    maintainer = await makePerson(site);
    researcher = await makePerson(site);
  });
  afterAll(async () => {
    await scorer?.stop();
    await site?.drop();
  });

  const makeLadder = () =>
    makeBenchmark(maintainer, { feedback_policy: 'guarded-ladder', feedback_share: 0.5 });

  async function findIds(slug: string, number: number) {
    const [row] = await site.superuser<{ roundId: string; benchmarkId: string }[]>`
      select round_id as "roundId", benchmark_id as "benchmarkId" from rounds join benchmarks using (benchmark_id)
      where slug = ${slug} and number = ${number}`;
    return row!;
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
      // All that it is decoded by.
      { task: benchmark.task, classes: benchmark.classes } as never,
    );
    const ids: string[] = [];
    // The best first, so that a ladder announces one and refuses the others.
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

  async function close(slug: string, number: number): Promise<FreshnessView> {
    unwrap(await closeRound(maintainer, slug, number, { reason: 'It has run long enough' }));
    return awaitFreshness(slug, number, ({ measures }) => (measures?.final_item_count ?? 0) > 0, true);
  }

  /** Its round's freshness once it is as wanted, and where so asked has been assessed at the close. */
  const awaitFreshness = (
    slug: string,
    number: number,
    isWanted: (freshness: FreshnessView) => boolean,
    isAtClose = false,
  ): Promise<FreshnessView> =>
    waitUntil<FreshnessView>(async () => {
      const { roundId } = await findIds(slug, number);
      const closes = await site.superuser`
        select from freshness_records where round_id = ${roundId} and is_at_close`;
      const { freshness } = unwrap(await findRound(slug, number));
      const isThere = (!isAtClose || closes.length === 1) && freshness !== null && isWanted(freshness);
      return isThere ? freshness : false;
    });

  /** @param hardness by which the round is harder than the first, probit scale */
  async function play(slug: string, { hardness, leak }: { hardness?: number; leak?: number } = {}) {
    const number = await makeOpenRound(maintainer, slug, formatItems(nextRound++));
    const models = [...frozenModels, ...adaptedModels].map(({ name, accuracy }, i) => ({
      name,
      accuracy: harden(accuracy, hardness ?? 0) + strayOf(i, number),
      leak: i < frozenModels.length ? 0 : leak,
    }));
    await enter(slug, number, models);
    return { number, freshness: await close(slug, number) };
  }

  async function vouch(slug: string): Promise<void> {
    for (const { name } of frozenModels)
      unwrap(
        await designateMark(maintainer, slug, {
          model: name.toLowerCase().replace(' ', '-'),
          version: '1',
          reason: 'Trained in 2000 by us, and kept.',
        }),
      );
  }

  const decidingKinds = ({ state, reasons }: FreshnessView) =>
    reasons.filter((reason) => reason.state === state).map(({ kind }) => kind);
  const listRecords = (roundId: string) => site.superuser<{ freshness: object; isAtClose: boolean }[]>`
    select freshness, is_at_close as "isAtClose" from freshness_records where round_id = ${roundId} order by computed_at`;

  it('are unproven until there are marks and a second round, then fresh, also where the next is harder, and hold up at the third fresh close', async () => {
    const slug = await makeLadder();
    const first = await play(slug);
    expect(first.freshness.state).toBe('unproven');
    expect(decidingKinds(first.freshness)).toEqual(
      expect.arrayContaining(['few-frozen-models', 'no-second-round', 'gap-not-measured']),
    );

    // They count for the round that is over too, which still has nothing to be compared with.
    await vouch(slug);
    const vouched = await awaitFreshness(slug, 1, ({ measures }) => measures?.frozen_models === 8);
    expect(decidingKinds(vouched)).toEqual(['no-second-round']);
    expect(vouched.measures?.gap?.upper_95).toBeLessThan(0.01);

    const second = await play(slug);
    expect(second.freshness).toMatchObject({ state: 'fresh', fresh_closes: 1, holds_up: false });
    expect(decidingKinds(second.freshness)).toEqual(['exposure-low', 'excess-ruled-out', 'excess-ruled-out']);
    const third = await play(slug, { hardness: 0.35 });
    expect(third.freshness).toMatchObject({ state: 'fresh', fresh_closes: 2, holds_up: false });

    // Raw scores of the harder round are far lower; on the base round's scale they are what they were.
    const [base, harder] = await Promise.all([1, 3].map(async (n) => unwrap(await findLeaderboard(slug, n))));
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
    const lineages = unwrap(await listLineages(slug));
    const ranked = lineages.filter(({ rank }) => rank !== null);
    expect(lineages.filter(({ rank }) => rank === null).every((one) => one.left_out === 'no-round')).toBe(
      true,
    );
    expect(ranked.map(({ model, rank, rounds }) => [model, rank, rounds])).toEqual(
      [...frozenModels].reverse().map(({ name }, i) => [name, i + 1, [3, 2, 1]]),
    );
    const fourth = await play(slug);
    expect(fourth.freshness).toMatchObject({ state: 'fresh', fresh_closes: 3, holds_up: true });
    expect(unwrap(await findBenchmark(null, slug)).freshness).toMatchObject({ round: 4, holds_up: true });
  });

  it('are put on one scale by proof alone, that of the first round in which something stands, until words reach further back', async () => {
    const slug = await makeLadder();
    for (const hardness of [0, 0.1, 0.3]) await play(slug, { hardness });
    const { benchmarkId } = await findIds(slug, 3);
    const equatingOf = async (number: number) => unwrap(await findLeaderboard(slug, number)).equating;
    expect(await equatingOf(1)).toMatchObject({ status: 'base', base_round: 1 });
    expect(await equatingOf(3)).toMatchObject({ status: 'few-anchors', base_round: 1 });
    expect(unwrap(await listLineages(slug, 'prospective'))).toEqual([]);

    // As if the frozen models had been sent in round 1, and stood in the others.
    await site.superuser.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update snapshots s set leaderboard = jsonb_set(leaderboard, '{entries}', (
          select jsonb_agg(case when entry ->> 'model' like 'Frozen%' then entry || '{"evidence": "prospective"}' else entry end order by place)
          from jsonb_array_elements(leaderboard -> 'entries') with ordinality as entries (entry, place)))
        from rounds r where r.round_id = s.round_id and benchmark_id = ${benchmarkId} and number > 1 and part = 'final'`;
    });
    await runAssessFreshness(site.scorer, makeRoundVault(site.scorer), { benchmarkId, scope: 'newest' });
    expect(await equatingOf(1)).toMatchObject({ status: 'few-anchors', base_round: 2, anchors: [] });
    expect(await equatingOf(2)).toMatchObject({ status: 'base', base_round: 2 });
    expect(await equatingOf(3)).toMatchObject({ status: 'equated', base_round: 2 });
    const lineages = unwrap(await listLineages(slug, 'prospective'));
    expect(lineages.map(({ model, rank, rounds, base_round }) => [model, rank, rounds, base_round])).toEqual(
      [...frozenModels].reverse().map(({ name }, i) => [name, i + 1, [3, 2], 2]),
    );

    await vouch(slug);
    await waitUntil(async () => (await equatingOf(2))?.status === 'equated');
    expect(await equatingOf(1)).toMatchObject({ status: 'base', base_round: 1 });
    expect(await equatingOf(3)).toMatchObject({ status: 'equated', base_round: 1 });
    expect(unwrap(await listLineages(slug, 'prospective'))[0]).toMatchObject({
      rounds: [3, 2],
      base_round: 1,
    });
  });

  it('are aging after a gap that is significant, stale after one that is proven, and say by how much', async () => {
    for (const [leak, state, kind] of [
      [0.013, 'aging', 'excess-significant'],
      [0.03, 'stale', 'excess-proven'],
    ] as const) {
      const slug = await makeLadder();
      const { number } = await play(slug, { leak });
      await vouch(slug);
      const freshness = await awaitFreshness(slug, number, ({ measures }) => measures?.frozen_models === 8);
      expect(freshness.state).toBe(state);
      expect(decidingKinds(freshness)).toEqual([kind]);
      expect(freshness.measures?.gap?.estimate).toBeCloseTo(leak, 3);
      expect(freshness.reasons[0]?.text).toContain(`by ${(100 * leak).toFixed(2)} points`);
    }
  });

  it('are measured by macro F1 too, from the files, and show what was gained on the feedback part alone', async () => {
    const slug = await makeBenchmark(maintainer, {
      metric: 'macro_f1',
      feedback_policy: 'guarded-ladder',
      feedback_share: 0.5,
    });
    const { number } = await play(slug, { leak: 0.03 });
    await vouch(slug);
    const freshness = await awaitFreshness(slug, number, ({ measures }) => measures?.frozen_models === 8);
    expect(freshness.state).toBe('stale');
    expect(decidingKinds(freshness)).toEqual(['excess-proven']);
    expect(freshness.measures?.gap).toMatchObject({ unit: 'points' });
    expect(Math.abs(freshness.measures!.gap!.estimate - 0.03)).toBeLessThan(0.002);
  });

  it('are fresh by macro F1 as by accuracy, where no model has learnt an answer', async () => {
    const slug = await makeBenchmark(maintainer, {
      metric: 'macro_f1',
      feedback_policy: 'guarded-ladder',
      feedback_share: 0.5,
    });
    await play(slug);
    await vouch(slug);
    const { number } = await play(slug, { hardness: 0.2 });
    const { freshness } = unwrap(await findRoundPage(null, slug, number)).round;
    expect(freshness).toMatchObject({ state: 'fresh' });
    expect(decidingKinds(freshness!)).toEqual(['exposure-low', 'excess-ruled-out', 'excess-ruled-out']);
  });

  it('are not stale by five honest teams, of whom each beats a constant once and is refused once', async () => {
    const slug = await makeBenchmark(maintainer, { feedback_policy: 'guarded-ladder', feedback_share: 0.25 });
    const number = await makeOpenRound(maintainer, slug, formatItems(nextRound++));
    for (let k = 0; k < 5; k++)
      await enter(
        slug,
        number,
        [0.8, 0.79].map((accuracy, i) => ({ name: `Model ${k} ${i}`, accuracy: accuracy + 0.01 * k })),
        await makePerson(site),
      );
    await close(slug, number);
    const { round } = unwrap(await findRoundPage(null, slug, number));
    expect(round.freshness).toMatchObject({
      state: 'unproven',
      measures: { exposure: 0.399, pooled_exposure: 0.892 },
    });
  });

  it('are stale where linked teams have used up the round together, and not where two teams merely took part', async () => {
    for (const isLinked of [false, true]) {
      const slug = await makeBenchmark(maintainer, { feedback_policy: 'exact', feedback_share: 0.5 });
      const number = await makeOpenRound(maintainer, slug, formatItems(nextRound++));
      const people = [await makePerson(site), await makePerson(site)];
      for (const [k, person] of people.entries()) {
        const models = Array.from({ length: 5 }, (_, i) => ({
          name: `Model ${k} ${i}`,
          accuracy: 0.7 + 0.01 * (5 * k + i),
        }));
        await enter(slug, number, models, person);
      }
      if (isLinked) {
        const teams = await site.superuser<{ slug: string }[]>`
          select slug from teams join team_members using (team_id) where user_id in ${site.superuser(people.map(({ userId }) => userId))}`;
        unwrap(
          await linkByTwo(site, maintainer, slug, {
            teams: teams.map(({ slug }) => slug),
            reason: 'One laboratory.',
          }),
        );
      }
      const freshness = await close(slug, number);
      expect(freshness.measures?.pooled_exposure).toBeGreaterThan(1);
      expect([freshness.state, ...decidingKinds(freshness)]).toEqual(
        isLinked ? ['stale', 'exposure-spent'] : ['aging', 'exposure-half'],
      );
    }
  });

  it('are recorded once a day and at each change, however often and by however many scorers they are assessed', async () => {
    const slug = await makeLadder();
    const number = await makeOpenRound(maintainer, slug, formatItems(nextRound++));
    const { roundId, benchmarkId } = await findIds(slug, number);
    await awaitFreshness(slug, number, () => true);
    const assess = () =>
      runAssessFreshness(site.scorer, makeRoundVault(site.scorer), { benchmarkId, scope: 'newest' });
    await Promise.all(Array.from({ length: 10 }, assess));
    expect(await listRecords(roundId)).toHaveLength(1);
    await site.superuser`update freshness_records set computed_at = computed_at - interval '1 day' where round_id = ${roundId}`;
    await Promise.all(Array.from({ length: 10 }, assess));
    expect(await listRecords(roundId)).toHaveLength(2);
    await site.superuser`update benchmarks set overdue_since = now() where slug = ${slug}`;
    await Promise.all(Array.from({ length: 10 }, assess));
    expect(await listRecords(roundId)).toHaveLength(3);
    expect(unwrap(await findRound(slug, number)).freshness).toMatchObject({ state: 'aging' });
  });

  it('follow the exposure of an open round as its answers are given', async () => {
    const slug = await makeLadder();
    const number = await makeOpenRound(maintainer, slug, formatItems(nextRound++));
    expect((await awaitFreshness(slug, number, () => true)).measures?.exposure).toBe(0);
    await enter(slug, number, [{ name: 'A model', accuracy: 0.9 }]);
    const { measures } = await awaitFreshness(slug, number, (now) => now.measures?.exposure !== 0);
    expect(measures?.exposure).toBeCloseTo(unwrap(await findRound(slug, number)).exposure ?? 0, 3);
  });

  it('tell nothing of the final part while a round is open: whatever its scores are, the record is the same', async () => {
    const slug = await makeLadder();
    const records: string[] = [];
    for (const accuracy of [0.9, 0.6]) {
      const number = await makeOpenRound(maintainer, slug, formatItems(nextRound++));
      const { roundId, benchmarkId } = await findIds(slug, number);
      await enter(slug, number, [{ name: 'A model', accuracy, leak: 0.8 - accuracy }]);
      await runAssessFreshness(site.scorer, makeRoundVault(site.scorer), { benchmarkId, scope: 'all' });
      const { freshness } = (await listRecords(roundId)).at(-1)!;
      expect(freshness).toMatchObject({ inputs: { phase: 'open', gap: null, link: null, ceiling: null } });
      records.push(JSON.stringify({ ...freshness, inputs: { ...inputsOf(freshness), round: 0 } }));
      unwrap(await closeRound(maintainer, slug, number, { reason: 'It has run long enough' }));
      await awaitFreshness(slug, number, ({ reasons }) => reasons.every(({ kind }) => kind !== 'still-open'));
    }
    const [one, other] = records.map((record) => ({ ...JSON.parse(record), freshCloses: 0 }));
    expect({ ...one, inputs: { ...one.inputs, earlierCloses: [] } }).toEqual({
      ...other,
      inputs: { ...other.inputs, earlierCloses: [] },
    });
  });

  it('are retired by a reveal and stale by an invalidation, and none while a round is frozen', async () => {
    const slug = await makeLadder();
    const second = await makePerson(site);
    await giveRole(site, slug, second, 'maintainer');
    const { number } = await play(slug);
    unwrap(await revealRound(maintainer, slug, number));
    expect(unwrap(await findRound(slug, number)).freshness?.state).toBe('retired');
    const revealed = await awaitFreshness(slug, number, ({ measures }) => measures !== null);
    expect(decidingKinds(revealed)).toEqual(['answers-revealed']);

    const next = await makeOpenRound(maintainer, slug, formatItems(nextRound++));
    unwrap(await freezeRound(maintainer, slug, next, { reason: 'Labels seen in a forum.' }));
    expect(unwrap(await findRound(slug, next)).freshness).toBeNull();
    unwrap(await invalidateRound(maintainer, slug, next, { reason: 'They were ours.' }));
    unwrap(await invalidateRound(second, slug, next, { consent: true }));
    const invalidated = await awaitFreshness(slug, next, ({ state }) => state === 'stale');
    expect(decidingKinds(invalidated)).toEqual(['confirmed-leak']);
  });
});

const inputsOf = (freshness: object): object => (freshness as { inputs: object }).inputs;
