import type { ReactNode } from 'react';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { WaterEdge } from '../chrome/water-edge';
import { countsNow, describeTied, listTied, splitEntries } from './describe-ranking';
import { computeWidthMin, listColumns } from './ranking-columns';
import { composeRankingFrame, type RankingFrame } from './ranking-frame';
import { RankingHead, type RankingOrder } from './ranking-head';
import { RankingRow } from './ranking-row';
import { plotLayers } from './score-plot';

type Entries = readonly LeaderboardEntry[];

/**
 * A published ranking with at least one row.
 * @param rows those of this page, in the order that is asked for; ranks and ties stay those of the whole ranking
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
} & Pick<RankingFrame, 'columns' | 'quotaPerRound' | 'hasTeamPages'>) {
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

/** The table, which moves sideways in a box where a reader has chosen more columns than the window holds beside the plot. */
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
      {/* Text for screen readers is placed in the box too, or the page would be as wide as the table. */}
      <div className={scroll ? `relative ${scroll.box}` : undefined}>
        <table
          className={columns.areChosen ? 'ranking-table is-chosen' : 'ranking-table'}
          style={{ ...plotLayers(frame), minWidth: widthMin ?? undefined }}
        >
          {children}
        </table>
      </div>
    </>
  );
}

/**
 * The windows on which a table of that width moves sideways in a box, with a hint. On the others its head stays in view, which it
 * can't in a box.
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

/** Widths of a page, in pixels: just above `max-wide`, and from 1,280 on. */
const [narrowestMax, widestMax] = [1_000, 1_200];

/** Best first, with the tideline below the rows that are tied with the leader, and the unranked rows below all. */
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
        <Tideline columns={columns.count} text={describeTied(board.comparison, tied, tiedCount)} />
      )}
      <Rows frame={frame} rows={ranked.slice(above.length)} />
      {apart.length > 0 && (
        <ApartNote columns={columns.count} kinds={new Set(apart.map(({ kind }) => kind))} />
      )}
      <Rows frame={frame} rows={apart} />
    </>
  );
}

const Rows = ({ frame, rows }: { frame: RankingFrame; rows: Entries }) =>
  rows.map((entry) => (
    <RankingRow key={`${entry.model_slug}/${entry.version}`} entry={entry} frame={frame} />
  ));

/** Above the rows that are shown and never ranked: the reason. */
function ApartNote({ columns, kinds }: { columns: number; kinds: ReadonlySet<LeaderboardEntry['kind']> }) {
  return (
    <tr className="ranking-note">
      <td colSpan={columns}>
        <b>Not ranked.</b>
        {kinds.has('entry') && ' These versions stand in the round; another one counts for their model.'}
        {kinds.has('host') && ' Host entries are by who holds the labels.'}
        {kinds.has('baseline') && ' Baselines, the broken lines, are there to compare with.'}
      </td>
    </tr>
  );
}

/** The edge of the leader's water, under the last row that is tied with the leader. */
function Tideline({ columns, text }: { columns: number; text: string }) {
  return (
    <tr className="tideline">
      <td colSpan={columns}>
        <WaterEdge />
        <p>
          <b>Tideline.</b> {text}
        </p>
      </td>
    </tr>
  );
}
