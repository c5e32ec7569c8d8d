import type { Metadata } from 'next';
import Link from 'next/link';
import { describePage } from '@/app/_load/describe-page';
import { makeLoader } from '@/app/_load/loaders';
import { feedLinks } from '@/app/_ui/changelog/feed-links';
import { Instant } from '@/app/_ui/instant';
import { FrozenBanner } from '@/app/_ui/moderation/moderation-banner';
import { Section } from '@/app/_ui/page/section';
import { splitEntries } from '@/app/_ui/ranking/describe-ranking';
import { formatEntryScore } from '@/app/_ui/ranking/entry-score';
import { parseRankingQuery } from '@/app/_ui/ranking/ranking-query';
import { RankingSection } from '@/app/_ui/ranking/ranking-section';
import { RoundBar } from '@/app/_ui/round/round-bar';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { RoundView } from '@/lib/contracts/round';
import { findBenchmarkPage } from '@/services/page/find-benchmark-page';
import { BenchmarkHead } from './benchmark-head';
import { ExposureLine } from './exposure-line';

const load = makeLoader(findBenchmarkPage);

export async function generateMetadata({ params }: PageProps<'/benchmarks/[slug]'>): Promise<Metadata> {
  const { benchmark } = await load((await params).slug);
  return describePage({
    path: `/benchmarks/${benchmark.slug}`,
    title: benchmark.title,
    description: benchmark.summary,
    types: feedLinks(benchmark.slug, benchmark.title),
    card: `/card/${benchmark.slug}.png`,
  });
}

/** The newest official ranking, followed by the state of the open round. Before the first official ranking: the open round's table. */
export default async function BenchmarkPage({ params, searchParams }: PageProps<'/benchmarks/[slug]'>) {
  const { slug } = await params;
  const { benchmark, rounds, boards, ownTeams, announcement } = await load(slug);
  const find = (summary: { number: number } | null) =>
    rounds.find(({ number }) => number === summary?.number) ?? null;
  const [open, closed] = [find(benchmark.open_round), find(benchmark.newest_closed_round)];
  const round = closed ?? open;
  const now = new Date();
  return (
    <>
      <BenchmarkHead current="" {...{ benchmark, rounds, now }} />
      {announcement && (
        <p className="mt-s4 text-data" data-testid="announcement">
          <Instant at={announcement.at} precision="day" />:{' '}
          <Link href={`/benchmarks/${slug}/changelog`}>
            <bdi>{announcement.title}</bdi>
          </Link>
        </p>
      )}
      {benchmark.frozen_round && <FrozenBanner round={benchmark.frozen_round} slug={slug} />}
      {rounds.length > 0 && <RoundBar selected={round?.number ?? null} {...{ slug, rounds, now }} />}
      {round ? (
        <RankingSection
          benchmark={benchmark}
          round={round}
          board={boards.get(round.number) ?? null}
          path={`/benchmarks/${slug}`}
          query={parseRankingQuery(await searchParams)}
          ownTeams={ownTeams}
        />
      ) : (
        <p className="mt-s5 border-y border-dashed border-rule-2 py-s5">
          {rounds.some(({ opened_at }) => opened_at !== null)
            ? 'No round of this benchmark has a ranking that counts.'
            : 'No round of this benchmark has opened yet.'}
        </p>
      )}
      {open && closed && (
        <OpenRoundSection slug={slug} round={open} board={boards.get(open.number) ?? null} />
      )}
    </>
  );
}

type Props = {
  slug: string;
  round: RoundView;
  board: LeaderboardView | null;
};

/** The open round in two sentences, with its exposure. */
function OpenRoundSection({ slug, round, board }: Props) {
  const { exposure_detail: exposure, feedback_count: feedbackCount, final_count: finalCount } = round;
  return (
    <Section
      title={
        <>
          <bdi>{round.title}</bdi>, in progress
        </>
      }
      aside={
        board &&
        !board.withheld &&
        `provisional: on ${board.item_count.toLocaleString('en')} items with feedback`
      }
    >
      <div className="grid grid-cols-[1.25fr_1fr] items-start gap-x-s7 gap-y-s4 text-data/[1.5] text-ink-2 max-wide:grid-cols-1">
        <div>
          <p className="result text-ink">{describeProgress(board)}</p>
          <p className="mt-s2">
            {finalCount !== null && (
              <>
                The other {finalCount.toLocaleString('en')} items are scored once, at the close
                {round.closes_at && (
                  <>
                    {' '}
                    on <Instant at={round.closes_at} precision="day" />
                  </>
                )}
                .{' '}
              </>
            )}
            <Link href={`/benchmarks/${slug}/rounds/${round.number}`}>
              {board?.withheld ? 'See the round' : 'See the provisional table'}
            </Link>
          </p>
        </div>
        {exposure && feedbackCount ? <ExposureLine {...{ exposure, feedbackCount }} /> : null}
      </div>
    </Section>
  );
}

function describeProgress(board: LeaderboardView | null): string {
  if (board === null) return 'No model has a score yet.';
  const { entered, withheld, metric } = board;
  const models = `${entered} ${entered === 1 ? 'model' : 'models'}`;
  if (withheld) return `${models} entered. Scores are published at the close.`;
  const { ranked } = splitEntries(board.entries);
  const [best] = ranked;
  if (!best) return `${models} entered; none has a provisional score yet.`;
  const { score, interval } = formatEntryScore(metric, best);
  return `${ranked.length} of ${models} ${ranked.length === 1 ? 'has' : 'have'} a provisional score; the best is ${score}${interval ? ` (95 % interval ${interval})` : ''}.`;
}
