import type { Executor } from '@/db/client';
import { hasPairs, insertPairs } from '@/db/queries/pair-queries';
import { findRoundIn } from '@/db/queries/round-scorer-queries';
import { findSealedRanking, type SnapshotRow } from '@/db/queries/snapshot-queries';
import { composeOfficialLeaderboard } from '@/lib/core/feedback/compose-leaderboard';
import { composePairs, type PublishedPairs } from '@/lib/core/feedback/compose-pairs';
import type { Disclosed } from '@/lib/core/feedback/disclosed';
import { kindAsPublished } from '@/lib/core/leaderboard/kind-as-published';
import type { Leaderboard, LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import type { ScorerPlatform } from '../scorer-platform';
import type { RoundVault } from '../vault/round-vault';
import { compareRankedModels } from './compare-ranked-models';
import { listRankedModels, scoringOf } from './list-ranked-models';
import { measureHalfWidths } from './measure-half-widths';

/**
 * Adds the pairs to an official ranking from before there were any: once, and only where what is stored of the round still comes to the
 * very rows that were published, since pairs of other models would contradict them. Else it notes that there are none.
 */
export async function runFillPairs(
  { client: { db } }: Pick<ScorerPlatform, 'client'>,
  vault: RoundVault,
  { roundId }: { roundId: string },
): Promise<void> {
  const found = await findRoundIn(db, roundId, 'closed', 'revealed');
  const published = found && (await findSealedRanking(db, roundId));
  if (!published || (await hasPairs(db, published.snapshotId))) return;
  await insertPairs(db, published.snapshotId, await recompute(db, vault, found, published));
}

async function recompute(
  db: Executor,
  vault: RoundVault,
  { round, benchmark }: NonNullable<Awaited<ReturnType<typeof findRoundIn<'closed' | 'revealed'>>>>,
  { leaderboard: published }: SnapshotRow,
): Promise<Disclosed<PublishedPairs> | null> {
  const opened = await vault.open(round, benchmark);
  const models = (await listRankedModels(db, opened.key, round.roundId)).map((model) => ({
    ...model,
    kind: kindAsPublished(published, model),
  }));
  const { comparison } = await measureHalfWidths(
    await compareRankedModels(db, opened, { round, benchmark, models }),
  );
  const leaderboard = composeOfficialLeaderboard(scoringOf(round, benchmark), models, comparison);
  return saysTheSame(leaderboard, published) ? composePairs(leaderboard, models, comparison) : null;
}

const saysTheSame = (one: Leaderboard, other: Leaderboard): boolean => {
  const [rows, others] = [one, other].map(({ entries }) => entries.filter(({ rank }) => rank !== null));
  return rows!.length === others!.length && rows!.every((row, i) => isSameRow(row, others![i]!));
};

const isSameRow = (one: LeaderboardEntry, other: LeaderboardEntry): boolean =>
  (['model_slug', 'version', 'score', 'rank', 'rank_lower', 'rank_upper'] as const).every(
    (key) => one[key] === other[key],
  );
