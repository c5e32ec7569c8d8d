import Link from 'next/link';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { RoundView } from '@/lib/contracts/round';
import { formatMetric } from '@/lib/core/metrics/format-score';
import type { RoundState } from '@/lib/core/round/round-state';
import { OverfittingLine } from '../freshness/ranking-facts';
import { Instant } from '../instant';
import { countsNow, describeResult, explainRankRange, splitEntries } from './describe-ranking';
import { PickTray } from './pick-tray';
import { chooseRankingColumns } from './ranking-columns';
import { RankingFinder } from './ranking-finder';
import { addressOfHowMade, addressOfQuery, type RankingQuery } from './ranking-query';
import { RankingTable } from './ranking-table';
import { selectRows } from './select-rows';

type RoundOnPage = Pick<RoundView, 'number' | 'title' | 'state' | 'closes_at'> &
  Partial<Pick<RoundView, 'slice_columns' | 'secondary_metrics' | 'quota_per_round'>>;

type Props = {
  benchmark: BenchmarkView;
  round: RoundOnPage;
  /** The round's newest published ranking; null while there is none. */
  board: LeaderboardView | null;
  /** Path of the page without a query. */
  path: string;
  query: RankingQuery;
  /** Slugs of the teams to which the reader belongs. */
  ownTeams: ReadonlySet<string>;
};

export function RankingSection({ board, ...page }: Props) {
  const { round } = page;
  const isShown = board !== null && board.entries.length > 0;
  return (
    <section id="ranking" aria-labelledby="ranking-title" className="mt-s5">
      <div className="ranking-lead">
        <div>
          <h2 id="ranking-title">
            {round.title}, {nameRanking(round.state)}
          </h2>
          {isShown && (
            <p className="result" data-testid="result">
              {describeBoard(board)}
            </p>
          )}
        </div>
        {isShown && <RankingNote board={board} />}
      </div>
      {isShown ? <Ranking board={board} {...page} /> : <NoRanking round={round} board={board} />}
    </section>
  );
}

function nameRanking(state: RoundOnPage['state']): string {
  switch (state) {
    case 'sealed':
      return 'sealed';
    case 'open':
      return 'in progress';
    case 'frozen':
      return 'ranking under suspicion';
    case 'invalidated':
      return 'struck scores';
    default:
      return 'official ranking';
  }
}

/** The result of the ranking in a sentence, or the reason why the table has no ranks. */
function describeBoard(board: LeaderboardView): string {
  const { ranked } = splitEntries(board.entries);
  if (board.invalidated) return 'For the record only: these scores rank no model.';
  if (board.frozen) return 'This ranking doesn’t count while the round is frozen.';
  if (!board.provisional) return describeResult(ranked, board.comparison);
  const models = board.entered === 1 ? 'model has' : 'models have';
  return `${ranked.length} of ${board.entered} ${models} a provisional score. The official ranking uses other items.`;
}

/** The metric, the number of items, and an explanation of rank ranges by an example. */
function RankingNote({ board }: { board: LeaderboardView }) {
  return (
    <p data-testid="ranking-note">
      {formatMetric(board.metric)} on {board.item_count.toLocaleString('en')}{' '}
      {board.provisional ? 'items of the feedback split' : 'items'}, {board.direction} is better.{' '}
      {board.provisional
        ? 'No model is ranked before the close.'
        : board.comparison !== null &&
          !board.invalidated &&
          explainRankRange(splitEntries(board.entries).ranked)}
      {board.erratum !== null && (
        <>
          {' '}
          Scores with the corrected labels of{' '}
          <Link href={`/benchmarks/${board.benchmark}/rounds/${board.round}/errata`}>
            erratum {board.erratum}
          </Link>{' '}
          are beside the official ones.
        </>
      )}
    </p>
  );
}

