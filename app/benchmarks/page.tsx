import type { Metadata } from 'next';
import { parseBenchmarkSearch } from '@/lib/contracts/benchmark-search';
import { findBenchmarkListPage } from '@/services/page/find-benchmark-list-page';
import { BenchmarksSection } from '../_home/benchmarks-section';

export const metadata: Metadata = { title: 'Benchmarks' };

export default async function BenchmarksPage({ searchParams }: PageProps<'/benchmarks'>) {
  const { search, ignored } = parseBenchmarkSearch(await searchParams);
  const list = await findBenchmarkListPage(search);
  return <BenchmarksSection search={search} ignored={ignored} list={list} now={new Date()} kind="page" />;
}
