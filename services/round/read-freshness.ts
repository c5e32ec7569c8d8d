import type { Executor } from '@/db/client';
import { findRankingFacts, listFreshnessFacts } from '@/db/queries/freshness-queries';
import type { FreshnessView, RankingFactsView } from '@/lib/contracts/freshness';
import {
  decideBenchmarkFreshness,
  decideFreshness,
  describeFreshness,
  type Freshness,
} from '@/lib/core/freshness/freshness';
import { findSmallestSignificantDifference, pairLevel } from '@/lib/core/planner/plan-ranking';

/** Computes freshness states of benchmarks and rounds, all for the same instant. */
export type FreshnessReader = {
  /** The freshness of a benchmark; null before its first opening. */
  readonly ofBenchmark: (benchmarkId: string) => Freshness | null;
  /** The freshness of a round; null before it opens. */
  readonly ofRound: (round: { readonly benchmarkId: string; readonly number: number }) => Freshness | null;
};

export async function readFreshness(db: Executor, benchmarkIds: readonly string[]): Promise<FreshnessReader> {
  const facts = await listFreshnessFacts(db, [...new Set(benchmarkIds)]);
  return {
    ofBenchmark(benchmarkId) {
      const found = facts.get(benchmarkId);
      return found ? decideBenchmarkFreshness(found.rounds, found.now) : null;
    },
    ofRound({ benchmarkId, number }) {
      const found = facts.get(benchmarkId);
      const round = found?.rounds.find((one) => one.number === number);
      return found && round ? decideFreshness(round, found.rounds, found.now) : null;
    },
  };
}

/** The freshness of a round that has opened. */
export function requireFreshness(
  freshness: FreshnessReader,
  round: { readonly benchmarkId: string; readonly number: number },
): Freshness {
  const found = freshness.ofRound(round);
  if (!found) throw new Error(`round ${round.number} has opened without due dates`);
  return found;
}

export function viewOfFreshness(freshness: Freshness): FreshnessView;

export function viewOfFreshness(freshness: Freshness | null): FreshnessView | null;

export function viewOfFreshness(freshness: Freshness | null): FreshnessView | null {
  return (
    freshness && {
      state: freshness.state,
      fact: describeFreshness(freshness),
      date: freshness.date.toISOString(),
      round: freshness.round,
    }
  );
}

/** Assumed share of items on which two models disagree in being correct. */
const discordantShare = 0.1;

/** Facts about a round's official ranking that explain its freshness; null before the ranking. */
export async function readRankingFacts(
  db: Executor,
  round: { benchmarkId: string; number: number },
): Promise<RankingFactsView | null> {
  const facts = await findRankingFacts(db, round);
  if (!facts) return null;
  const difference = findSmallestSignificantDifference({
    itemCount: facts.itemCount,
    discordantShare,
    level: pairLevel,
  });
  return {
    items: facts.itemCount,
    teams_ranked: facts.teamCount,
    smallest_significant_difference: difference && Number(difference.smallest.toFixed(4)),
    announced_closes_at: facts.announcedClosesAt.toISOString(),
    due_at: facts.dueAt.toISOString(),
    next_test_set_sealed: facts.isNextSealed,
    overlap_items: facts.overlapCount,
    extensions: facts.extensionCount,
    open_leak_reports: facts.openReportCount,
  };
}
