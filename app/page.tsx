import { findActor } from '@/lib/services/find-actor';
import { BenchmarksSection } from './_ui/benchmark/benchmarks-section';
import { listBenchmarkRows } from './_ui/benchmark/list-benchmark-rows';
import { Hero } from './_ui/home/hero';

export const dynamic = 'force-dynamic';

export default async function HomePage() {
  const rows = await listBenchmarkRows(await findActor());
  return (
    <>
      <Hero />
      <BenchmarksSection rows={rows} now={new Date()} heading="h2" />
    </>
  );
}
