import type { Executor } from '@/db/client';
import { type AssessedRound, listVouchedVersions } from '@/db/queries/assessment-queries';
import { findSealedRanking } from '@/db/queries/snapshot-queries';
import { type RankedRound, rankedRoundOf, selectFrozen } from '@/lib/core/equating/anchors';

/** The official rankings of a benchmark's rounds, each read when it is first needed. */
export type PublishedRounds = {
  /** @throws for a round without a published official ranking */
  read: (round: AssessedRound) => Promise<RankedRound>;
};

export async function openPublishedRounds(tx: Executor, benchmarkId: string): Promise<PublishedRounds> {
  const vouched = await listVouchedVersions(tx, benchmarkId);
  const known = new Map<string, Promise<RankedRound>>();
  const read = async (round: AssessedRound): Promise<RankedRound> => {
    const snapshot = await findSealedRanking(tx, round.roundId);
    if (!snapshot) throw new Error('a round without an official ranking');
    return rankedRoundOf(round.number, snapshot.leaderboard, selectFrozen(vouched, round));
  };
  return {
    read(round) {
      const board = known.get(round.roundId) ?? read(round);
      known.set(round.roundId, board);
      return board;
    },
  };
}
