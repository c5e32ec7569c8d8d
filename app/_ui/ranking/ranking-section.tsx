import Link from 'next/link';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { RoundView } from '@/lib/contracts/round';
import { formatMetric } from '@/lib/core/metrics/format-score';
import { OverfittingLine } from '../freshness/overfitting-line';
import { Instant } from '../instant';
import { ColumnChoice, LeftOutNote } from './column-choice';
import { splitEntries } from './describe-ranking';
import { PickTray } from './pick-tray';
import { chooseRankingColumns } from './ranking-columns';
import { RankingDownloads } from './ranking-downloads';
import { RankingFinder } from './ranking-finder';
import { addressOfQuery, type RankingQuery } from './ranking-query';
import { RankingTable } from './ranking-table';
import { selectRows } from './select-rows';

type RoundOnPage = Pick<RoundView, 'number' | 'title' | 'state' | 'closes_at'> &
  Partial<Pick<RoundView, 'slice_columns'>>;

type Props = {
  benchmark: BenchmarkView;
  round: RoundOnPage;
  /** The round's newest snapshot, or null while none is published. */
  board: LeaderboardView | null;
  /** Of the page, without a query. */
  path: string;
  asked: RankingQuery;
};

export function RankingSection({ board, ...page }: Props) {
  const { round } = page;
  return (
    <section id="ranking" aria-labelledby="ranking-title">
      <h2 className="sr-only" id="ranking-title">
        {round.title}, {nameRanking(round.state)}
      </h2>
      {board && board.entries.length > 0 ? (
        <Ranking board={board} {...page} />
      ) : (
        <NoRanking round={round} board={board} />
      )}
    </section>
  );
}

function Ranking({ benchmark, round, board, path, asked }: Props & { board: LeaderboardView }) {
  // A provisional table says nothing of what is open, and of how a version came to be frozen.
  const query: RankingQuery = board.provisional ? { ...asked, open: [], evidence: null } : asked;
  const columns = chooseRankingColumns(board, benchmark.secondary_metrics, query.columns);
  const { rows, shown, page, pageCount } = selectRows(board, query);
  return (
    <>
      <RankingNote benchmark={benchmark} round={round} board={board} />
      <RankingFinder {...{ board, columns, path, query }} shownCount={rows.length} />
      {shown.length === 0 ? (
        <p className="mt-s4 border-y border-dashed border-rule-2 py-s5">
          No model of this ranking passes the filter.
        </p>
      ) : (
        <>
          <LeftOutNote
            {...{ columns, path, query }}
            hasOpenness={board.entries.some(({ disclosure }) => disclosure !== null)}
          />
          <RankingTable
            {...{ board, columns }}
            caption={`Ranking of ${round.title}, ${board.part} part`}
            quotaPerRound={benchmark.quota_per_round}
            hasTeamPages={benchmark.visibility === 'public'}
            rows={shown}
            order={{ path, query }}
          />
        </>
      )}
      {columns.canPick && <PickTray {...{ board, path, query, shown }} />}
      <div className="mt-s3 flex flex-wrap items-start gap-x-s5 gap-y-s2 text-small">
        <RankingPages {...{ page, pageCount, path, query }} />
        <ColumnChoice {...{ columns, path, query }} />
        {!board.provisional && (round.slice_columns ?? []).length > 0 && (
          <Link href={`/benchmarks/${benchmark.slug}/rounds/${round.number}/subgroups`}>Scores by slice</Link>
        )}
      </div>
      {board.overfitting && <OverfittingLine overfitting={board.overfitting} title={round.title} />}
      <RankingDownloads slug={benchmark.slug} round={round} board={board} />
    </>
  );
}

/** The pages of a long ranking, a hundred rows each. */
function RankingPages({
  page,
  pageCount,
  path,
  query,
}: {
  page: number;
  pageCount: number;
  path: string;
  query: RankingQuery;
}) {
  if (pageCount < 2) return null;
  const href = (to: number) => addressOfQuery(path, { ...query, page: to });
  return (
    <nav aria-label="Pages of the ranking" className="flex gap-s3">
      {page > 1 && (
        <Link href={href(page - 1)} rel="prev">
          Previous
        </Link>
      )}
      <span className="text-ink-2">
        Page {page} of {pageCount}
      </span>
      {page < pageCount && (
        <Link href={href(page + 1)} rel="next">
          Next
        </Link>
      )}
    </nav>
  );
}

