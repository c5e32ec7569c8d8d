import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatMetric } from '@/lib/core/metrics/format-score';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import { PlotAxis } from './plot-axis';
import { PlotLines } from './plot-lines';
import { boxOfColumn, type RankingColumn } from './ranking-column';
import {
  columnOf,
  isMetricColumn,
  type OptionalColumn,
  type RankingColumns,
  titleOfColumn,
} from './ranking-columns';
import type { RankingFrame } from './ranking-frame';
import { addressOfQuery, type RankingQuery, type SortKey } from './ranking-query';

/** Where a heading leads: to the same page in the order of its column. */
export type RankingOrder = { readonly path: string; readonly query: RankingQuery };

export function RankingHead({ frame, order }: { frame: RankingFrame; order: RankingOrder }) {
  const { board, scale, columns, bandOf, baselines } = frame;
  const heading = { columns, order };
  return (
    // On a phone the shared axis alone stays on top.
    <thead className="max-phone:sticky max-phone:top-0 max-phone:z-3 max-phone:block max-phone:bg-paper">
      <tr className="max-phone:block">
        {columns.canPick && (
          <Heading {...heading} column="pick">
            <span className="sr-only">Compare</span>
          </Heading>
        )}
        {columns.hasRank && (
          <Heading {...heading} column="rank" sort="rank" note={board.comparison !== null && '95 %'}>
            Rank
          </Heading>
        )}
        <Heading {...heading} column="model" sort="model" note="team, version">
          Model
        </Heading>
        <Heading {...heading} column="score" sort="score" note="95 % interval">
          {board.provisional ? 'Score told' : 'Score'}
        </Heading>
        <Heading {...heading} column="plot">
          <span className="sr-only">Score and interval, drawn</span>
          <PlotAxis metric={board.metric} scale={scale} leader={bandOf} />
          <PlotLines scale={scale} baselines={baselines} />
        </Heading>
        {columns.shown.map((name) => (
          <Heading
            key={name}
            {...heading}
            column={columnOf(name)}
            sort={name === 'evidence' || name === 'last' ? undefined : name}
            note={noteOf(name, frame)}
          >
            {isMetricColumn(name) ? formatMetric(name) : titleOfColumn(name)}
          </Heading>
        ))}
      </tr>
    </thead>
  );
}

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
      return 'feedback − final';
    case 'equated':
      return `on round ${board.equating?.base_round}`;
    case 'last':
      return 'on this scale';
    case 'submitted':
      return 'UTC';
  }
}

const headingClasses =
  'sticky top-0 z-2 bg-paper align-bottom text-small/[1.25] text-ink-2 shadow-[inset_0_-1px_var(--ink)] max-phone:static max-phone:w-auto print:static';

function Heading({
  column,
  columns,
  order,
  sort,
  note,
  children,
}: {
  column: RankingColumn;
  columns: RankingColumns;
  order: RankingOrder;
  sort?: SortKey;
  note?: string | false;
  children: ReactNode;
}) {
  const space =
    column === 'plot'
      ? 'forced-color-adjust-none max-phone:block max-phone:pt-6'
      : `pt-8 pb-7 max-phone:hidden ${column === 'model' && !columns.hasRank ? 'pl-12' : ''}`;
  const isSorted = sort !== undefined && order.query.sort === sort;
  return (
    <th
      scope="col"
      className={`${headingClasses} ${boxOfColumn(column, columns)} ${space}`}
      aria-sort={isSorted && sort !== 'rank' ? 'other' : undefined}
    >
      {sort ? (
        <SortLink sort={sort} isSorted={isSorted} order={order}>
          {children}
        </SortLink>
      ) : (
        children
      )}
      {note && <small className="block text-micro text-ink-3">{note}</small>}
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
      className={`text-inherit no-underline hover:underline ${isSorted && sort !== 'rank' ? 'font-semibold text-ink' : ''}`}
    >
      {children}
      {isSorted && (sort !== 'rank' || query.isReversed) && (
        <span aria-hidden="true"> {query.isReversed ? '↑' : '↓'}</span>
      )}
    </Link>
  );
}