function Ranking({
  benchmark,
  round,
  board,
  path,
  query: given,
  ownTeams,
}: Props & { board: LeaderboardView }) {
  // A provisional table shows neither openness nor when a version was frozen, so these two filters are dropped.
  const query: RankingQuery = board.provisional ? { ...given, open: [], evidence: null } : given;
  const columns = chooseRankingColumns(board, round.secondary_metrics ?? benchmark.secondary_metrics, {
    chosen: query.columns,
    isPicking: query.isPicking,
  });
  const { rows, shown, page, pageCount } = selectRows(board, query);
  const hasSlices = !board.provisional && (round.slice_columns ?? []).length > 0;
  return (
    <>
      <RankingFinder
        {...{ board, columns, path, query }}
        shownCount={rows.length}
        slicesHref={hasSlices ? `/benchmarks/${benchmark.slug}/rounds/${round.number}/subgroups` : null}
      />
      {shown.length === 0 ? (
        <p className="mt-s4 border-y border-dashed border-rule-2 py-s5">
          No model of this ranking passes the filter.
        </p>
      ) : (
        <RankingTable
          {...{ board, columns, ownTeams }}
          caption={`Ranking of ${round.title}, ${board.split} split`}
          quotaPerRound={round.quota_per_round ?? benchmark.quota_per_round}
          hasTeamPages={benchmark.visibility === 'public'}
          rows={shown}
          order={{ path, query }}
        />
      )}
      {columns.isPicking && <PickTray {...{ board, path, query, shown }} />}
      <RankingPages {...{ page, pageCount, path, query }} />
      <AfterTable
        board={board}
        state={round.state}
        hasOwn={shown.some(({ team_slug }) => ownTeams.has(team_slug))}
      />
      {board.overfitting && <OverfittingLine overfitting={board.overfitting} title={round.title} />}
    </>
  );
}

type AfterTableProps = {
  board: LeaderboardView;
  state: RoundState;
  hasOwn: boolean;
};

/** Below the table: when the ranking was published, and links to its method, files and verification. */
function AfterTable({ board, state, hasOwn }: AfterTableProps) {
  const page = `/benchmarks/${board.benchmark}/rounds/${board.round}`;
  const call = `/api/v1${page}/leaderboard`;
  return (
    <div className="after-table">
      <p>
        {board.provisional ? (
          <>
            As of <Instant at={board.published_at} />.
          </>
        ) : (
          <>
            Published <Instant at={board.published_at} precision="day" />. {describeLaterChange(state)}
          </>
        )}
        {hasOwn && ' '}
        {hasOwn && (
          <span className="inline-block">
            <span className="mr-6 inline-block h-14 w-4 bg-foreshore align-[-2px]" aria-hidden="true" />
            Rows with this edge are your team’s.
          </span>
        )}
      </p>
      <p>
        <Link href={addressOfHowMade(board)} prefetch={false}>
          How this table was made
        </Link>
        <a href={`${call}?format=csv`}>CSV</a>
        <a href={call}>JSON</a>
        {countsNow(board) && (
          <>
            <Link href={`${page}/share`} prefetch={false}>
              Cite or embed
            </Link>
            <Link href={`${page}/verify`} prefetch={false}>
              {state === 'revealed' ? 'Verify' : 'Commitment'}
            </Link>
          </>
        )}
      </p>
    </div>
  );
}

const describeLaterChange = (state: RoundState): string =>
  state === 'revealed'
    ? 'It changes only if two people publish an erratum or withdraw a team that copied.'
    : 'It changes only if a submission is withdrawn; the changelog then says so.';

type RankingPagesProps = {
  page: number;
  pageCount: number;
  path: string;
  query: RankingQuery;
};

/** Links to the pages of a long ranking, with a hundred rows on each. */
function RankingPages({ page, pageCount, path, query }: RankingPagesProps) {
  if (pageCount < 2) return null;
  const href = (to: number) => addressOfQuery(path, { ...query, page: to });
  return (
    <nav aria-label="Pages of the ranking" className="mt-s3 flex gap-s3 text-small">
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
        {detail}{' '}
        {round.state === 'open' && round.closes_at && (
          <>
            It closes <Instant at={round.closes_at} local />.
          </>
        )}
      </p>
    </div>
  );
}

function describeAbsence(
  round: RoundOnPage,
  board: LeaderboardView | null,
): { verdict: string; detail: string } {
  if (round.state === 'sealed')
    return { verdict: 'Sealed', detail: 'The test set stays hidden until the round opens.' };
  if (board?.withheld)
    return {
      verdict: `${board.entered} entered, no scores yet`,
      detail:
        'This benchmark gives no feedback while a round is open: each feedback would use some of it up.',
    };
  if (round.state === 'open')
    return { verdict: 'No scores yet', detail: 'The first reported score makes the first row.' };
  if (round.state === 'frozen' || round.state === 'invalidated')
    return { verdict: `This round is ${round.state}`, detail: 'It has no ranking that counts.' };
  return board
    ? {
        verdict: 'No model is ranked',
        detail: `${board.entered} entered this round, and none has a score on its final split.`,
      }
    : {
        verdict: 'The final split is being scored',
        detail: 'The official ranking appears here as soon as it is published.',
      };
}
