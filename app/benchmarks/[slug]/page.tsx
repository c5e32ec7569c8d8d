import type { Metadata } from 'next';
import { cache } from 'react';
import { requireFound } from '@/app/_load/require-found';
import { feedLinks } from '@/app/_ui/changelog/feed-links';
import { FreshnessSection } from '@/app/_ui/freshness/freshness-section';
import { FrozenBanner } from '@/app/_ui/moderation/frozen-banner';
import { HowToRead } from '@/app/_ui/ranking/how-to-read';
import { parseRankingFilter } from '@/app/_ui/ranking/ranking-filter';
import { RankingSection } from '@/app/_ui/ranking/ranking-section';
import { RoundsStrip } from '@/app/_ui/round/rounds-strip';
import { findActor } from '@/services/access/find-actor';
import { findBenchmarkPage } from '@/services/page/find-benchmark-page';
import { BenchmarkHead } from './benchmark-head';
import { BenchmarkWords } from './benchmark-words';
import { findNextOpening } from './find-next-opening';
import { LineagesSection } from './lineages-section';
import { MarksSection } from './marks-section';
import { RankingTabs } from './ranking-tabs';

export const dynamic = 'force-dynamic';

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<{
    ranking?: string | string[];
    open?: string | string[];
    evidence?: string | string[];
  }>;
};

const load = cache(async (slug: string) => requireFound(await findBenchmarkPage(await findActor(), slug)));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { benchmark } = await load((await params).slug);
  return {
    title: benchmark.title,
    description: benchmark.summary,
    alternates: feedLinks(benchmark.slug, benchmark.title),
  };
}

export default async function BenchmarkPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const { benchmark, rounds, boards, openings, lineages, marks, texts } = await load(slug);
  const find = (summary: { number: number } | null) =>
    rounds.find(({ number }) => number === summary?.number) ?? null;
  const [open, closed] = [find(benchmark.open_round), find(benchmark.newest_closed_round)];
  const boardOf = (round: { number: number } | null) => (round && boards.get(round.number)) ?? null;
  const asked = await searchParams;
  const wantsOpen = open !== null && (closed === null || asked.ranking === 'open');
  const round = wantsOpen ? open : closed;
  const board = boardOf(round);
  const judged = rounds.find(({ number }) => number === benchmark.freshness?.round);
  const now = new Date();
  return (
    <>
      <BenchmarkHead
        benchmark={benchmark}
        official={boardOf(closed)}
        next={findNextOpening(rounds, openings)}
        now={now}
      />
      {benchmark.frozen_round && <FrozenBanner round={benchmark.frozen_round} slug={slug} />}
      {rounds.length > 0 && (
        <RoundsStrip
          benchmark={benchmark}
          rounds={rounds}
          boards={boards}
          openings={openings}
          selected={round?.number ?? null}
          now={now}
        />
      )}
      {round ? (
        <>
          <RankingTabs benchmark={benchmark} current={wantsOpen ? 'open' : 'official'} />
          <RankingSection
            benchmark={benchmark}
            round={round}
            board={board}
            path={`/benchmarks/${slug}`}
            asked={parseRankingFilter(asked)}
          />
        </>
      ) : (
        <p className="mt-s4 border-y border-dashed border-rule-2 py-s5">
          {rounds.some(({ opened_at }) => opened_at !== null)
            ? 'No round of this benchmark has a ranking that counts.'
            : 'No round of this benchmark has opened yet.'}
        </p>
      )}
      {benchmark.freshness && judged && <FreshnessSection freshness={benchmark.freshness} round={judged} />}
      <LineagesSection slug={slug} lineages={lineages} metric={benchmark.metric} />
      <MarksSection marks={marks} />
      <BenchmarkWords benchmark={benchmark} texts={texts} />
      {board && board.entries.length > 0 && <HowToRead />}
    </>
  );
}
