import { webPlatform } from '@/adapters/web-platform';
import {
  countListings,
  type ListedBenchmark,
  type ListingCounts,
  listListings,
  listTags,
  type RankingLead,
} from '@/db/queries/listing-queries';
import { listStandingRoundsOf } from '@/db/queries/round-queries';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import { type BenchmarkSearch, sortOf } from '@/lib/contracts/benchmark-search';
import type { PublicAct } from '@/lib/core/audit/audit-act';
import { viewOfStanding } from '../benchmark/view';
import { readFreshness } from '../round/read-freshness';
import { factsOfRound } from '../round/view';

const sizeMax = 50;
const tagsMax = 30;

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
  /** What moved last, by the changelog. */
  changed: { at: string; act: PublicAct } | null;
  /** Who runs it: the names of its owners, as far as they have one. */
  ownerNames: readonly string[];
};

export type BenchmarkListPage = {
  rows: readonly BenchmarkListRow[];
  counts: ListingCounts;
  /** Of all pages that the search has. */
  total: number;
  /** How many stand before the page. */
  offset: number;
  pageCount: number;
  /** The tags that most benchmarks have. */
  tags: readonly string[];
};

/** A page of the listed benchmarks that a search asks for; the same for everybody. */
export async function findBenchmarkListPage(search: BenchmarkSearch): Promise<BenchmarkListPage> {
  const { db } = webPlatform();
  const offset = (search.page - 1) * sizeMax;
  const [listed, counts, tags] = await Promise.all([
    listListings(db, search, { sort: sortOf(search), offset, count: sizeMax }),
    countListings(db, search),
    listTags(db, tagsMax),
  ]);
  const total = search.state === null ? counts.all : counts[search.state];
  return {
    rows: await viewRows(listed),
    counts,
    total,
    offset,
    pageCount: Math.ceil(total / sizeMax),
    tags,
  };
}

async function viewRows(listed: readonly ListedBenchmark[]): Promise<BenchmarkListRow[]> {
  const { db } = webPlatform();
  const ids = listed.map(({ benchmarkId }) => benchmarkId);
  const [rounds, freshness] = await Promise.all([listStandingRoundsOf(db, ids), readFreshness(db, ids)]);
  return listed.map((benchmark) => {
    const { benchmarkId } = benchmark;
    const own = rounds.filter((round) => round.benchmarkId === benchmarkId).map(factsOfRound);
    return {
      benchmark: { ...factsOfListed(benchmark), ...viewOfStanding(own, freshness.ofBenchmark(benchmarkId)) },
      lead: benchmark.lead,
      changed: benchmark.changed && { act: benchmark.changed.act, at: benchmark.changed.at.toISOString() },
      ownerNames: benchmark.ownerNames,
    };
  });
}

const factsOfListed = ({ slug, title, summary, overdueSince }: ListedBenchmark) => ({
  slug,
  title,
  summary,
  overdue_since: overdueSince?.toISOString() ?? null,
});
