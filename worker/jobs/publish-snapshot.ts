import { addFreshnessJob } from '@/db/queries/add-freshness-job';
import { insertNotice } from '@/db/queries/insert-notice';
import { readClock } from '@/db/queries/read-clock';
import { lockRound } from '@/db/queries/round-queries';
import { findRoundWithBenchmark } from '@/db/queries/round-scorer-queries';
import { findNewestSnapshot, insertSnapshot } from '@/db/queries/snapshot-queries';
import { countUnfinished } from '@/db/queries/submission-scorer-queries';
import {
  composeOfficialLeaderboard,
  composeProvisionalLeaderboard,
} from '@/lib/core/feedback/compose-leaderboard';
import { recordAct } from '../record-act';
import type { ScorerPlatform } from '../scorer-platform';
import type { RoundVault } from '../vault/round-vault';
import { listRankedModels, scoringOf } from './list-ranked-models';

/**
 * Publishes what may be known of a round now: the provisional table while it is open; after the close, once every
 * accepted submission is finished, the official ranking, exactly once. The round's lock keeps closing and other
 * publishers out meanwhile.
 */
export async function publishSnapshot(
  platform: ScorerPlatform,
  vault: RoundVault,
  { roundId }: { roundId: string },
): Promise<void> {
  const { db } = platform.client;
  const found = await findRoundWithBenchmark(db, roundId);
  if (!found) return;
  const key = await vault.openKey(roundId);
  await db.transaction(async (tx) => {
    const round = await lockRound(tx, roundId);
    if (round?.state === 'open') {
      const models = await listRankedModels(tx, key, roundId);
      await insertSnapshot(tx, {
        roundId,
        publishedAt: await readClock(tx),
        leaderboard: composeProvisionalLeaderboard(scoringOf(round, found.benchmark), models),
      });
    }
    if (
      round?.state === 'closed' &&
      (await countUnfinished(tx, roundId)) === 0 &&
      !(await findNewestSnapshot(tx, roundId, 'final'))
    ) {
      const models = await listRankedModels(tx, key, roundId);
      const leaderboard = composeOfficialLeaderboard(scoringOf(round, found.benchmark), models);
      const publishedAt = await readClock(tx);
      await insertSnapshot(tx, { roundId, publishedAt, leaderboard });
      await recordAct(tx, {
        act: 'ranking_published',
        by: 'scorer',
        at: publishedAt,
        benchmarkId: round.benchmarkId,
        roundId,
        detail: { round: round.number, entered: leaderboard.entered, item_count: leaderboard.item_count },
      });
      await addFreshnessJob(tx, round.benchmarkId, 'newest');
      await insertNotice(tx, {
        key: `round_closed:${roundId}`,
        kind: 'round_closed',
        benchmarkId: round.benchmarkId,
        roundId,
        detail: {},
        createdAt: publishedAt,
      });
    }
  });
}
