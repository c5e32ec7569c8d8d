import type { ReactNode } from 'react';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { ApartNote } from './apart-note';
import { composeRowFacts } from './compose-row-facts';
import { composeRowsFrame } from './compose-rows-frame';
import { computePlotScale } from './compute-plot-scale';
import { countsNow } from './counts-now';
import { pairTestTitles } from './describe-pair-test';
import { listTied, type Tied } from './list-tied';
import { packRows } from './pack-rows';
import { cellClasses } from './ranking-cell';
import { computeWidthMin, type RankingColumn } from './ranking-column';
import { columnOf, type RankingColumns } from './ranking-columns';
import type { RankingFrame } from './ranking-frame';
import { RankingHead, type RankingOrder } from './ranking-head';
import { RankingRows } from './ranking-rows';
import { splitEntries } from './split-entries';

/**
 * A published ranking with at least one row.
 * @param counts items of both parts, for the noise of the gap; null where one is empty
 * @param rows those of this page, in the order that is asked for; ranks and ties stay those of the whole ranking
 */
export function RankingTable({
  board,
  caption,
  columns,
  quotaPerRound,
  hasTeamPages,
  counts,
  rows,
  order,
}: {
  board: LeaderboardView;
  caption: string;
  columns: RankingColumns;
  quotaPerRound: number;
  hasTeamPages: boolean;
  counts: RankingFrame['counts'];
  rows: readonly LeaderboardView['entries'][number][];
  order: RankingOrder;
}) {
  const { ranked, apart } = splitEntries(board.entries);
  const frame: RankingFrame = {
    board,
    // Versions that stand beside what counts may lie outside.
    scale: computePlotScale([...board.entries, ...rows.filter(({ rank }) => rank === null)]),
    columns,
    quotaPerRound,
    hasTeamPages,
    counts,
    picked: order.query.picked,
    baselines: apart.flatMap(({ kind, score }) => (kind === 'baseline' ? [score] : [])),
    bandOf: !countsNow(board) || ranked.length < 2 ? null : ranked[0]!,
  };
  const isInRankOrder = order.query.sort === 'rank' && !order.query.isReversed;
  return (
    <TableBox columns={columns}>
      <caption className="sr-only">{caption}</caption>
      <RankingHead frame={frame} order={order} />
      <tbody className={`max-phone:block ${cellClasses}`}>
        {isInRankOrder ? (
          <RankedRows frame={frame} rows={rows} tiedCount={listTied(ranked).count} />
        ) : (
          <RankingRows
            rows={packRows(rows.map((entry) => composeRowFacts(entry, frame)))}
            frame={composeRowsFrame(frame)}
          />
        )}
      </tbody>
    </TableBox>
  );
}

/** The table, which moves sideways in a box where a reader has chosen more columns than the window holds beside the plot. */
function TableBox({ columns, children }: { columns: RankingColumns; children: ReactNode }) {
  const widthMin = columns.areChosen ? computeWidthMin(listBoxes(columns), columns) : null;
  const scroll = widthMin === null ? null : scrollFor(widthMin);
  return (
    <>
      {scroll && (
        <p className={`hidden pb-s1 text-small text-ink-2 ${scroll.hint}`}>
          Move the table sideways to see all its columns.
        </p>
      )}
      {/* What is for ears only stands in the box too, or the page would be as wide as the table. */}
      <div className={scroll ? `relative ${scroll.box}` : undefined}>
        <table
          className="text-data/[1.3] font-stretch-94% max-phone:block max-phone:min-w-0!"
          style={widthMin === null ? undefined : { minWidth: widthMin }}
        >
          {children}
        </table>
      </div>
    </>
  );
}

/** All columns, in their order. */
const listBoxes = ({ canPick, hasRank, shown }: RankingColumns): RankingColumn[] => [
  ...(canPick ? (['pick'] as const) : []),
  ...(hasRank ? (['rank'] as const) : []),
  ...(['model', 'score', 'plot'] as const),
  ...shown.map(columnOf),
];

/**
 * On which windows a table as wide as that is moved sideways in a box of its own, and a word says so. On the others its head stays in
 * view, which it can't in a box.
 */
function scrollFor(widthMin: number): { box: string; hint: string } {
  if (widthMin <= narrowestMax)
    return {
      box: 'not-max-phone:max-wide:overflow-x-auto',
      hint: 'not-max-phone:max-wide:block',
    };
  if (widthMin <= widestMax)
    return {
      box: 'not-max-phone:max-[1279px]:overflow-x-auto',
      hint: 'not-max-phone:max-[1279px]:block',
    };
  return { box: 'not-max-phone:overflow-x-auto', hint: 'not-max-phone:block' };
}

/** What a page has for a table, in pixels: just above `max-wide`, and from 1,280 on. */
const [narrowestMax, widestMax] = [1_000, 1_200];

type Entry = LeaderboardView['entries'][number];

/** Best first, with the line below what is tied with the leader, and what isn't ranked below all. */
function RankedRows({
  frame,
  rows,
  tiedCount,
}: {
  frame: RankingFrame;
  rows: readonly Entry[];
  /** Of the whole ranking, shown or not. */
  tiedCount: number;
}) {
  const { board, columns } = frame;
  const { ranked, apart } = splitEntries(rows);
  const tied = listTied(ranked);
  const facts = [...ranked, ...apart].map((entry) => composeRowFacts(entry, frame));
  return (
    <RankingRows
      rows={packRows(facts)}
      frame={composeRowsFrame(frame)}
      tideline={
        countsNow(board)
          ? { at: tied.lastIndex, columns: columns.count, text: describeTied(board, tied, tiedCount) }
          : undefined
      }
      noteBefore={
        apart.length > 0
          ? {
              at: ranked.length,
              note: <ApartNote columns={columns.count} kinds={new Set(apart.map(({ kind }) => kind))} />,
            }
          : undefined
      }
    />
  );
}

/** @param allCount how many are tied with the leader, shown or not */
function describeTied({ comparison }: LeaderboardView, { count, between }: Tied, allCount: number): string {
  if (!comparison) return 'Equal published scores share a rank. This ranking has no paired tests.';
  const title = pairTestTitles[comparison.test];
  const tests = `${title.charAt(0).toUpperCase()}${title.slice(1)}, on the same items, 95\u00a0%.`;
  if (comparison.pair_count === 0) return 'There is no other model to compare the leader with.';
  if (allCount === 1)
    return `The leader is alone at rank 1: each other model is behind one before it. ${tests}`;
  const but = between.length === 0 ? '' : ` Not among them: ${between.join(', ')}.`;
  const hidden = count < allCount ? ` ${allCount - count} of them are not shown here.` : '';
  return `${allCount} models could be first: no test puts another model before them.${but}${hidden} ${tests}`;
}
