import type { Executor } from '@/db/client';
import { listGroupTalliesByRound } from '@/db/queries/exposure-queries';
import type { RoundView } from '@/lib/contracts/round';
import type { Round } from '@/lib/core/round/round';
import { type FreshnessReader, readFreshness, readRankingFacts } from './read-freshness';
import { viewOfRound } from './view';

/** Rounds as everybody sees them, with what is published beside their rows; in the order given. */
export async function readRoundViews(db: Executor, rounds: readonly Round[]): Promise<RoundView[]> {
  const freshness = await readFreshness(
    db,
    rounds.map(({ benchmarkId }) => benchmarkId),
  );
  return viewRounds(db, rounds, freshness);
}

/** The same by a freshness that was read already. */
export async function viewRounds(
  db: Executor,
  rounds: readonly Round[],
  freshness: FreshnessReader,
): Promise<RoundView[]> {
  const answered = await listGroupTalliesByRound(
    db,
    rounds.map(({ roundId }) => roundId),
  );
  return rounds.map((round) =>
    viewOfRound(round, {
      freshness: freshness.ofRound(round),
      answered: answered.get(round.roundId) ?? [],
    }),
  );
}

/** One round, with the facts beside its freshness. */
export async function readRoundView(db: Executor, round: Round): Promise<RoundView> {
  const [view] = await readRoundViews(db, [round]);
  return { ...view!, ranking_facts: await readRankingFacts(db, round) };
}
