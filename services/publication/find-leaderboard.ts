import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import type { FreshnessView } from '@/lib/contracts/freshness';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { type EvidenceFilter, selectByEvidence } from '@/lib/core/leaderboard/leaderboard';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { PublicRound } from '@/lib/core/round/round';
import type { Actor } from '../access/caller';
import { requireBenchmark, requirePublicRound } from '../access/require-benchmark';
import { factsOfBenchmark } from '../benchmark/view';
import { readFreshness, requireFreshness, viewOfFreshness } from '../round/read-freshness';
import { isOfficial, readBoard, readOfficialRounds, readRankings, viewOfRanking } from './view-of-ranking';

/**
 * Finds the newest published ranking of a round, chosen as in `readRankings`.
 * @param labels `corrected` gives the ranking by the labels of the newest erratum instead
 * @param evidence keeps only rows with that evidence; ranks and ties stay those of the whole ranking
 */
export async function findLeaderboard(
  slug: string,
  number: number,
  { labels = 'sealed', evidence = null }: { labels?: 'sealed' | 'corrected'; evidence?: EvidenceFilter } = {},
  reader: Actor | null = null,
): Promise<Result<LeaderboardView>> {
  const { db } = webPlatform();
  const asked = await requirePublicRound(db, slug, number, reader);
  if (!asked.ok) return asked;
  const { round } = asked.value;
  const found = await readBoard(db, slug, round);
  if (!found) return refuse({ kind: 'not_published_yet', what: 'ranking' });
  if (labels === 'corrected') {
    const { corrected } = found.ranking;
    return corrected
      ? ok(filterView(viewOfRanking(slug, round, { ...corrected, corrected }, {}), evidence))
      : refuse({ kind: 'not_published_yet', what: 'erratum' });
  }
  return ok(filterView(found.board, evidence));
}

const filterView = (board: LeaderboardView, evidence: EvidenceFilter): LeaderboardView =>
  evidence === null
    ? board
    : { ...board, entries: [...selectByEvidence(board, evidence)], reference_entries: [] };

/** A closed round with its official ranking, for pages other than the round's own. */
export type RankedRound = {
  round: { number: number; title: string };
  board: LeaderboardView;
  freshness: FreshnessView;
};

export type NewestRanking = {
  benchmark: BenchmarkFacts;
  /** The newest official ranking that counts; null before the first one is published. */
  official: RankedRound | null;
  /** The title of a frozen round that is newer than the official one; null for none. */
  frozen: string | null;
};

/** The ranking that counts for a benchmark at present; the same for every reader. */
export async function findNewestRanking(slug: string): Promise<Result<NewestRanking>> {
  const { db } = webPlatform();
  const benchmark = await requireBenchmark(db, slug);
  if (!benchmark.ok) return benchmark;
  const { official, frozen } = await readOfficialRounds(db, benchmark.value);
  return ok({
    benchmark: factsOfBenchmark(benchmark.value),
    official: official ? await readRankedRound(db, slug, official) : null,
    frozen: frozen?.title ?? null,
  });
}

export type RankingOfRound = {
  benchmark: BenchmarkFacts;
  round: { number: number; title: string };
  /** Null for a round without an official ranking, and for one that doesn't count. */
  official: RankedRound | null;
};

/** A round with its official ranking; the same for every reader. */
export async function findRankingOfRound(slug: string, number: number): Promise<Result<RankingOfRound>> {
  const { db } = webPlatform();
  const found = await requirePublicRound(db, slug, number);
  if (!found.ok) return found;
  const { benchmark, round } = found.value;
  return ok({
    benchmark: factsOfBenchmark(benchmark),
    round: { number, title: round.title },
    official: isOfficial(round) ? await readRankedRound(db, slug, round) : null,
  });
}

/** Null where the round has no ranking yet. */
async function readRankedRound(db: Executor, slug: string, round: PublicRound): Promise<RankedRound | null> {
  const ranking = (await readRankings(db, [round])).get(round.roundId);
  if (!ranking) return null;
  const freshness = await readFreshness(db, [round.benchmarkId]);
  return {
    round: { number: round.number, title: round.title },
    board: viewOfRanking(slug, round, ranking, {}),
    freshness: viewOfFreshness(requireFreshness(freshness, round)),
  };
}
