import type { Metadata } from 'next';
import Link from 'next/link';
import { cache } from 'react';
import { requireFound } from '@/app/_load/require-found';
import { Page } from '@/app/_ui/page/page';
import { PageHead } from '@/app/_ui/page/page-head';
import { chooseRankingColumns } from '@/app/_ui/ranking/ranking-columns';
import { parseRankingQuery, type RankingQuery } from '@/app/_ui/ranking/ranking-query';
import { RankingTable } from '@/app/_ui/ranking/ranking-table';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { roundNumber } from '@/lib/contracts/round';
import { findActor } from '@/services/access/find-actor';
import { findHowMadePage } from '@/services/page/find-how-made-page';
import { explainOfficial, explainProvisional } from './explain-table';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ slug: string; number: string }> };

const load = cache(async (slug: string, number: string) =>
  requireFound(await findHowMadePage(await findActor(), slug, roundNumber(number))),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, number } = await params;
  const { benchmark, round } = await load(slug, number);
  return { title: `How this table was made, ${round.title}, ${benchmark.title}` };
}

/** The columns of one ranking explained, in about 150 words: this metric, these rules, these figures. */
export default async function HowMadePage({ params }: Props) {
  const { slug, number } = await params;
  const { benchmark, round, board } = await load(slug, number);
  const path = `/benchmarks/${slug}/rounds/${round.number}`;
  return (
    <Page>
      <PageHead
        crumbs={{
          above: [
            { href: '/benchmarks', title: 'Benchmarks' },
            { href: `/benchmarks/${slug}`, title: benchmark.title },
            { href: path, title: round.title },
          ],
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
          <dl className="mt-s5 grid max-w-[940px] grid-cols-[192px_minmax(0,1fr)] gap-x-s6 font-serif text-lede normal-nums max-phone:grid-cols-1">
            {(board.provisional ? explainProvisional(board, round) : explainOfficial(board, round)).map(
              ({ id, column, text }) => (
                <div key={id} id={id} className="contents">
                  <dt className="border-t border-rule pt-s3 font-semibold">{column}</dt>
                  <dd className="border-t border-rule pt-s3 pb-s4 text-pretty max-phone:border-t-0 max-phone:pt-0">
                    {text}
                  </dd>
                </div>
              ),
            )}
          </dl>
          <p className="mt-s4 flex flex-wrap gap-x-s4 gap-y-s2 border-t border-rule pt-s3 text-small">
            <span className="mr-auto text-ink-2">
              Every number is in the <a href={`/api/v1${path}/leaderboard`}>JSON of the ranking</a>.{' '}
              <Link href={`${path}/verify`}>Verify it</Link> once the round is revealed.
            </span>
            <Link href={path}>Back to the ranking</Link>
            <Link href="/methods">Formulas and tests, on Methods</Link>
          </p>
        </>
      )}
    </Page>
  );
}

/** The first row with its columns, as an illustration. */
function RowOfTable({ board, path }: { board: LeaderboardView; path: string }) {
  const columns = chooseRankingColumns(board, [], board.provisional ? [] : ['evidence']);
  // In another order than by rank, so that no line for ties is drawn below the row.
  const query: RankingQuery = { ...parseRankingQuery({}), sort: 'score' };
  return (
    <RankingTable
      board={board}
      columns={{ ...columns, canPick: false, areChosen: false }}
      caption="The first row of the table"
      quotaPerRound={0}
      hasTeamPages={false}
      rows={board.entries.slice(0, 1)}
      order={{ path, query }}
    />
  );
}
