import Link from 'next/link';
import type { ReactNode } from 'react';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { formatMetric } from '@/lib/core/metrics/format-score';
import { metricByName } from '@/lib/core/metrics/metric-name';
import { WaterEdge } from '../chrome/water-edge';
import { countsNow, describeTied, listTied, splitEntries } from './describe-ranking';
import {
  columnOf,
  computeWidthMin,
  isMetricColumn,
  listColumns,
  type OptionalColumn,
  type RankingColumn,
  titleOfColumn,
  widthOfColumn,
} from './ranking-columns';
import { composeRankingFrame, type RankingFrame } from './ranking-frame';
import { addressOfQuery, type RankingQuery, type SortKey, sortNames } from './ranking-query';
import { RankingRow } from './ranking-row';
import { PlotAxis, plotLines } from './score-plot';

type Entries = readonly LeaderboardEntry[];

/** Path and query from which the headings make links that sort by their column. */
type RankingOrder = { readonly path: string; readonly query: RankingQuery };

/**
 * A published ranking with at least one row.
 * @param rows rows of this page in the chosen order; ranks and ties are those of the whole ranking
 */
export function RankingTable({
  board,
  caption,
  rows,
  order,
  ...given
}: {
  board: LeaderboardView;
  caption: string;
  rows: Entries;
  order: RankingOrder;
} & Pick<RankingFrame, 'columns' | 'quotaPerRound' | 'hasTeamPages' | 'ownTeams'>) {
  const { query } = order;
  const frame = composeRankingFrame(board, rows, { ...given, picked: query.picked });
  const isInRankOrder = query.sort === 'rank' && !query.isReversed;
  return (
    <TableBox frame={frame}>
      <caption className="sr-only">{caption}</caption>
      <RankingHead frame={frame} order={order} />
      <tbody>
        {isInRankOrder ? <RankedRows frame={frame} rows={rows} /> : <Rows frame={frame} rows={rows} />}
      </tbody>
    </TableBox>
  );
}

/** The table in a box that scrolls horizontally if the chosen columns don't fit in the window. */
function TableBox({ frame, children }: { frame: RankingFrame; children: ReactNode }) {
  const { columns } = frame;
  const widthMin = columns.areChosen ? computeWidthMin(listColumns(columns), columns) : null;
  const scroll = widthMin === null ? null : scrollFor(widthMin);
  return (
    <>
      {scroll && (
        <p className={`hidden pb-s1 text-small text-ink-2 ${scroll.hint}`}>
          Move the table sideways to see all its columns.
        </p>
      )}
      {/* `relative` is needed, since absolutely positioned text for screen readers would otherwise widen the page. */}
      <div className={scroll ? `relative ${scroll.box}` : undefined}>
        <table
          className={columns.areChosen ? 'ranking-table is-chosen' : 'ranking-table'}
          style={{ ...plotLines(frame.scale), minWidth: widthMin ?? undefined }}
        >
          {children}
        </table>
      </div>
    </>
  );
}

/**
 * Classes by the window's width: a box that scrolls, and a hint, where the window is too narrow for the table; elsewhere no
 * box, since a table's head can't be sticky inside one.
 */
function scrollFor(widthMin: number): { box: string; hint: string } {
  if (widthMin <= narrowestMax)
    return { box: 'not-max-phone:max-wide:overflow-x-auto', hint: 'not-max-phone:max-wide:block' };
  if (widthMin <= widestMax)
    return {
      box: 'not-max-phone:max-[1279px]:overflow-x-auto',
      hint: 'not-max-phone:max-[1279px]:block',
    };
  return { box: 'not-max-phone:overflow-x-auto', hint: 'not-max-phone:block' };
}

/** Widths of the page's content in pixels: in windows just above the limit of `max-wide`, and in windows of 1,280 or more. */
const [narrowestMax, widestMax] = [1_000, 1_200];

function RankingHead({ frame, order }: { frame: RankingFrame; order: RankingOrder }) {
  const { board, scale, columns } = frame;
  const heading = { frame, order };
  return (
    <thead>
      <tr>
        {columns.isPicking && (
          <Heading {...heading} column="pick">
            <span className="sr-only">Compare</span>
          </Heading>
        )}
        {columns.hasRank && (
          <Heading {...heading} column="rank" sort="rank">
            Rank
          </Heading>
        )}
        <Heading {...heading} column="model" sort="model">
          Model and team
        </Heading>
        <Heading {...heading} column="score" sort="score" note="95 % interval">
          {board.provisional ? 'Reported score' : 'Score'}
        </Heading>
        <Heading {...heading} column="plot">
          <span className="sr-only">Score and interval, drawn</span>
          <PlotAxis metric={board.metric} scale={scale} />
        </Heading>
        {columns.shown.map((name) => (
          <Heading
            key={name}
            {...heading}
            column={columnOf(name)}
            sort={sortOf(name)}
            note={noteOf(name, board)}
          >
            {isMetricColumn(name) ? formatMetric(name) : titleOfColumn(name)}
          </Heading>
        ))}
      </tr>
    </thead>
  );
}

