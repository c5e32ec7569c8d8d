import type { Logger } from 'drizzle-orm/logger';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listListings } from '@/db/queries/listing-queries';
import {
  allBenchmarks,
  type BenchmarkSearch,
  type BenchmarkSort,
  benchmarkSorts,
  sortOf,
} from '@/lib/contracts/benchmark-search';
import { makePerson } from '@/testing/make-person';
import { makeRevealedRound } from '@/testing/make-revealed-round';
import { provideTestSite } from '@/testing/make-test-site';
import { plantBenchmarks } from '@/testing/plant-benchmarks';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { findBenchmarkListPage } from './find-benchmark-list-page';

const count = 2000;

describe(`the list of ${count} benchmarks`, () => {
  const site = provideTestSite();
  let superuser: postgres.Sql;

  beforeAll(async () => {
    const items = makeBinaryItems(10);
    const { roundId } = await makeRevealedRound(site, await makePerson(site), {
      wishes: {},
      testSet: formatTestSet(items),
      files: [formatPredictions(items.ids, 'no')],
    });
    superuser = postgres(site.urls.superuser, { max: 1, onnotice: () => {} });
    await plantBenchmarks(superuser, { count, roundId });
  }, 120_000);
  afterAll(() => superuser?.end());

  const search = (wishes: Partial<BenchmarkSearch>) => findBenchmarkListPage({ ...allBenchmarks, ...wishes });

  /** PostgreSQL's query plan for the statement that lists a page, exactly as the service composes it. */
  async function explain(wishes: Partial<BenchmarkSearch>, how = ''): Promise<string> {
    const filters = { ...allBenchmarks, ...wishes };
    const statements: { query: string; params: unknown[] }[] = [];
    const logger: Logger = { logQuery: (query, params) => statements.push({ query, params }) };
    const client = postgres(site.urls.web, { max: 1 });
    try {
      const page = { sort: sortOf(filters), offset: 0, count: 50 };
      await listListings(drizzle(client, { logger }), filters, page);
      const [{ query, params } = { query: '', params: [] }] = statements;
      const plan = await client.unsafe(`explain ${how} ${query}`, params as string[]);
      return plan.map((row) => row['QUERY PLAN']).join('\n');
    } finally {
      await client.end();
    }
  }

  it('gives pages of fifty with the total count', async () => {
    const first = await search({});
    expect(first.rows).toHaveLength(50);
    expect(first.total).toBe(count + 1);
    expect(first.pageCount).toBe(41);
    expect(first.rows[0]?.lead).toMatchObject({ rankedCount: 30, tiedCount: 4 });
    const last = await search({ page: 41 });
    expect(last.rows).toHaveLength(1);
    const seen = new Set<string>();
    for (let page = 1; page <= 41; page++)
      for (const { benchmark } of (await search({ page })).rows) seen.add(benchmark.slug);
    expect(seen.size).toBe(count + 1);
  });

  it('finds words, a model, a team, a part of a word and a misspelling', async () => {
    expect((await search({ words: 'estuary' })).total).toBe(Math.floor(count / 9));
    expect((await search({ words: '"model 7 of district 77"' })).total).toBe(1);
    expect((await search({ words: '"team 5"' })).total).toBeGreaterThan(1);
    expect((await search({ words: 'ligam' })).total).toBe(count / 5);
    expect((await search({ words: 'ligamens' })).total).toBe(count / 5);
    expect((await search({ words: 'mango' })).total).toBe(0);
  });

  it.each(benchmarkSorts.filter((sort): sort is Exclude<BenchmarkSort, 'match'> => sort !== 'match'))(
    'uses an index to sort by %s',
    async (sort) => {
      const plan = await explain({ sort });
      expect(plan).toMatch(/Index (Only )?Scan using benchmark_listings_\w+_idx/);
      expect(plan).not.toContain('Seq Scan on benchmark_listings');
    },
  );

  it('uses the indexes of words, of parts of words and of misspellings', async () => {
    const plan = await explain({ words: 'estuaries of the north' });
    expect(plan).toContain('Bitmap Index Scan on benchmark_listings_document_idx');
    expect(plan).toContain('Bitmap Index Scan on benchmark_listings_words_idx');
    expect(plan).not.toContain('Seq Scan on benchmark_listings');
  });

  it('searches for misspellings, by their index, only where fewer benchmarks than a page match exactly', async () => {
    const isSearched = async (words: string) =>
      !/Function Scan on benchmarks_spelt_like .*never executed/.test(await explain({ words }, 'analyze'));
    expect([await isSearched('torn ligaments'), await isSearched('torn ligamens')]).toEqual([false, true]);
    await superuser.begin(async (sql) => {
      await sql`set local enable_seqscan = off`;
      const plan =
        await sql`explain select benchmark_id from benchmark_listings where 'torn ligamens' <% words`;
      expect(JSON.stringify(plan)).toContain('Bitmap Index Scan on benchmark_listings_words_idx');
    });
  });
});
