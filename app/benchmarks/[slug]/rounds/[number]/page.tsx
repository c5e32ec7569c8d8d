import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { findBoard, requireBenchmarkPage, requireOpenings, requireRounds } from '@/app/_load/benchmark-page';
import { FreshnessSection } from '@/app/_ui/freshness/freshness-section';
import { HowToRead } from '@/app/_ui/ranking/how-to-read';
import { RankingSection } from '@/app/_ui/ranking/ranking-section';
import { describeRound } from '@/app/_ui/round/describe-round';
import { ExposureMeter } from '@/app/_ui/round/exposure-meter';
import { RoundsStrip } from '@/app/_ui/round/rounds-strip';
import { RoundTroubleBanner } from '@/app/_ui/trouble/round-trouble-banner';
import { roundNumber } from '@/lib/contracts/round';
import type { RoundState } from '@/lib/core/round/round-state';
import { findActor } from '@/services/access/find-actor';
import { findRound } from '@/services/round/find';
import { CroissantData } from './croissant-data';
import { RoundArchive } from './round-archive';
import { RoundFacts } from './round-facts';
import { RoundLinks } from './round-links';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ slug: string; number: string }> };

const titleOfRanking: Partial<Record<RoundState, string>> = {
  open: 'Ranking so far',
  frozen: 'Ranking under suspicion',
  invalidated: 'Scores that don’t count',
};

const requireRoundPage = cache(async (slug: string, number: string) => {
  const found = await findRound(slug, roundNumber(number));
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
  const opening = (await requireOpenings(slug)).get(round.number);
  const actor = await findActor();
  const now = new Date();
  return (
    <>
      <div className="page-head">
        <p className="crumb">
          <Link href="/benchmarks">Benchmarks</Link> /{' '}
          <Link href={`/benchmarks/${slug}`}>{benchmark.title}</Link> / round {round.number}
        </p>
        <h1>{round.title}</h1>
        <p className="lede">{describeRound(round, now, opening)}</p>
        {(benchmark.role || actor?.isOperator) && (
          <p className="small after">
            <Link href={`/maintain/${slug}/rounds/${round.number}`}>Maintain this round</Link>
          </p>
        )}
      </div>
      <RoundTroubleBanner round={round} />
      <RoundsStrip
        benchmark={benchmark}
        rounds={await requireRounds(slug)}
        selected={round.number}
        now={now}
      />
      <div className="two round-two">
        <RoundFacts round={round} opening={opening} />
        <div>
          <RoundLinks slug={slug} round={round} inputs={benchmark.inputs} />
          {round.exposure_detail && <ExposureMeter exposure={round.exposure_detail} own={null} />}
        </div>
      </div>
      <section className="sec">
        <div className="sec-head">
          <h2>{titleOfRanking[round.state] ?? 'Ranking'}</h2>
        </div>
        <RankingSection benchmark={benchmark} round={round} board={board} />
      </section>
      {round.freshness && <FreshnessSection freshness={round.freshness} round={round} />}
      <RoundArchive slug={slug} round={round} />
      {round.state === 'revealed' && <CroissantData slug={slug} number={round.number} />}
      {board && board.entries.length > 0 && <HowToRead />}
    </>
  );
}
