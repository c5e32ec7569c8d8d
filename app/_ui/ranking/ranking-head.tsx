import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatMetric } from '@/lib/core/metrics/format-score';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import {
  columnOf,
  isMetricColumn,
  type OptionalColumn,
  type RankingColumn,
  titleOfColumn,
  widthOfColumn,
} from './ranking-columns';
import type { RankingFrame } from './ranking-frame';
import { addressOfHowMade, addressOfQuery, type RankingQuery, type SortKey } from './ranking-query';
import { PlotAxis } from './score-plot';

/** The address that a heading links to: the same page in the order of its column. */
export type RankingOrder = { readonly path: string; readonly query: RankingQuery };

export function RankingHead({ frame, order }: { frame: RankingFrame; order: RankingOrder }) {
  const { board, scale, columns, leader } = frame;
  const heading = { frame, order };
  return (
    <thead>
      <tr>
        {columns.canPick && (
          <Heading {...heading} column="pick">
            <span className="sr-only">Compare</span>
          </Heading>
        )}
        {columns.hasRank && (
          <Heading
            {...heading}
            column="rank"
            sort="rank"
            explained="rank"
            note={board.comparison !== null && '95 %'}
          >
            Rank
          </Heading>
        )}
        <Heading {...heading} column="model" sort="model" note="team, version">
          Model
        </Heading>
        <Heading {...heading} column="score" sort="score" explained="interval" note="95 % interval">
          {board.provisional ? 'Score told' : 'Score'}
        </Heading>
        <Heading {...heading} column="plot">
          <span className="sr-only">Score and interval, drawn</span>
          <PlotAxis metric={board.metric} scale={scale} leader={leader} />
        </Heading>
        {columns.shown.map((name) => (
          <Heading
            key={name}
            {...heading}
            column={columnOf(name)}
            sort={name === 'evidence' || name === 'last' ? undefined : name}
            note={noteOf(name, frame)}
            explained={explainedColumns.find((column) => column === name)}
          >
            {isMetricColumn(name) ? formatMetric(name) : titleOfColumn(name)}
          </Heading>
        ))}
      </tr>
    </thead>
  );
}

/** Optional columns that the page about the table explains. */
const explainedColumns = ['evidence', 'gap', 'equated'] as const;

function noteOf(name: OptionalColumn, { board, quotaPerRound }: RankingFrame): string {
  if (isMetricColumn(name)) return `${metricByName[name].direction} is better`;
  switch (name) {
    case 'evidence':
      return board.entries.some(({ disclosure }) => disclosure !== null)
        ? 'code, weights, data'
        : 'frozen when?';
    case 'used':
      return `of ${quotaPerRound} submissions`;
    case 'gap':
      return 'overfitting, 95 %';
    case 'equated':
      return `to round ${board.equating?.base_round}`;
    case 'last':
      return 'on this scale';
    case 'submitted':
      return 'UTC';
  }
}

function Heading({
  column,
  frame: { board, columns },
  order,
  sort,
  note,
  explained,
  children,
}: {
  column: RankingColumn;
  frame: RankingFrame;
  order: RankingOrder;
  sort?: SortKey;
  note?: string | false;
  /** The column's id on the page about the table, where it is explained there. */
  explained?: string;
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
      {note &&
        (explained ? (
          <small>
            <Link href={`${addressOfHowMade(board)}#${explained}`} prefetch={false}>
              {note}
            </Link>
          </small>
        ) : (
          <small>{note}</small>
        ))}
    </th>
  );
}

/** A second click turns the order round. */
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
