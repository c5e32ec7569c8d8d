import type { Metadata } from 'next';
import { cache } from 'react';
import { describePage } from '@/app/_load/describe-page';
import { requireFound } from '@/app/_load/require-found';
import { feedLinks } from '@/app/_ui/changelog/feed-links';
import { RankingFacts } from '@/app/_ui/freshness/ranking-facts';
import { FrozenBanner } from '@/app/_ui/moderation/frozen-banner';
import { Fold, FoldLink } from '@/app/_ui/page/fold';
import { type AskedQuery, parseRankingQuery } from '@/app/_ui/ranking/ranking-query';
import { RankingSection } from '@/app/_ui/ranking/ranking-section';
import { type Residual, ResidualsTable } from '@/app/_ui/ranking/residuals-table';
import { RoundsStrip } from '@/app/_ui/round/rounds-strip';
import type { RoundView } from '@/lib/contracts/round';
import { findActor } from '@/services/access/find-actor';
import { findBenchmarkPage, type BenchmarkPage as Shown } from '@/services/page/find-benchmark-page';
import { BenchmarkHead } from './benchmark-head';
import { BenchmarkShare } from './benchmark-share';
import { DataFold } from './data-fold';
import { findLead } from './find-lead';
import { findNextOpening } from './find-next-opening';
import { LineagesSection } from './lineages-section';
import { MarksFold, MarksLink } from './marks-fold';
import { OverRoundsSection } from './over-rounds-section';
import { RankingTabs } from './ranking-tabs';

export const dynamic = 'force-dynamic';

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<AskedQuery>;
};

const load = cache(async (slug: string) => requireFound(await findBenchmarkPage(await findActor(), slug)));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { benchmark } = await load((await params).slug);
  return describePage({
    path: `/benchmarks/${benchmark.slug}`,
    title: benchmark.title,
    description: benchmark.summary,
    types: feedLinks(benchmark.slug, benchmark.title),
    card: `/card/${benchmark.slug}.png`,
  });
}

export default async function BenchmarkPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const page = await load(slug);
  const { benchmark, rounds, boards, openings, lineages, texts, ownerNames } = page;
  const find = (summary: { number: number } | null) =>
    rounds.find(({ number }) => number === summary?.number) ?? null;
  const [open, closed] = [find(benchmark.open_round), find(benchmark.newest_closed_round)];
  const boardOf = (round: { number: number } | null) => (round && boards.get(round.number)) ?? null;
  const asked = parseRankingQuery(await searchParams);
  const wantsRounds = asked.ranking === 'rounds' && lineages.length > 0;
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
        ownerNames={ownerNames}
        lead={findLead(texts.descriptionHtml, benchmark.summary)}
        exposure={open?.exposure_detail ?? null}
        feedbackCount={open?.feedback_count ?? null}
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
      <RankingTabs
        benchmark={benchmark}
        current={wantsRounds ? 'rounds' : wantsOpen ? 'open' : 'official'}
        hasRounds={lineages.length > 0}
      />
      {wantsRounds ? (
        <OverRounds
          page={page}
          picked={asked.picked}
          residuals={boardOf(closed)?.equating?.residuals ?? []}
        />
      ) : round ? (
        <RankingSection
          benchmark={benchmark}
          round={round}
          board={board}
          path={`/benchmarks/${slug}`}
          asked={asked}
        />
      ) : (
        <NoRoundYet hasOpened={rounds.some(({ opened_at }) => opened_at !== null)} />
      )}
      <MoreOfBenchmark page={page} judged={judged} hasMarks={wantsRounds || lineages.length === 0} />
      {closed && <BenchmarkShare benchmark={benchmark} round={closed} board={boardOf(closed)} />}
    </>
  );
}

/** What there is on one scale, and the ranking over it. */
function OverRounds({
  page: { benchmark, lineages, viewOverRounds },
  picked,
  residuals,
}: {
  page: Shown;
  picked: readonly string[];
  /** One for each anchor model of the official ranking. */
  residuals: readonly Residual[];
}) {
  const view = viewOverRounds();
  return (
    <>
      {view && <OverRoundsSection view={view} picked={picked} />}
      <LineagesSection slug={benchmark.slug} lineages={lineages} metric={benchmark.metric} />
      <ResidualsTable metric={benchmark.metric} residuals={residuals} />
    </>
  );
}

function NoRoundYet({ hasOpened }: { hasOpened: boolean }) {
  return (
    <p className="mt-s4 border-y border-dashed border-rule-2 py-s5">
      {hasOpened
        ? 'No round of this benchmark has a ranking that counts.'
        : 'No round of this benchmark has opened yet.'}
    </p>
  );
}

/** What most readers pass by. */
function MoreOfBenchmark({
  page: { benchmark, marks, training },
  judged,
  hasMarks,
}: {
  page: Shown;
  /** The calibration marks stand with the ranking over rounds, where there is one. */
  hasMarks: boolean;
  /** The round that freshness is of. */
  judged: RoundView | undefined;
}) {
  return (
    <div className="mt-s6">
      {benchmark.ranking_facts && judged && (
        <Fold id="freshness" title={`Known about the ranking of ${judged.title}`}>
          <RankingFacts facts={benchmark.ranking_facts} />
        </Fold>
      )}
      <DataFold benchmark={benchmark} training={training} />
      {hasMarks ? <MarksFold marks={marks} /> : <MarksLink slug={benchmark.slug} marks={marks} />}
      <FoldLink href={`/benchmarks/${benchmark.slug}/rules`}>Task, rules and terms</FoldLink>
    </div>
  );
}
