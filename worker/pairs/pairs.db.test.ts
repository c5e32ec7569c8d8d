import { describe, expect, it } from 'vitest';
import { closeRound } from '@/services/round/openings';
import { findRoundIds, makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { scorePredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';

const items = makeBinaryItems(400);

type Row = { snapshotId: string; rowCount: number; codes: Uint8Array };

describe('comparisons of model pairs in an official ranking', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site);

  const readPairs = (roundId: string) => site.superuser<Row[]>`
    select snapshot_id as "snapshotId", row_count as "rowCount", codes from snapshot_pairs
    join snapshots using (snapshot_id) where round_id = ${roundId}`;

  /** Plays, closes and ranks a round; each model is wrong on every n-th item. */
  async function rank(wrongEvery: readonly number[]) {
    const slug = await makeBenchmark(maintainer, {});
    const scorer = await startTestScorer(site);
    const number = await makeOpenRound(maintainer, slug, formatTestSet(items));
    const { roundId } = await findRoundIds(site, slug);
    for (const every of wrongEvery) {
      const actor = await makePerson(site);
      const file = formatPredictions(items.ids, (i) => ((i % 2 === 0) === (i % every === 0) ? 'yes' : 'no'));
      await scorePredictions(actor, slug, file, { model: `Every ${every}` });
    }
    await waitUntil(async () => {
      const told =
        await site.superuser`select from snapshots where round_id = ${roundId} and split = 'feedback'`;
      return told.length > 0;
    });
    expect(await readPairs(roundId)).toHaveLength(0);
    unwrap(await closeRound(maintainer, slug, number, { reason: 'It has run long enough' }));
    const [pairs] = await waitUntil(async () => {
      const found = await readPairs(roundId);
      return found.length > 0 && found;
    });
    await scorer.stop();
    return { pairs: pairs! };
  }

  it('exist from the publication of the ranking on, and not before', async () => {
    const { pairs } = await rank([20, 6, 3]);
    expect(pairs.rowCount).toBe(3);
    expect(pairs.codes).toHaveLength(6);
  });
});
