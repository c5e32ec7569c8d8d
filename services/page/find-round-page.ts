import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { listVouchedVersions } from '@/db/queries/assessment-queries';
import { listPublicErrata } from '@/db/queries/erratum-queries';
import { listPairsOfRankings } from '@/db/queries/pair-queries';
import { listRoundsOf } from '@/db/queries/round-queries';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import { type RoundView, roundsDrawnMax } from '@/lib/contracts/round';
import type { RoundComparisonView } from '@/lib/contracts/round-comparison';
import type { MaintainerRole } from '@/lib/core/benchmark';
import { selectFrozen } from '@/lib/core/equating/anchors';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { PublicRound } from '@/lib/core/round/round';
import type { Actor } from '../access/caller';
import { requireBenchmarkWithRole } from '../access/require-benchmark';
import { viewOfBenchmark } from '../benchmark/view';
import { viewOfPublicErrata } from '../erratum/view';
import { viewOfComparison } from '../publication/comparison';
import { describeRanking } from '../publication/find-round-results';
import { findCroissant } from '../publication/find-training-data';
import { findRoundBefore, isOfficial } from '../publication/view-of-ranking';
import { readFreshness, readRankingFacts, requireFreshness } from '../round/read-freshness';
import { readPlannedOpenings } from '../round/read-planned-openings';
import { viewRounds } from '../round/view';
import { listTeamSlugsOf } from '../team/team';
import { type Boards, readBoards } from './read-boards';

/** Minimum number of versions in both rounds for a comparison with the round before. */
const versionsMin = 3;

export type RoundPage = {
  benchmark: BenchmarkView & { role: MaintainerRole | null };
  round: RoundView;
  /** The public rounds of the benchmark, newest first. */
  rounds: readonly RoundView[];
  /** Rankings, by round number, of this round, of the ranked round before it, and of the rounds that the page plots. */
  boards: Boards;
  /** Comparison of the previous ranked round with this round; null without one. */
  comparison: RoundComparisonView | null;
  /** End of the time for objections to an erratum that isn't published yet, as ISO 8601; null without one. */
  objectionsUntil: string | null;
  /** Croissant metadata for dataset search engines: of a revealed round's items, or of a closed round's ranking. */
  croissant: object | null;
  /** True if the actor may maintain, audit or moderate this round. */
  isMaintainable: boolean;
  /** Slugs of the reader's teams; none for a visitor. */
  ownTeams: ReadonlySet<string>;
};

/** The page of one public round, with the rounds of its benchmark. */
export async function findRoundPage(
  actor: Actor | null,
  slug: string,
  number: number,
): Promise<Result<RoundPage>> {
  const { db } = webPlatform();
  const found = await requireBenchmarkWithRole(db, actor, slug);
  if (!found.ok) return found;
  const { benchmark, role } = found.value;
  const rows = await listRoundsOf(db, [benchmark.benchmarkId], { drafts: false });
  const row = rows.find((round) => round.number === number);
  if (!row) return refuse({ kind: 'not_found', what: 'round' });
  const before = findRoundBefore(rows, row);
  const shown = new Set([...rows.slice(0, roundsDrawnMax), row, ...(before ? [before] : [])]);
  const { benchmarkId } = benchmark;
  const freshness = await readFreshness(db, [benchmarkId]);
  const [rounds, rankingFacts, boards, croissant, errata, ownTeams] = await Promise.all([
    viewRounds(db, rows, freshness, readPlannedOpenings(db, rows, benchmark)),
    readRankingFacts(db, row),
    readBoards(db, slug, rows, [...shown]),
    findCroissant(benchmark, row),
    row.state === 'revealed' ? listPublicErrata(db, row.roundId) : [],
    listTeamSlugsOf(db, actor),
  ]);
  const round = { ...rounds[rows.indexOf(row)]!, ranking_facts: rankingFacts };
  const board = isOfficial(row) ? boards.get(number) : undefined;
  return ok({
    benchmark: { ...viewOfBenchmark(benchmark, rounds, freshness.ofBenchmark(benchmarkId)), role },
    round,
    rounds,
    boards,
    objectionsUntil: viewOfPublicErrata(errata).announced?.objections_until ?? null,
    comparison: await findComparison(db, benchmark, row, before, boards),
    croissant:
      croissant ??
      (board
        ? describeRanking({ benchmark, round, board, freshness: requireFreshness(freshness, row).state })
        : null),
    isMaintainable: role !== null || actor?.isOperator === true,
    ownTeams,
  });
}

/**
 * Compares the previous round with this one, from official rankings that are already read. Null where either has none, or with
 * fewer than three versions in both.
 */
async function findComparison(
  db: Executor,
  benchmark: Pick<BenchmarkView, 'slug' | 'metric'>,
  round: PublicRound,
  before: PublicRound | undefined,
  boards: Boards,
): Promise<RoundComparisonView | null> {
  if (!(before && isOfficial(round))) return null;
  const vouched = await listVouchedVersions(db, round.benchmarkId);
  const [earlier, later] = [before, round].map((one) => {
    const ranking = boards.get(one.number);
    if (ranking?.split !== 'final' || one.openedAt === null) return null;
    return { number: one.number, title: one.title, ranking, isFrozen: selectFrozen(vouched, one) };
  });
  if (!(earlier && later)) return null;
  // First composed without the pairs, since reading a ranking's pairs takes up to four megabytes.
  const withoutPairs = viewOfComparison(benchmark, {
    earlier: { ...earlier, pairs: null },
    later: { ...later, pairs: null },
  });
  if (withoutPairs.versions.length < versionsMin) return null;
  const pairs = await listPairsOfRankings(
    db,
    [earlier, later].map(({ ranking }) => ranking.snapshot_id),
  );
  const withPairs = (round: typeof earlier) => ({
    ...round,
    pairs: pairs.get(round.ranking.snapshot_id) ?? null,
  });
  return viewOfComparison(benchmark, { earlier: withPairs(earlier), later: withPairs(later) });
}