const sortOf = (name: OptionalColumn): SortKey | undefined =>
  isMetricColumn(name) ? name : sortNames.find((sort) => sort === name);

/** The second line of a column's heading; null for none. */
function noteOf(name: OptionalColumn, board: LeaderboardView): string | null {
  if (isMetricColumn(name)) return `${metricByName[name].direction} is better`;
  switch (name) {
    case 'gap':
      return '95 % interval';
    case 'equated':
      return `to round ${board.equating?.base_round}`;
    case 'last':
      return 'on this scale';
    default:
      return null;
  }
}

function Heading({
  column,
  frame: { columns },
  order,
  sort,
  note = null,
  children,
}: {
  column: RankingColumn;
  frame: RankingFrame;
  order: RankingOrder;
  sort?: SortKey;
  note?: string | null;
  children: ReactNode;
}) {
  const isSorted = sort !== undefined && order.query.sort === sort;
  return (
    <th
      scope="col"
      className={`cell-${column}`}
      {...(column !== 'plot' && { style: { width: widthOfColumn(column, columns) } })}
      {...(isSorted && sort !== 'rank' && { 'aria-sort': 'other' })}
    >
      {sort ? (
        <SortLink sort={sort} isSorted={isSorted} order={order}>
          {children}
        </SortLink>
      ) : (
        children
      )}
      {note !== null && <small>{note}</small>}
    </th>
  );
}

/** A link that sorts by its column; a second click reverses the order. */
function SortLink({
  sort,
  isSorted,
  order: { path, query },
  children,
}: {
  sort: SortKey;
  isSorted: boolean;
  order: RankingOrder;
  children: ReactNode;
}) {
  const isReversed = isSorted && !query.isReversed;
  return (
    <Link
      href={addressOfQuery(path, { ...query, sort, isReversed, page: 1 })}
      scroll={false}
      prefetch={false}
      {...(isSorted && sort !== 'rank' && { className: 'is-sorted' })}
    >
      {children}
      {isSorted && (sort !== 'rank' || query.isReversed) && (
        <span aria-hidden="true"> {query.isReversed ? '↑' : '↓'}</span>
      )}
    </Link>
  );
}

/** The ranked rows, with the tideline (the line below the last row that ties for first), then the rows without a rank. */
function RankedRows({ frame, rows }: { frame: RankingFrame; rows: Entries }) {
  const { board, columns } = frame;
  const { ranked, apart } = splitEntries(rows);
  const tied = listTied(ranked);
  const above = countsNow(board) ? ranked.slice(0, tied.lastIndex + 1) : [];
  const tiedCount = listTied(splitEntries(board.entries).ranked).count;
  return (
    <>
      <Rows frame={frame} rows={above} />
      {above.length > 0 && (
        <Tideline columns={columns.count} {...describeTied(board.comparison, tied, tiedCount)} />
      )}
      <Rows frame={frame} rows={ranked.slice(above.length)} />
      {apart.length > 0 && (
        <UnrankedNote columns={columns.count} kinds={new Set(apart.map(({ kind }) => kind))} />
      )}
      <Rows frame={frame} rows={apart} />
    </>
  );
}

const Rows = ({ frame, rows }: { frame: RankingFrame; rows: Entries }) =>
  rows.map((entry) => (
    <RankingRow key={`${entry.model_slug}/${entry.version}`} entry={entry} frame={frame} />
  ));

/** A note above the rows without a rank, which says why they have none. */
function UnrankedNote({ columns, kinds }: { columns: number; kinds: ReadonlySet<LeaderboardEntry['kind']> }) {
  return (
    <tr className="ranking-note">
      <td colSpan={columns}>
        <b>Not ranked.</b>
        {kinds.has('entry') && ' Of each of these models another version counts.'}
        {kinds.has('host') && ' The host of a benchmark holds its labels.'}
        {kinds.has('baseline') && ' Baselines are there to compare with.'}
      </td>
    </tr>
  );
}

/** A table row with the tideline (a wave below the last row that ties for first) and its caption. */
function Tideline({ columns, lead, rest }: { columns: number; lead: string; rest: string }) {
  return (
    <tr className="tideline">
      <td colSpan={columns}>
        <WaterEdge />
        <p>
          <b>{lead}</b> {rest}
        </p>
      </td>
    </tr>
  );
}
