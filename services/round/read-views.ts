import type { Executor } from '@/db/client';
import { listGroupTalliesByRound } from '@/db/queries/exposure-queries';
import { listNewestFreshness } from '@/db/queries/freshness-queries';
import type { RoundView } from '@/lib/contracts/round';
import type { Round } from '@/lib/core/round/round';
import { viewOfRound } from './view';

/** Rounds as everybody sees them, with what is published beside their rows; in the order given. */
export async function readRoundViews(db: Executor, rounds: readonly Round[]): Promise<RoundView[]> {
  const roundIds = rounds.map(({ roundId }) => roundId);
  const freshness = await listNewestFreshness(db, roundIds);
  const answered = await listGroupTalliesByRound(db, roundIds);
  return rounds.map((round) =>
    viewOfRound(round, {
      freshness: freshness.get(round.roundId),
      answered: answered.get(round.roundId) ?? [],
    }),
  );
}

export async function readRoundView(db: Executor, round: Round): Promise<RoundView> {
  const [view] = await readRoundViews(db, [round]);
  return view!;
}
