import type { Executor } from '@/db/client';
import { listPairsOfRankings } from '@/db/queries/pair-queries';
import { findSealedRanking } from '@/db/queries/snapshot-queries';
import {
  bytesOfPair,
  decodePair,
  offsetOfPair,
  type PublishedPairs,
} from '@/lib/core/leaderboard/pair-codes';
import type { LastPairs } from '@/lib/core/planner/plan-ranking';
import type { Round } from '@/lib/core/round/round';
import { normalQuantile975 } from '@/lib/core/statistics/normal-distribution';

/** Pairs of this many first models are enough. */
const modelsMax = 50;

/** The pairs of the newest official ranking of a benchmark. @param rounds newest first */
export async function readLastPairs(db: Executor, rounds: readonly Round[]): Promise<LastPairs | null> {
  for (const { roundId, number, state } of rounds) {
    // A round that has just closed may lack its ranking.
    const ranking =
      state === 'closed' || state === 'revealed' ? await findSealedRanking(db, roundId) : undefined;
    if (!ranking) continue;
    const pairs = (await listPairsOfRankings(db, [ranking.snapshotId])).get(ranking.snapshotId);
    return {
      round: number,
      itemCount: ranking.leaderboard.item_count,
      standardErrors: pairs ? listStandardErrors(pairs) : [],
    };
  }
  return null;
}

/** Half the width of a pair's 95 % interval, over Φ⁻¹(.975). */
function listStandardErrors({ rowCount, codes }: PublishedPairs): number[] {
  const errors: number[] = [];
  const end = Math.min(codes.length, offsetOfPair(0, Math.min(rowCount, modelsMax)));
  for (let at = 0; at < end; at += bytesOfPair) {
    const { halfWidth } = decodePair(codes[at]! + 256 * codes[at + 1]!);
    if (halfWidth !== null) errors.push(halfWidth / normalQuantile975);
  }
  return errors;
}
