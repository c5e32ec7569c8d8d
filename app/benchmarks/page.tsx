import type { Metadata } from 'next';
import { BenchmarksSection } from '../_ui/benchmark/benchmarks-section';
import { listBenchmarkRows } from '../_ui/benchmark/list-benchmark-rows';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Benchmarks' };

export default async function BenchmarksPage() {
  const rows = await listBenchmarkRows();
  return <BenchmarksSection rows={rows} now={new Date()} heading="h1" />;
}