function NoRanking({ round, board }: { round: RoundOnPage; board: LeaderboardView | null }) {
  const { verdict, detail } = describeAbsence(round, board);
  return (
    <div className="mt-s4 border-y border-dashed border-rule-2 py-s5">
      <p className="mb-s2 font-serif text-[1.4375rem]/[1.2] font-medium font-stretch-normal normal-nums">
        {verdict}
      </p>
      <p className="text-ink-2">
        {detail} {round.state === 'open' && round.closes_at && <Closes at={round.closes_at} />}
      </p>
    </div>
  );
}

/** What the ranking is of, and how much it counts. */
function RankingNote({
  benchmark,
  round,
  board,
}: {
  benchmark: BenchmarkView;
  round: RoundOnPage;
  board: LeaderboardView;
}) {
  return (
    <p className="pt-s3 pb-s1 text-small/[1.45] text-ink-2" data-testid="ranking-note">
      {formatMetric(board.metric)} on the {board.part} part, {board.item_count.toLocaleString('en')} items.{' '}
      {describeStanding(board)}
      {board.erratum !== null && (
        <>
          {' '}
          Ranked by the labels that were sealed; what changes with the corrected ones of{' '}
          <Link href={`/benchmarks/${benchmark.slug}/rounds/${round.number}/errata`}>
            erratum {board.erratum}
          </Link>{' '}
          stands beside it.
        </>
      )}{' '}
      {board.equating?.text}
    </p>
  );
}

function nameRanking(state: RoundOnPage['state']): string {
  if (state === 'open') return 'provisional ranking';
  if (state === 'frozen') return 'ranking under suspicion';
  return state === 'invalidated' ? 'struck scores' : 'official ranking';
}

function describeStanding(board: LeaderboardView): string {
  if (board.invalidated) return 'Kept for the record: these scores rank nobody.';
  if (board.frozen) return 'Under suspicion: this ranking doesn’t count while the round is frozen.';
  const rankedCount = splitEntries(board.entries).ranked.length;
  if (board.provisional)
    return `${describeTold(rankedCount, board.entered)} The official rank comes from other items.`;
  return `${rankedCount} of ${board.entered} entered ranked, each by the version that counts for it.`;
}

/** Who is missing from a provisional table, and why. */
function describeTold(toldCount: number, enteredCount: number): string {
  const models = enteredCount === 1 ? 'model' : 'models';
  const others = toldCount < enteredCount ? ' No other was told a score so far.' : '';
  return `Provisional, ${toldCount} of ${enteredCount} ${models}.${others}`;
}

function Closes({ at }: { at: string }) {
  return (
    <>
      It closes <Instant at={at} local />.
    </>
  );
}

function describeAbsence(
  round: RoundOnPage,
  board: LeaderboardView | null,
): { verdict: string; detail: string } {
  if (round.state === 'sealed')
    return {
      verdict: 'Sealed',
      detail: 'The test set waits behind the seal. Nothing was submitted to it yet.',
    };
  if (board?.withheld)
    return {
      verdict: `${board.entered} entered, no scores yet`,
      detail:
        'The policy of this benchmark tells no score while a round is open: every answer would use up a bit of it.',
    };
  if (round.state === 'open')
    return { verdict: 'Nobody is ranked yet', detail: 'The first score that is told makes the first row.' };
  if (round.state === 'frozen' || round.state === 'invalidated')
    return { verdict: `This round is ${round.state}`, detail: 'It has no ranking that counts.' };
  return board
    ? {
        verdict: 'Nobody is ranked',
        detail: `${board.entered} entered this round, and none has a score on its final part.`,
      }
    : {
        verdict: 'The final part is being scored',
        detail: 'The official ranking appears here as soon as it is published.',
      };
}
