import type { Metadata } from 'next';
import { allBenchmarks } from '@/lib/contracts/benchmark-search';
import { findHomePage } from '@/services/page/find-benchmark-list-page';
import { AttackFigure } from './_home/attack-figure';
import { BenchmarksSection } from './_home/benchmarks-section';
import { Hero } from './_home/hero';
import { RoundLifeFigure } from './_home/round-life-figure';
import { describePage } from './_load/describe-page';

export const generateMetadata = (): Metadata =>
  describePage({
    path: '/',
    title: 'Tidemark: the test set is replaced every round',
    description: 'A public leaderboard whose hidden test sets are replaced on a schedule.',
    card: '/card.png',
  });

export default async function HomePage() {
  const { list, exhibit } = await findHomePage();
  return (
    <>
      <Hero>{exhibit ? <AttackFigure exhibit={exhibit} /> : <RoundLifeFigure />}</Hero>
      <BenchmarksSection search={allBenchmarks} list={list} now={new Date()} kind="section" />
    </>
  );
}
