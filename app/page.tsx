import { allBenchmarks } from '@/lib/contracts/benchmark-search';
import { findBenchmarkListPage } from '@/services/page/find-benchmark-list-page';
import { Hero } from './_home/hero';
import { BenchmarksSection } from './_ui/benchmark/benchmarks-section';

export const dynamic = 'force-dynamic';

export default async function HomePage() {
  const list = await findBenchmarkListPage(allBenchmarks);
  return (
    <>
      <Hero />
      <BenchmarksSection search={allBenchmarks} list={list} now={new Date()} kind="section" />
    </>
  );
}
