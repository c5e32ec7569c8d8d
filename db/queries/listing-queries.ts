import { and, arrayContains, asc, desc, eq, ne, type SQL, sql } from 'drizzle-orm';
import type { BenchmarkSearch, BenchmarkSort, ListedState } from '@/lib/contracts/benchmark-search';
import type { Executor } from '../client';
import { benchmarks } from '../schema/benchmarks';
import { benchmarkListings as listings } from '../schema/listings';
import { rounds } from '../schema/rounds';

type Wanted = Pick<BenchmarkSearch, 'words' | 'task' | 'state' | 'freshness' | 'tag'>;

/** @param page of the matching benchmarks, in their order */
export async function listListings(
  db: Executor,
  wanted: Wanted,
  page: { sort: BenchmarkSort; offset: number; count: number },
) {
  return db
    .select({
      benchmarkId: listings.benchmarkId,
      slug: listings.slug,
      title: listings.title,
      summary: benchmarks.summary,
      overdueSince: benchmarks.overdueSince,
      /** The top of its newest closed round's official ranking; null without one. */
      lead: listings.ranking,
      nextRotationAt: benchmarks.nextRotationAt,
    })
    .from(listings)
    .innerJoin(benchmarks, eq(benchmarks.benchmarkId, listings.benchmarkId))
    .where(isWanted(wanted))
    .orderBy(...orders[page.sort](wanted.words), asc(listings.slug))
    .offset(page.offset)
    .limit(page.count);
}

/** The columns of the list of benchmarks, without the maintainers' long texts. */
export type ListedBenchmark = Awaited<ReturnType<typeof listListings>>[number];

export type ListingCounts = {
  /** Count of all listed benchmarks, without any filter. */
  listed: number;
  /** Counts of the search without its filter by state: in each state, and in all. */
  all: number;
} & Record<ListedState, number>;

/** The most frequent tags of listed benchmarks, in order. */
export async function listTags(db: Executor, count: number): Promise<string[]> {
  const tag = sql<string>`unnest(${listings.tags})`;
  const each = db
    .select({ tag: tag.as('tag') })
    .from(listings)
    .where(sql`${listings.isListed}`)
    .as('each');
  const rows = await db
    .select({ tag: each.tag })
    .from(each)
    .groupBy(each.tag)
    .orderBy(desc(sql`count(*)`), asc(each.tag))
    .limit(count);
  return rows.map((row) => row.tag);
}

export async function countListings(db: Executor, wanted: Wanted): Promise<ListingCounts> {
  const inState = (state: ListedState) =>
    sql<number>`(count(*) filter (where ${listings.state} = ${state}))::int`;
  const [counts] = await db
    .select({
      listed: sql<number>`(select count(*) from benchmark_listings every where every.is_listed)::int`,
      all: sql<number>`count(*)::int`,
      open: inState('open'),
      closed: inState('closed'),
      revealed: inState('revealed'),
      frozen: inState('frozen'),
    })
    .from(listings)
    .where(isWanted({ ...wanted, state: null }));
  if (!counts) throw new Error('a count has no row');
  return counts;
}

const isWanted = ({ words, task, state, freshness, tag }: Wanted): SQL | undefined =>
  and(
    listings.isListed,
    words === '' ? undefined : isMatch(words),
    task === null ? undefined : eq(listings.task, task),
    state === null ? undefined : eq(listings.state, state),
    freshness === null ? undefined : sql`${freshnessNow} = ${freshness}`,
    tag === null ? undefined : arrayContains(listings.tags, [tag]),
  );

/** The state that `decideFreshness` gives a round that no newer one supersedes. */
const freshnessNow = sql`case
  when ${listings.judgedState} in ('frozen', 'invalidated') then 'stale'
  when not ${listings.isJudgedRanked} then case when ${listings.judgedState} is not null then 'provisional' end
  when clock_timestamp() <= ${listings.judgedDueAt} then 'fresh'
  when ${listings.judgedState} = 'revealed' then 'retired'
  when clock_timestamp() <= ${listings.judgedStaleAt} then 'aging'
  else 'stale' end`;

