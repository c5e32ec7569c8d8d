import { Hero } from './_home/hero';
import { BenchmarksSection } from './_ui/benchmark/benchmarks-section';
import { listBenchmarkRows } from './_ui/benchmark/list-benchmark-rows';

export const dynamic = 'force-dynamic';

export default async function HomePage() {
  const rows = await listBenchmarkRows();
  return (
    <>
      <Hero />
      <BenchmarksSection rows={rows} now={new Date()} heading="h2" />
    </>
  );
}
