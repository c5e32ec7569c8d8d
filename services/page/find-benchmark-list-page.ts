import { webPlatform } from '@/adapters/web-platform';
import {
  countListings,
  type ListedBenchmark,
  type ListingCounts,
  listListings,
  listTags,
} from '@/db/queries/listing-queries';
import { listCurrentRoundsOf } from '@/db/queries/round-queries';
import type { AttackExhibit } from '@/lib/contracts/attack-exhibit';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import { allBenchmarks, type BenchmarkSearch, sortOf } from '@/lib/contracts/benchmark-search';
import { describeFreshnessBriefly } from '@/lib/core/freshness/freshness';
import { viewOfStatus } from '../benchmark/view';
import { findAttackExhibit } from '../publication/find-attack-exhibit';
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
  /** The leader of the official ranking of the benchmark's newest closed round; null without a ranking. */
  lead: ListedBenchmark['lead'];
  /** The reason for the freshness state in a few words; null before the first opening. */
  freshnessBrief: string | null;
  /**
   * The time when the next test set comes into use: the next scheduled rotation, otherwise the close of the open round; null
   * without a date.
   */
  nextTestSetAt: string | null;
};

export type BenchmarkListPage = {
  rows: readonly BenchmarkListRow[];
  counts: ListingCounts;
  /** Number of benchmarks on all pages of the search result. */
  total: number;
  /** Number of benchmarks on earlier pages. */
  offset: number;
  pageCount: number;
  /** The most frequent tags of all listed benchmarks. */
  tags: readonly string[];
};

/** One page of a search among the listed benchmarks; the same for every reader. */
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
  const [rounds, freshness] = await Promise.all([listCurrentRoundsOf(db, ids), readFreshness(db, ids)]);
  return listed.map((benchmark) => {
    const { benchmarkId } = benchmark;
    const own = rounds.filter((round) => round.benchmarkId === benchmarkId).map(factsOfRound);
    const fresh = freshness.ofBenchmark(benchmarkId);
    const reference_entries = viewOfStatus(own, fresh);
    return {
      benchmark: { ...factsOfListed(benchmark), ...reference_entries },
      lead: benchmark.lead,
      freshnessBrief: fresh && describeFreshnessBriefly(fresh),
      nextTestSetAt:
        benchmark.nextRotationAt?.toISOString() ?? reference_entries.open_round?.closes_at ?? null,
    };
  });
}

const factsOfListed = ({ slug, title, summary, overdueSince }: ListedBenchmark) => ({
  slug,
  title,
  summary,
  overdue_since: overdueSince?.toISOString() ?? null,
});

export type HomePage = {
  list: BenchmarkListPage;
  /** The demo's published attack on exact scores; null on a site without the demo. */
  exhibit: AttackExhibit | null;
};

/** Content of the home page; the same for every reader. */
export async function findHomePage(): Promise<HomePage> {
  const [list, exhibit] = await Promise.all([findBenchmarkListPage(allBenchmarks), findAttackExhibit()]);
  return { list, exhibit };
}
