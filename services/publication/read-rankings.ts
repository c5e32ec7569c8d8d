import type { Executor } from '@/db/client';
import { listNewestSnapshots, type SnapshotRow } from '@/db/queries/snapshot-queries';
import type { Part } from '@/lib/core/benchmark';
import type { PublicRound } from '@/lib/core/round/round';
import type { RoundState } from '@/lib/core/round/round-state';

/** A ranking by the labels that were sealed, and beside it what the newest erratum makes of it. */
export type ReadRanking = SnapshotRow & { corrected: SnapshotRow | null };

/**
 * The newest published ranking of each round, by the round's id: the final part once it is out, the provisional table before.
 * A frozen or invalidated round keeps the last one it had; a round without any has no entry.
 */
export async function readRankings(
  db: Executor,
  rounds: readonly PublicRound[],
): Promise<ReadonlyMap<string, ReadRanking>> {
  const wanted = rounds.flatMap(({ roundId, state }) => partsShown(state).map((part) => ({ roundId, part })));
  const snapshots = await listNewestSnapshots(db, wanted);
  const corrected = new Map(
    snapshots.filter(isCorrected).map((snapshot) => [snapshot.roundId, snapshot] as const),
  );
  const rankings = new Map<string, ReadRanking>();
  for (const snapshot of snapshots)
    if (!isCorrected(snapshot) && (snapshot.part === 'final' || !rankings.has(snapshot.roundId)))
      rankings.set(snapshot.roundId, { ...snapshot, corrected: corrected.get(snapshot.roundId) ?? null });
  return rankings;
}

/** Snapshots from before there were errata lack the key. */
const isCorrected = ({ leaderboard }: SnapshotRow): boolean => (leaderboard.erratum ?? null) !== null;

function partsShown(state: RoundState): readonly Part[] {
  if (state === 'frozen' || state === 'invalidated') return ['final', 'feedback'];
  return state === 'open' ? ['feedback'] : ['final'];
}
