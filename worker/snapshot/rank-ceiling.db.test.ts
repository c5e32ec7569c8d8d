import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RoundComparisonView } from '@/lib/contracts/round-comparison';
import type { Actor } from '@/services/access/actor';
import { compareModels } from '@/services/publication/compare-models';
import { comparePublishedRounds } from '@/services/publication/compare-published-rounds';
import { closeRound } from '@/services/round/close';
import { makeBenchmark } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { makeOpenRound } from '@/testing/make-round';
import { makeTestSite, type TestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { awaitFinal, submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { makeRoundVault } from '../vault/round-vault';
import { askMissingCeilings } from './ask-missing-ceilings';
import { runMeasureRankCeiling } from './run-measure-rank-ceiling';

type Row = { later: string; earlier: string; ceiling: RoundComparisonView['rank_ceiling'] };

describe('the no-change ceiling of two rounds that follow each other', () => {
  let site: TestSite;
  let maintainer: Actor;
  let slug: string;
  const entrants: Actor[] = [];

  beforeAll(async () => {
    site = await makeTestSite();
    maintainer = await makePerson(site);
    slug = await makeBenchmark(maintainer, {});
    const scorer = await startTestScorer(site);
    for (let i = 0; i < 4; i++) entrants.push(await makePerson(site));
    // Each time better by a little; in the third round another one is best.
    await play([3, 5, 8, 13]);
    await play([3, 5, 8, 13]);
    await play([13, 8, 5, 3]);
    await waitUntil(async () => (await readRows()).length === 2);
    await scorer.stop();
  });
  afterAll(() => site?.drop());

  const readRows = () => site.superuser<Row[]>`
    select later_snapshot_id as later, earlier_snapshot_id as earlier, ceiling from rank_ceilings
    join snapshots on snapshot_id = later_snapshot_id order by published_at`;

  async function roundIdOf(number: number): Promise<string> {
    const [row] = await site.superuser<{ roundId: string }[]>`
      select round_id as "roundId" from rounds join benchmarks using (benchmark_id)
      where slug = ${slug} and number = ${number}`;
    return row!.roundId;
  }

  let played = 0;
  /** A round, closed and ranked, in which each model is wrong on one item in so many, each by itself. */
  async function play(wrongOneIn: readonly number[]) {
    const round = ++played;
    const all = makeBinaryItems(400 * round);
    const items = { ids: all.ids.slice(-400), labels: all.labels.slice(-400) };
    const number = await makeOpenRound(maintainer, slug, formatTestSet(items));
    for (const [i, one] of wrongOneIn.entries()) {
      const isWrong = (item: number) => (item * (7 + 2 * i) + round) % 397 < 397 / one;
      const file = formatPredictions(items.ids, (item) =>
        (items.labels[item] === 'yes') !== isWrong(item) ? 'yes' : 'no',
      );
      const sent = await submitPredictions(entrants[i]!, slug, file, { model: `Model ${i}`, version: '1' });
      await awaitFinal(entrants[i]!, sent.id);
    }
    unwrap(await closeRound(maintainer, slug, number, { reason: 'It has run long enough' }));
    const roundId = await roundIdOf(number);
    await waitUntil(async () => {
      const found =
        await site.superuser`select from snapshots where round_id = ${roundId} and part = 'final'`;
      return found.length > 0;
    });
  }

  const compare = async (earlier: number, later: number): Promise<RoundComparisonView> =>
    unwrap(await comparePublishedRounds(slug, { earlier, later }));

  it('is measured after the later ranking, in two digits, and told beside τ', async () => {
    const [same, turned] = [await compare(1, 2), await compare(2, 3)];
    for (const { rank_ceiling } of [same, turned]) {
      expect(rank_ceiling).toMatchObject({ versions: 4, draws: 200 });
      expect(rank_ceiling!.within).toBeGreaterThan(0.6);
      for (const tau of [rank_ceiling!.within, rank_ceiling!.across])
        expect(tau).toBe(Number(tau.toFixed(2)));
    }
    // Which items are final is drawn: two models that are near each other may tie or change places.
    expect(same.rank_agreement).toBeGreaterThan(0.6);
    expect(same.rank_ceiling!.across).toBeGreaterThan(0.6);
    expect(turned.rank_ceiling!.across).toBeLessThan(-0.6);
    expect((await compare(1, 3)).rank_ceiling).toBeNull();
  });

  it('stands beside how many pairs both rounds tell apart, the very ones that the comparison of models tells apart', async () => {
    for (const [earlier, later] of [
      [1, 2],
      [2, 3],
    ] as const) {
      const { versions, told_apart } = await compare(earlier, later);
      const slugs = versions.map(({ model }) => model);
      const { models, rounds } = unwrap(await compareModels(slug, slugs));
      expect(models).toHaveLength(4);
      const pairsOf = (number: number) => rounds.find(({ round }) => round === number)!.pairs!;
      const both = pairsOf(earlier).flatMap((was) => {
        const is = pairsOf(later).find(({ first, second }) => first === was.first && second === was.second)!;
        return was.told_apart && is.told_apart ? [{ was, is }] : [];
      });
      const changed = both.filter(({ was, is }) => was.difference * is.difference < 0);
      expect(told_apart).toEqual({ pairs: both.length, changed_places: changed.length });
      expect(both.length).toBeGreaterThan(0);
      expect(changed.length > 0).toBe(later === 3);
    }
  });

  it('that is missing is asked for, measured once, and comes to the very same', async () => {
    const rows = await readRows();
    await site.superuser`delete from rank_ceilings`;
    await askMissingCeilings(site.scorer.client.db);
    const jobs = await site.superuser`
      select from graphile_worker.jobs where key in (${`rank-ceiling:${await roundIdOf(2)}`}, ${`rank-ceiling:${await roundIdOf(3)}`})`;
    expect(jobs).toHaveLength(2);
    const vault = makeRoundVault(site.scorer);
    for (const number of [1, 2, 3, 3])
      await runMeasureRankCeiling(site.scorer, vault, { roundId: await roundIdOf(number) });
    expect(await readRows()).toEqual(rows);
  });

  it('isn’t measured where what is stored comes to another ranking than was published, and that is noted', async () => {
    await site.superuser`delete from rank_ceilings`;
    await site.superuser`update snapshots set leaderboard = jsonb_set(leaderboard, '{entries,0,version}', '"2"')
      where part = 'final'`;
    const vault = makeRoundVault(site.scorer);
    await runMeasureRankCeiling(site.scorer, vault, { roundId: await roundIdOf(2) });
    const [row] = await readRows();
    expect(row).toMatchObject({ ceiling: null });
    expect((await compare(1, 2)).rank_ceiling).toBeNull();
  });
});
