import { Fragment } from 'react';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { ApartNote } from './apart-note';
import { computePlotScale } from './compute-plot-scale';
import { countsNow } from './counts-now';
import { pairTestTitles } from './describe-pair-test';
import { listTied, type Tied } from './list-tied';
import { chooseRankingColumns } from './ranking-columns';
import { RankingHead } from './ranking-head';
import { type RankingFrame, RankingRow } from './ranking-row';
import { splitEntries } from './split-entries';
import { Tideline } from './tideline';

/**
 * A published ranking, best first, with at least one entry.
 * @param secondaryOrder the benchmark's secondary metrics, in its order
 * @param counts items of both parts, for the noise of the gap; null where one is empty
 * @param rows those that a filter leaves; ranks and ties stay those of the whole ranking
 */
export function RankingTable({
  board,
  caption,
  secondaryOrder,
  quotaPerRound,
  counts,
  rows,
}: {
  board: LeaderboardView;
  caption: string;
  secondaryOrder: readonly MetricName[];
  quotaPerRound: number;
  counts: RankingFrame['counts'];
  rows: LeaderboardView['entries'];
}) {
  const columns = chooseRankingColumns(board, secondaryOrder);
  const { ranked, apart } = splitEntries(board.entries);
  const shown = splitEntries(rows);
  const frame: RankingFrame = {
    board,
    // Versions that stand beside what counts may lie outside.
    scale: computePlotScale([...board.entries, ...shown.apart]),
    columns,
    quotaPerRound,
    counts,
    baselines: apart.flatMap(({ kind, score }) => (kind === 'baseline' ? [score] : [])),
    bandOf: board.frozen || board.invalidated || ranked.length < 2 ? null : ranked[0]!,
  };
  const tied = listTied(shown.ranked);
  return (
    <table className="text-data/[1.3] font-stretch-94% max-phone:block">
      <caption className="sr-only">{caption}</caption>
      <RankingHead frame={frame} />
      <tbody className="max-phone:block">
        {shown.ranked.map((entry, i) => (
          <Fragment key={`${entry.team_slug}/${entry.model_slug}`}>
            <RankingRow entry={entry} frame={frame} />
            {i === tied.lastIndex && countsNow(board) && (
              <Tideline columns={columns.count}>
                <b>Tideline.</b> {describeTied(board, tied, listTied(ranked).count)}
              </Tideline>
            )}
          </Fragment>
        ))}
        {shown.apart.length > 0 && (
          <ApartNote columns={columns.count} kinds={new Set(shown.apart.map(({ kind }) => kind))} />
        )}
        {shown.apart.map((entry) => (
          <RankingRow key={`${entry.team_slug}/${entry.model_slug}`} entry={entry} frame={frame} />
        ))}
      </tbody>
    </table>
  );
}

/** @param allCount how many are tied with the leader, shown or not */
function describeTied({ comparison }: LeaderboardView, { count, between }: Tied, allCount: number): string {
  if (!comparison) return 'Equal published scores share a rank. This ranking has no paired tests.';
  const by = `by ${pairTestTitles[comparison.test]} on the same items, 95 %`;
  if (comparison.pair_count === 0) return 'There is no other model to compare the leader with.';
  if (allCount === 1)
    return `Every other model is told from one before it ${by}: the leader is alone at rank 1.`;
  const but = between.length === 0 ? '' : ` but ${between.join(', ')}`;
  if (count < allCount)
    return `Tied with the leader, not told from any model before them ${by}: all models above${but}, and ${allCount - count} that the filter hides.`;
  return `Tied with the leader, not told from any model before them ${by}: all models above${but}.`;
}
