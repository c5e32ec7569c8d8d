import type { Executor } from '@/db/client';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { lockRound } from '@/db/queries/round-queries';
import { findRoundIn } from '@/db/queries/round-scorer-queries';
import { findSealedRanking, type SnapshotRow } from '@/db/queries/snapshot-queries';
import { hasSubgroups, insertSubgroups } from '@/db/queries/subgroup-queries';
import { isWithdrawnSince } from '@/db/queries/submission-scorer-queries';
import { composeSubgroups } from '@/lib/core/feedback/compose-subgroups';
import { kindAsPublished } from '@/lib/core/leaderboard/leaderboard';
import type { RoundIn } from '@/lib/core/round/round';
import type { ScorerPlatform } from '../scorer-platform';
import type { RoundVault } from '../vault/round-vault';
import { listRankedModels } from './list-ranked-models';
import { scoreSubgroups } from './score-subgroups';

/**
 * Publishes the scores by slice of a round's official ranking once; and again after the reveal, where some were withheld until
 * then. It reads every prediction file, so it holds no lock. Publishes nothing where the ranking is or will be replaced, or the
 * round is frozen: the job is queued again then.
 */
export async function runScoreSubgroups(
  platform: ScorerPlatform,
  vault: RoundVault,
  { roundId }: { roundId: string },
): Promise<void> {
  const { db } = platform.client;
  const due = await findDue(db, roundId);
  if (!due) return;
  const { round, benchmark, ranking, isRevealed } = due;
  const { snapshotId, leaderboard } = ranking;
  const opened = await vault.open(round, benchmark);
  // Roles given since the ranking don't change it.
  const models = (await listRankedModels(db, opened.key, roundId)).map((model) => ({
    ...model,
    kind: kindAsPublished(leaderboard, model),
  }));
  const scored = await scoreSubgroups(platform, { round, benchmark, opened }, models, isRevealed);
  const subgroups = composeSubgroups(leaderboard, models, scored);
  await db.transaction(async (tx) => {
    await lockRound(tx, roundId);
    const now = await findDue(tx, roundId);
    if (now?.ranking.snapshotId === snapshotId && now.isRevealed === isRevealed)
      await insertSubgroups(tx, { snapshotId, isRevealed }, subgroups);
  });
}

type Due = {
  readonly round: RoundIn<'closed' | 'revealed'>;
  readonly benchmark: BenchmarkRow;
  readonly ranking: SnapshotRow;
  readonly isRevealed: boolean;
};

/** The ranking that lacks scores by slice. */
async function findDue(db: Executor, roundId: string): Promise<Due | null> {
  const found = await findRoundIn(db, roundId, 'closed', 'revealed');
  if (!found || found.round.checkReport.sliceColumns.length === 0) return null;
  const ranking = await findSealedRanking(db, roundId);
  if (!ranking || (await isWithdrawnSince(db, roundId, ranking.publishedAt))) return null;
  const isRevealed = found.round.state === 'revealed';
  const { snapshotId } = ranking;
  return (await hasSubgroups(db, { snapshotId, isRevealed })) ? null : { ...found, ranking, isRevealed };
}
