import type { Executor } from '@/db/client';
import { listNewestSnapshots, type MeasuredSnapshot } from '@/db/queries/snapshot-queries';
import type { Part } from '@/lib/core/benchmark';
import type { PublicRound } from '@/lib/core/round/round';
import type { RoundState } from '@/lib/core/round/round-state';

/** A ranking by the labels that were sealed, and beside it what the newest erratum makes of it. */
export type ReadRanking = MeasuredSnapshot & { corrected: MeasuredSnapshot | null };

/**
 * The newest published ranking of each round, by the round's id: the final part once it is out, the provisional table before.
 * A frozen or invalidated round keeps the last one it had; a round without any has no entry.
 */
export async function readRankings(
  db: Executor,
  rounds: readonly PublicRound[],
): Promise<ReadonlyMap<string, ReadRanking>> {
  const snapshots = await listNewestSnapshots(db, listShownTables(rounds));
  return chooseShown(snapshots, ({ leaderboard }) => leaderboard.erratum !== null);
}

/** The tables of which the newest snapshots are shown. */
export const listShownTables = (rounds: readonly PublicRound[]): { roundId: string; part: Part }[] =>
  rounds.flatMap(({ roundId, state }) => partsShown(state).map((part) => ({ roundId, part })));

/** Of what there is of these tables, what is shown of each round. */
export function chooseShown<T extends { roundId: string; part: Part }>(
  snapshots: readonly T[],
  isCorrected: (snapshot: T) => boolean,
): ReadonlyMap<string, T & { corrected: T | null }> {
  const corrected = new Map(
    snapshots.filter(isCorrected).map((snapshot) => [snapshot.roundId, snapshot] as const),
  );
  const shown = new Map<string, T & { corrected: T | null }>();
  for (const snapshot of snapshots)
    if (!isCorrected(snapshot) && (snapshot.part === 'final' || !shown.has(snapshot.roundId)))
      shown.set(snapshot.roundId, { ...snapshot, corrected: corrected.get(snapshot.roundId) ?? null });
  return shown;
}

function partsShown(state: RoundState): readonly Part[] {
  if (state === 'frozen' || state === 'invalidated') return ['final', 'feedback'];
  return state === 'open' ? ['feedback'] : ['final'];
}
