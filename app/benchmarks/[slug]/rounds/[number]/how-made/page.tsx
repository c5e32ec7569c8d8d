import type { Metadata } from 'next';
import Link from 'next/link';
import { makeRoundLoader } from '@/app/_load/loaders';
import { RankingFacts } from '@/app/_ui/freshness/ranking-facts';
import { Instant } from '@/app/_ui/instant';
import { listBenchmarkCrumbs } from '@/app/_ui/page/crumbs';
import { Page, PageHead } from '@/app/_ui/page/page';
import { Section } from '@/app/_ui/page/section';
import { countsNow } from '@/app/_ui/ranking/describe-ranking';
import { chooseRankingColumns } from '@/app/_ui/ranking/ranking-columns';
import { parseRankingQuery, type RankingQuery } from '@/app/_ui/ranking/ranking-query';
import { RankingTable } from '@/app/_ui/ranking/ranking-table';
import { ResidualsTable } from '@/app/_ui/ranking/residuals-table';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { findHowMadePage } from '@/services/page/find-pages-of-round';
import { explainOfficial, explainProvisional } from './explain-table';

type Props = { params: Promise<{ slug: string; number: string }> };

const load = makeRoundLoader(findHowMadePage);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, number } = await params;
  const { benchmark, round } = await load(slug, number);
  return { title: `How this table was made, ${round.title}, ${benchmark.title}` };
}

/** The columns of one ranking explained in about 150 words: its metric, its rules, its figures. */
export default async function HowMadePage({ params }: Props) {
  const { slug, number } = await params;
  const { benchmark, round, board, facts } = await load(slug, number);
  const path = `/benchmarks/${slug}/rounds/${round.number}`;
  return (
    <Page>
      <PageHead
        crumbs={{
          above: [...listBenchmarkCrumbs(slug, benchmark.title), { href: path, title: round.title }],
          here: 'how this table was made',
        }}
        title="How this table was made"
        lede="One minute of reading. It covers this table’s metric only."
      />
      {board === null ? (
        <p className="mt-s5">This round has no table yet.</p>
      ) : (
        <>
          <div className="mt-s5">
            <RowOfTable board={board} path={path} />
          </div>
          <dl className="made-rows">
            {(board.provisional ? explainProvisional(board, round) : explainOfficial(board, round)).map(
              ({ id, column, text }) => (
                <div key={id} id={id} className="contents">
                  <dt>{column}</dt>
                  <dd>{text}</dd>
                </div>
              ),
            )}
          </dl>
          <p className="mt-s4 flex flex-wrap gap-x-s4 gap-y-s2 border-t border-rule pt-s3 text-small">
            <span className="mr-auto text-ink-2">
              {round.state === 'revealed' ? (
                <Link href={`${path}/verify`}>Verify it</Link>
              ) : (
                <>
                  It can be verified once the round is revealed. Until then its{' '}
                  <Link href={`${path}/verify`}>commitment</Link> is public.
                </>
              )}
            </span>
            <Link href={path}>Back to the ranking</Link>
            <Link href="/methods">Formulas and tests, on Methods</Link>
          </p>
          <ResidualsTable metric={board.metric} residuals={board.equating?.residuals ?? []} />
          {facts && (
            <Section id="facts" title="Known about this ranking">
              <RankingFacts facts={facts} metric={board.metric} />
            </Section>
          )}
          <Downloads board={board} path={path} />
        </>
      )}
    </Page>
  );
}

/** The table's first row, as an illustration. */
function RowOfTable({ board, path }: { board: LeaderboardView; path: string }) {
  const columns = chooseRankingColumns(board, []);
  // Sorted by score, because the order by rank draws a line for ties below the row.
  const query: RankingQuery = { ...parseRankingQuery({}), sort: 'score' };
  return (
    <RankingTable
      board={board}
      columns={columns}
      caption="The first row of the table"
      quotaPerRound={0}
      hasTeamPages={false}
      ownTeams={new Set()}
      rows={board.entries.slice(0, 1)}
      order={{ path, query }}
    />
  );
}

/** Links that download the snapshot of this page. */
function Downloads({ board, path }: { board: LeaderboardView; path: string }) {
  const call = `/api/v1${path}/leaderboard`;
  return (
    <Section id="download" title="Download" aside="scores, intervals, rank ranges; in JSON every metric">
      <p className="flex flex-wrap gap-x-s4 text-small/[28px]">
        <a href={`${call}?format=csv`}>CSV</a>
        <a href={call}>JSON</a>
        {countsNow(board) && (
          <>
            <a href={`/api/v1${path}/every-eval-ever`}>Every Eval Ever</a>
            <a href={`/api/v1${path}/croissant`}>Croissant</a>
          </>
        )}
      </p>
      <p className="mt-s2 text-small text-ink-2">
        Snapshot <code className="wrap-anywhere">{board.snapshot_id}</code>, published{' '}
        <Instant at={board.published_at} />. Nothing in it changes afterwards.
      </p>
    </Section>
  );
}
