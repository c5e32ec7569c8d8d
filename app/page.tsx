import { findBenchmarkListPage } from '@/services/page/find-benchmark-list-page';
import { Hero } from './_home/hero';
import { BenchmarksSection } from './_ui/benchmark/benchmarks-section';

export const dynamic = 'force-dynamic';

export default async function HomePage() {
  const list = await findBenchmarkListPage(1);
  return (
    <>
      <Hero />
      <BenchmarksSection list={list} page={1} now={new Date()} kind="section" />
    </>
  );
}
