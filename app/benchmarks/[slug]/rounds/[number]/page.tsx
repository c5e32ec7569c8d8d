import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { findBoard, requireBenchmarkPage, requireRounds } from '@/app/_ui/benchmark/require-benchmark-page';
import { HowToRead } from '@/app/_ui/ranking/how-to-read';
import { RankingSection } from '@/app/_ui/ranking/ranking-section';
import { describeRound } from '@/app/_ui/round/describe-round';
import { RoundFacts } from '@/app/_ui/round/round-facts';
import { RoundLinks } from '@/app/_ui/round/round-links';
import { RoundsStrip } from '@/app/_ui/round/rounds-strip';
import { roundNumber } from '@/lib/contracts/round';
import { findActor } from '@/lib/services/find-actor';
import { findRound } from '@/lib/services/find-round';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ slug: string; number: string }> };

const requireRoundPage = cache(async (slug: string, number: string) => {
  const found = await findRound(await findActor(), slug, roundNumber(number));
  return found.ok ? found.value : notFound();
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, number } = await params;
  const [benchmark, round] = [await requireBenchmarkPage(slug), await requireRoundPage(slug, number)];
  return { title: `${round.title}, ${benchmark.title}` };
}

export default async function RoundPage({ params }: Props) {
  const { slug, number } = await params;
  const benchmark = await requireBenchmarkPage(slug);
  const round = await requireRoundPage(slug, number);
  const board = await findBoard(slug, round.number);
  const now = new Date();
  return (
    <>
      <div className="page-head">
        <p className="crumb">
          <Link href="/benchmarks">Benchmarks</Link> /{' '}
          <Link href={`/benchmarks/${slug}`}>{benchmark.title}</Link> / round {round.number}
        </p>
        <h1>{round.title}</h1>
        <p className="lede">{describeRound(round, now)}</p>
      </div>
      <RoundsStrip
        benchmark={benchmark}
        rounds={await requireRounds(slug)}
        selected={round.number}
        now={now}
      />
      <div className="two round-two">
        <RoundFacts round={round} />
        <RoundLinks slug={slug} round={round} inputs={benchmark.inputs} />
      </div>
      <section className="sec">
        <div className="sec-head">
          <h2>{round.state === 'open' ? 'Ranking so far' : 'Ranking'}</h2>
        </div>
        <RankingSection benchmark={benchmark} round={round} board={board} />
      </section>
      {board && board.entries.length > 0 && <HowToRead />}
    </>
  );
}
