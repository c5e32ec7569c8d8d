import { beforeAll, describe, expect, it } from 'vitest';
import { findBenchmarkBySlug } from '@/db/queries/benchmark-queries';
import { listRoundsOf } from '@/db/queries/round-queries';
import { encodePairs } from '@/lib/core/leaderboard/pair-codes';
import { scorerVersion } from '@/lib/core/scoring/score-split';
import { formatGradedItems, formatGradedPredictions } from '@/testing/graded-models';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestScorer, withTestScorer } from '@/testing/start-test-scorer';
import { scorePredictions } from '@/testing/submit-predictions';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { makeRoundVault } from '@/worker/vault/round-vault';
import { closeRound } from '../round/openings';
import { findLeaderboard } from './find-leaderboard';
import { findRankingPlan, readLastPairs } from './read-last-pairs';

describe('pairs of the newest official ranking', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site);
  let slug: string;
  const itemCount = 1_000;

  beforeAll(async () => {
    slug = await makeBenchmark(maintainer);
  });

  const read = async () => {
    const { db } = site.web;
    const benchmark = await findBenchmarkBySlug(db, slug);
    return readLastPairs(db, await listRoundsOf(db, [benchmark!.benchmarkId], { drafts: false }));
  };

  it('don’t exist while the first round is open', async () => {
    const scorer = await startTestScorer(site);
    await makeOpenRound(maintainer, slug, formatGradedItems(itemCount, 1));
    expect(await read()).toBeNull();
    await scorer.stop();
  });

  it('have the standard error of each pair’s difference, with the precision of its published interval', async () => {
    const scorer = await startTestScorer(site);
    const [row] = await site.superuser<{ roundId: string }[]>`select round_id as "roundId" from rounds`;
    const opened = await makeRoundVault(site.scorer).open(
      { roundId: row!.roundId, itemCount, number: 1, scorerVersion },
      (await findBenchmarkBySlug(site.web.db, slug))!,
    );
    for (const accuracy of [0.9, 0.8, 0.7]) {
      const person = await makePerson(site);
      const file = formatGradedPredictions(opened, { name: `m ${accuracy}`, accuracy });
      await scorePredictions(person, slug, file);
    }
    unwrap(await closeRound(maintainer, slug, 1, { reason: 'It has run long enough' }));
    const board = await waitUntil(async () => {
      const found = await findLeaderboard(slug, 1);
      return found.ok && !found.value.provisional && found.value;
    });
    await scorer.stop();

    const n = board.item_count;
    // No item is correct for the weaker model and wrong for the better one, so b − c equals b. Bonett and Price's interval adds
    // an item to each count.
    const errorOf = (i: number, j: number) => {
      const b = Math.round(n * (board.entries[i]!.score - board.entries[j]!.score));
      return Math.sqrt(((b + 2) / (n + 2) - (b / (n + 2)) ** 2) / (n + 2));
    };
    const found = await read();
    expect(found).toMatchObject({ round: 1, itemCount: n });
    expect(found!.standardErrors).toHaveLength(3);
    for (const [k, [i, j]] of [[0, 1] as const, [0, 2] as const, [1, 2] as const].entries())
      expect(found!.standardErrors[k]! / errorOf(i, j)).toBeCloseTo(1, 1);
    expect(new Set(found!.standardErrors).size).toBeGreaterThan(1);
  });

  it('stay the pairs of the last ranking while a newer round is open, or closed without a ranking', async () => {
    await withTestScorer(site, () => makeOpenRound(maintainer, slug, formatGradedItems(itemCount, 2)));
    expect(await read()).toMatchObject({ round: 1 });
    unwrap(await closeRound(maintainer, slug, 2, { reason: 'It has run long enough' }));
    expect(await read()).toMatchObject({ round: 1 });
  });

  it('determine the detectable differences in the public plan, scaled to a wanted number of items', async () => {
    const planned = async (items: number) =>
      unwrap(
        await findRankingPlan(slug, {
          ...{ final_items: items, positive_share: 0.5, models: 3, differing_share: 0.1 },
        }),
      );
    // Plans for accuracy use exact tests instead of standard errors, so the same pairs are stored under another metric.
    await site.superuser`alter table benchmarks disable trigger user`;
    await site.superuser`update benchmarks set metric = 'macro_f1' where slug = ${slug}`;
    await site.superuser`alter table benchmarks enable trigger user`;
    const { itemCount: n } = (await read())!;
    const [same, fourfold] = [await planned(n), await planned(4 * n)];
    expect(same).toMatchObject({ from: 'last-round', round: 1 });
    expect(fourfold.one_pair!.smallest_significant / same.one_pair!.smallest_significant).toBeCloseTo(0.5, 2);
  });

  it('include only the first fifty models', async () => {
    const codes = encodePairs(60, (i, j) => ({
      ...{ halfWidth: j < 50 ? 0.01 : i + 1, isSignificantAlone: false, isSignificant: false },
    }));
    await site.superuser`alter table snapshot_pairs disable trigger user`;
    await site.superuser`update snapshot_pairs set row_count = 60, codes = ${Buffer.from(codes)}`;
    const { standardErrors } = (await read())!;
    expect(standardErrors).toHaveLength((50 * 49) / 2);
    for (const error of standardErrors) expect(error).toBeCloseTo(0.01 / 1.959963984540054, 12);
  });
});
