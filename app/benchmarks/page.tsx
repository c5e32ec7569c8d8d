import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { findBenchmarkListPage } from '@/services/page/find-benchmark-list-page';
import { BenchmarksSection } from '../_ui/benchmark/benchmarks-section';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Benchmarks' };

type Props = { searchParams: Promise<{ page?: string | string[] }> };

export default async function BenchmarksPage({ searchParams }: Props) {
  const { page: asked } = await searchParams;
  const page = typeof asked === 'string' && /^[1-9]\d{0,4}$/.test(asked) ? Number(asked) : 1;
  const list = await findBenchmarkListPage(page);
  if (list.rows.length === 0 && page > 1) notFound();
  return <BenchmarksSection list={list} page={page} now={new Date()} kind="page" />;
}
