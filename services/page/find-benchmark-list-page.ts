import { webPlatform } from '@/adapters/web-platform';
import { type ListedBenchmark, listPublicBenchmarksByClose } from '@/db/queries/benchmark-queries';
import { listNewestFreshness } from '@/db/queries/freshness-queries';
import { listStandingRoundsOf } from '@/db/queries/round-queries';
import { listRankingLeads, type RankingLead } from '@/db/queries/snapshot-queries';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import { viewOfStanding } from '../benchmark/view';
import { factsOfRound } from '../round/view';
import { viewOfFreshness } from '../round/view-of-freshness';

const sizeMax = 50;

export type BenchmarkListRow = {
  benchmark: Pick<
    BenchmarkView,
    | 'slug'
    | 'title'
    | 'summary'
    | 'overdue_since'
    | 'freshness'
    | 'open_round'
    | 'newest_closed_round'
    | 'frozen_round'
  >;
  /** Of the official ranking of its newest closed round; null where there is none. */
  lead: RankingLead | null;
};

export type BenchmarkListPage = {
  rows: readonly BenchmarkListRow[];
  /** Of all pages. */
  total: number;
  openTotal: number;
  pageCount: number;
};

/** A page of the listed benchmarks, next to close first, then those without an open round by title. @param page from 1 on */
export async function findBenchmarkListPage(page: number): Promise<BenchmarkListPage> {
  const { db } = webPlatform();
  const listed = await listPublicBenchmarksByClose(db, { offset: (page - 1) * sizeMax, count: sizeMax });
  const rounds = await listStandingRoundsOf(
    db,
    listed.map(({ benchmark }) => benchmark.benchmarkId),
  );
  const ids = rounds.map(({ roundId }) => roundId);
  const closed = rounds.filter(({ state }) => state === 'closed' || state === 'revealed');
  const [freshness, leads] = await Promise.all([
    listNewestFreshness(db, ids),
    listRankingLeads(
      db,
      closed.map(({ roundId }) => roundId),
    ),
  ]);
  const rows = listed.map(({ benchmark }): BenchmarkListRow => {
    const isOwn = (round: { benchmarkId: string }) => round.benchmarkId === benchmark.benchmarkId;
    const views = rounds.filter(isOwn).map((round) => ({
      ...factsOfRound(round),
      freshness: viewOfFreshness(round, freshness.get(round.roundId)),
    }));
    const ranked = closed.find(isOwn);
    return {
      benchmark: { ...factsOfListed(benchmark), ...viewOfStanding(views) },
      lead: leads.find(({ roundId }) => roundId === ranked?.roundId) ?? null,
    };
  });
  const { total = 0, openTotal = 0 } = listed[0] ?? {};
  return { rows, total, openTotal, pageCount: Math.ceil(total / sizeMax) };
}

const factsOfListed = ({ slug, title, summary, overdueSince }: ListedBenchmark) => ({
  slug,
  title,
  summary,
  overdue_since: overdueSince?.toISOString() ?? null,
});
