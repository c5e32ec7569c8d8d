import type { Metadata } from 'next';
import { parseBenchmarkSearch, type SearchQuery } from '@/lib/contracts/benchmark-search';
import { findBenchmarkListPage } from '@/services/page/find-benchmark-list-page';
import { BenchmarksSection } from '../_home/benchmarks-section';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Benchmarks' };

type Props = { searchParams: Promise<SearchQuery> };

export default async function BenchmarksPage({ searchParams }: Props) {
  const { search, ignored } = parseBenchmarkSearch(await searchParams);
  const list = await findBenchmarkListPage(search);
  return <BenchmarksSection search={search} ignored={ignored} list={list} now={new Date()} kind="page" />;
}
