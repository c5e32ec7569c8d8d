import type { Metadata } from 'next';
import { cache } from 'react';
import { describePage } from '@/app/_load/describe-page';
import { requireFound } from '@/app/_load/require-found';
import { FreshnessLine } from '@/app/_ui/benchmark/freshness-badge';
import { RankingFacts } from '@/app/_ui/freshness/ranking-facts';
import { StoppedRoundBanner } from '@/app/_ui/moderation/stopped-round-banner';
import { Page } from '@/app/_ui/page/page';
import { PageHead } from '@/app/_ui/page/page-head';
import { Section } from '@/app/_ui/page/section';
import { type AskedQuery, parseRankingQuery } from '@/app/_ui/ranking/ranking-query';
import { RankingSection } from '@/app/_ui/ranking/ranking-section';
import { ResidualsTable } from '@/app/_ui/ranking/residuals-table';
import { describeRound } from '@/app/_ui/round/describe-round';
import { RoundsStrip } from '@/app/_ui/round/rounds-strip';
import { roundNumber } from '@/lib/contracts/round';
import type { RoundState } from '@/lib/core/round/round-state';
import { findActor } from '@/services/access/find-actor';
import { findRoundPage } from '@/services/page/find-round-page';
import { AgainstSection } from './against-section';
import { RoundActions } from './round-actions';
import { RoundArchive } from './round-archive';
import { RoundFolds } from './round-folds';

export const dynamic = 'force-dynamic';

type Props = {
  params: Promise<{ slug: string; number: string }>;
  searchParams: Promise<AskedQuery>;
};

const titleOfRanking: Partial<Record<RoundState, string>> = {
  open: 'Ranking so far',
  frozen: 'Ranking under suspicion',
  invalidated: 'Scores that don’t count',
};

const load = cache(async (slug: string, number: string) =>
  requireFound(await findRoundPage(await findActor(), slug, roundNumber(number))),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, number } = await params;
  const { benchmark, round } = await load(slug, number);
  return describePage({
    path: `/benchmarks/${slug}/rounds/${round.number}`,
    title: `${round.title}, ${benchmark.title}`,
    description: benchmark.summary,
    card: `/card/${slug}/rounds/${round.number}.png`,
  });
}

export default async function RoundPage({ params, searchParams }: Props) {
  const { slug, number } = await params;
  const asked = parseRankingQuery(await searchParams);
  const { benchmark, round, rounds, boards, openings, comparison, croissant, isMaintainable } = await load(
    slug,
    number,
  );
  const board = boards.get(round.number) ?? null;
  const opening = openings.get(round.number);
  const now = new Date();
  return (
    <Page>
      <PageHead
        crumbs={{
          above: [
            { href: '/benchmarks', title: 'Benchmarks' },
            { href: `/benchmarks/${slug}`, title: benchmark.title },
          ],
          here: <>round {round.number}</>,
        }}
        title={round.title}
        lede={describeRound(round, now, opening)}
      />
      <RoundActions {...{ slug, round, isMaintainable }} inputs={benchmark.inputs} />
      <StoppedRoundBanner round={round} />
      <RoundsStrip
        benchmark={benchmark}
        rounds={rounds}
        boards={boards}
        openings={openings}
        selected={round.number}
        now={now}
      />
      <Section title={titleOfRanking[round.state] ?? 'Ranking'}>
        <RankingSection
          {...{ benchmark, round, board, asked }}
          path={`/benchmarks/${slug}/rounds/${round.number}`}
        />
        <ResidualsTable metric={benchmark.metric} residuals={board?.equating?.residuals ?? []} />
      </Section>
      {round.freshness && (
        <Section id="freshness" title="Freshness">
          <FreshnessLine freshness={round.freshness} />
          {round.ranking_facts && (
            <div className="mt-s4">
              <RankingFacts facts={round.ranking_facts} />
            </div>
          )}
        </Section>
      )}
      {comparison && <AgainstSection comparison={comparison} />}
      <RoundArchive slug={slug} round={round} />
      <RoundFolds {...{ slug, round, opening }} inputs={benchmark.inputs} />
      {croissant && <CroissantData description={croissant} />}
    </Page>
  );
}

/** What a search for data sets reads in the page of a round that is over. It is data, not a program: nothing runs it. */
function CroissantData({ description }: { description: object }) {
  // A title may say `</script>`; as JSON an escaped `<` means the same.
  const json = JSON.stringify(description).replaceAll('<', '\\u003c');
  // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON-LD must stand in a script element, and `<` is escaped.
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />;
}