/** With this many matches, the search for misspellings, which takes the longest, is left out. */
const enough = 50;

/** Matches words or their stems, or a part of a title or summary; where few match, also misspellings. */
function isMatch(words: string): SQL {
  // One query for each index: for a combined query the planner prefers a scan, since it ignores the cost of reading long (TOASTed) documents.
  const ids = listExactMatches(words, sql`found`).map(
    (isFound) => sql`select found.benchmark_id from benchmark_listings found where ${isFound}`,
  );
  const exact = sql.join(ids, sql` union `);
  if (!isForSlips(words)) return sql`${listings.benchmarkId} in (${exact})`;
  return sql`${listings.benchmarkId} in (
    with exact as materialized (${exact}) select benchmark_id from exact
    union all select spelt from benchmarks_spelt_like(${words.toLowerCase()}) spelt where (select count(*) from exact) < ${enough})`;
}

const listExactMatches = (words: string, found: SQL): SQL[] => [
  sql`${found}.document @@ ${queryOf(words)}`,
  ...(isForSlips(words) ? [sql`${found}.words like ${`%${escapeLike(words.toLowerCase())}%`}`] : []),
];

/** Quotes and a minus ask for exact matches. */
const isForSlips = (words: string): boolean => !/"|(^|\s)-\S/.test(words);

/** Accepts any input; quotes, OR and a minus have the same meaning as in search engines. */
const queryOf = (words: string): SQL =>
  sql`(websearch_to_tsquery('english', ${words}) || websearch_to_tsquery('simple', ${words}))`;

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

const byTitle = sql`${listings.title} collate "en-x-icu"`;

const orders: Readonly<Record<BenchmarkSort, (words: string) => SQL[]>> = {
  match: (words) => [
    sql`ts_rank(${listings.document}, ${queryOf(words)}) desc`,
    // Misspellings come last. Their similarity takes long to compute, and exact matches don't need it.
    sql`case when not (${sql.join(listExactMatches(words, sql`${listings}`), sql` or `)})
      then word_similarity(${words.toLowerCase()}, ${listings.words}) end desc`,
    byTitle,
  ],
  // Benchmarks without an open round come last.
  close: () => [asc(listings.closesAt), byTitle],
  change: () => [sql`${listings.changedAt} desc nulls last`],
  models: () => [sql`${listings.rankedCount} desc nulls last`],
  title: () => [byTitle],
};

export type MappedRound = { readonly slug: string; readonly number: number; readonly changedAt: Date };

/** Public rounds of listed benchmarks, last changed first, without drafts. */
export async function listMappedRounds(db: Executor, count: number): Promise<MappedRound[]> {
  const changedAt = sql`greatest(${rounds.sealedAt}, ${rounds.openedAt}, ${rounds.closedAt}, ${rounds.frozenAt}, ${rounds.invalidatedAt}, ${rounds.revealedAt})`;
  return db
    .select({
      slug: benchmarks.slug,
      number: rounds.number,
      changedAt: changedAt.mapWith(rounds.createdAt),
    })
    .from(rounds)
    .innerJoin(benchmarks, eq(benchmarks.benchmarkId, rounds.benchmarkId))
    .where(and(eq(benchmarks.visibility, 'public'), ne(rounds.state, 'draft')))
    .orderBy(desc(changedAt))
    .limit(count);
}

/** Listed benchmarks, newest first. */
export async function listMappedBenchmarks(
  db: Executor,
  count: number,
): Promise<{ slug: string; createdAt: Date }[]> {
  return db
    .select({ slug: benchmarks.slug, createdAt: benchmarks.createdAt })
    .from(benchmarks)
    .where(eq(benchmarks.visibility, 'public'))
    .orderBy(desc(benchmarks.createdAt))
    .limit(count);
}
