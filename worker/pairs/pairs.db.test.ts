import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@/services/access/actor';
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
import { askMissingPairs } from './ask-missing-pairs';
import { runFillPairs } from './run-fill-pairs';

const items = makeBinaryItems(400);

type Row = { snapshotId: string; rowCount: number; codes: Uint8Array | null };

describe('the pairs of an official ranking', () => {
  let site: TestSite;
  let maintainer: Actor;

  beforeAll(async () => {
    site = await makeTestSite();
    maintainer = await makePerson(site);
  });
  afterAll(() => site?.drop());

  const readPairs = (roundId: string) => site.superuser<Row[]>`
    select snapshot_id as "snapshotId", row_count as "rowCount", codes from snapshot_pairs
    join snapshots using (snapshot_id) where round_id = ${roundId}`;

  /** A round that is closed and ranked, of models that are wrong on each so-many-th item. */
  async function rank(wrongEvery: readonly number[]) {
    const slug = await makeBenchmark(maintainer, {});
    const scorer = await startTestScorer(site);
    const number = await makeOpenRound(maintainer, slug, formatTestSet(items));
    const [row] = await site.superuser<{ roundId: string }[]>`
      select round_id as "roundId" from rounds join benchmarks using (benchmark_id) where slug = ${slug}`;
    const { roundId } = row!;
    for (const every of wrongEvery) {
      const actor = await makePerson(site);
      const file = formatPredictions(items.ids, (i) => ((i % 2 === 0) === (i % every === 0) ? 'yes' : 'no'));
      await awaitFinal(actor, (await submitPredictions(actor, slug, file, { model: `Every ${every}` })).id);
    }
    await waitUntil(async () => {
      const told =
        await site.superuser`select from snapshots where round_id = ${roundId} and part = 'feedback'`;
      return told.length > 0;
    });
    expect(await readPairs(roundId)).toHaveLength(0);
    unwrap(await closeRound(maintainer, slug, number, { reason: 'It has run long enough' }));
    const [pairs] = await waitUntil(async () => {
      const found = await readPairs(roundId);
      return found.length > 0 && found;
    });
    await scorer.stop();
    return { roundId, pairs: pairs! };
  }

  const forget = (snapshotId: string) =>
    site.superuser`delete from snapshot_pairs where snapshot_id = ${snapshotId}`;
  const fill = (roundId: string) => runFillPairs(site.scorer, makeRoundVault(site.scorer), { roundId });

  it('are there from its publication on and none before, and one from before there were any gets the very same', async () => {
    const { roundId, pairs } = await rank([20, 6, 3]);
    expect(pairs.rowCount).toBe(3);
    expect(pairs.codes).toHaveLength(6);
    await forget(pairs.snapshotId);
    await askMissingPairs(site.scorer.client.db);
    const jobs = await site.superuser`
      select from graphile_worker.jobs where key = ${`fill-pairs:${roundId}`}`;
    expect(jobs).toHaveLength(1);
    await fill(roundId);
    expect(await readPairs(roundId)).toEqual([pairs]);
    await fill(roundId);
    expect(await readPairs(roundId)).toHaveLength(1);
  });

  it('aren’t added where what is stored comes to another ranking than was published', async () => {
    const { roundId, pairs } = await rank([20, 3]);
    await forget(pairs.snapshotId);
    await site.superuser`update snapshots set leaderboard = jsonb_set(leaderboard, '{entries,0,score}', '0.9999')
      where snapshot_id = ${pairs.snapshotId}`;
    await fill(roundId);
    expect(await readPairs(roundId)).toEqual([{ snapshotId: pairs.snapshotId, rowCount: 0, codes: null }]);
    await askMissingPairs(site.scorer.client.db);
    expect(
      await site.superuser`select from graphile_worker.jobs where key = ${`fill-pairs:${roundId}`}`,
    ).toHaveLength(0);
  });
});
