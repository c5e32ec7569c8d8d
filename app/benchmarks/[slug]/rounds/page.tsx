import type { Metadata } from 'next';
import Link from 'next/link';
import { makeLoader } from '@/app/_load/loaders';
import { AnchorsTable } from '@/app/_ui/anchors/anchors-table';
import { Section } from '@/app/_ui/page/section';
import { parseRankingQuery, type SearchParams } from '@/app/_ui/ranking/ranking-query';
import { ResidualsTable } from '@/app/_ui/ranking/residuals-table';
import { RoundsStrip } from '@/app/_ui/round/rounds-strip';
import type { AnchorView } from '@/lib/contracts/anchor';
import { findBenchmarkPage } from '@/services/page/find-benchmark-page';
import { BenchmarkHead } from '../benchmark-head';
import { AdjustedSection } from './adjusted-section';
import { ModelsSection } from './models-section';
import { OverfittingSection } from './overfitting-section';
import { VersionHistoriesSection } from './version-histories-section';

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<SearchParams> };

const load = makeLoader(findBenchmarkPage);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { benchmark } = await load((await params).slug);
  return { title: `Rounds, ${benchmark.title}` };
}

/** Official scores and overfitting of all rounds, and the models over the rounds. */
export default async function RoundsPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const { benchmark, rounds, boards, versionHistories, anchors, viewOverRounds } = await load(slug);
  const { picked } = parseRankingQuery(await searchParams);
  const view = viewOverRounds();
  const official = boards.get(benchmark.newest_closed_round?.number ?? 0);
  const now = new Date();
  return (
    <>
      <BenchmarkHead current="rounds" {...{ benchmark, rounds, now }} />
      {rounds.length > 0 ? (
        <RoundsStrip {...{ benchmark, rounds, boards, now }} />
      ) : (
        <p className="mt-s5 border-y border-dashed border-rule-2 py-s5">This benchmark has no round yet.</p>
      )}
      <OverfittingSection slug={slug} rounds={rounds} boards={boards} />
      <ModelsSection slug={slug} rounds={rounds} boards={boards} />
      {view && <AdjustedSection view={view} rounds={rounds} picked={picked} />}
      <VersionHistoriesSection slug={slug} versionHistories={versionHistories} metric={benchmark.metric} />
      <AnchorsSection anchors={anchors} />
      <ResidualsTable metric={benchmark.metric} residuals={official?.equating?.residuals ?? []} />
      <Section id="feeds" title="Calendar and feeds">
        <p className="flex flex-wrap gap-x-s4 text-small/[28px]">
          {benchmark.visibility !== 'private' && (
            <>
              <a href={`/benchmarks/${slug}/rounds.ics`} type="text/calendar">
                Calendar of rounds
              </a>
              <a href={`/benchmarks/${slug}/feed.atom`} type="application/atom+xml">
                Atom
              </a>
              <a href={`/benchmarks/${slug}/feed.json`} type="application/feed+json">
                JSON
              </a>
            </>
          )}
          <Link href={`/benchmarks/${slug}/changelog`}>Changelog</Link>
        </p>
      </Section>
    </>
  );
}

/** The model versions used to compare rounds, by the evidence that they were frozen. */
function AnchorsSection({ anchors }: { anchors: readonly AnchorView[] }) {
  if (anchors.length === 0) return null;
  const [proven, vouched] = [
    anchors.filter(({ by }) => by === 'proof'),
    anchors.filter(({ by }) => by === 'word'),
  ];
  return (
    <Section id="anchors" title="Anchor models" aside="frozen model versions, by which rounds are compared">
      {proven.length > 0 && (
        <details>
          <summary>Frozen by proof: received before these rounds opened, and run on them here</summary>
          <div className="mt-s3 mb-s4">
            <AnchorsTable anchors={proven} />
          </div>
        </details>
      )}
      {vouched.length > 0 && (
        <details className="mt-s2">
          <summary>Frozen by a maintainer’s word, which is in the changelog</summary>
          <div className="mt-s3 mb-s4">
            <p className="mb-s3 max-w-[68ch] text-small/[1.5] text-ink-2">
              Only a model or an image that was received before a round opened is proven frozen. Of a
              prediction file a maintainer vouches that its model was; tables of single rounds still say
              “frozen during the round”.
            </p>
            <AnchorsTable anchors={vouched} />
          </div>
        </details>
      )}
    </Section>
  );
}
