import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { metrics } from '@/lib/core/scoring/metrics';
import { formatInterval, formatScore } from '../format-score';
import { Instant } from '../instant';
import type { PlotScale } from './compute-plot-scale';
import { EvidenceBadge, evidenceClass } from './evidence-badge';
import { GapCell } from './gap-cell';
import type { RankingColumns } from './ranking-columns';
import { UsedTally } from './used-tally';
import { Whisker } from './whisker';

/** What all rows of a table share. */
export type RankingFrame = {
  board: LeaderboardView;
  scale: PlotScale;
  columns: RankingColumns;
  quotaPerRound: number;
  counts: { feedback: number; final: number } | null;
};

export function RankingRow({ entry, frame }: { entry: LeaderboardEntry; frame: RankingFrame }) {
  const { board, scale, columns, quotaPerRound, counts } = frame;
  const { metric, direction } = board;
  return (
    <tr className={entry.tied_with_leader && !board.provisional ? 'r tied' : 'r'}>
      <td className="c-rank">{formatRank(entry)}</td>
      <th scope="row" className="c-model">
        <b>{entry.model}</b>
        <span>
          {entry.team}, version {entry.version}
        </span>
      </th>
      <td className="c-score">
        <b>{formatScore(metric, entry.score)}</b>
        <span>{formatInterval(metric, entry.interval)}</span>
      </td>
      <td className={board.provisional ? 'c-plot' : `c-plot ${evidenceClass[entry.evidence]}`}>
        <Whisker
          entry={entry}
          metric={metric}
          scale={scale}
          band={entry.tied_with_leader ? board.entries[0]!.interval : null}
        />
      </td>
      <td className="c-ev">
        <EvidenceBadge evidence={entry.evidence} />
      </td>
      {columns.secondary.map((name) => (
        <td key={name} className="c-sec num" data-l={metrics[name].title}>
          {entry.secondary[name] === undefined ? '' : formatScore(name, entry.secondary[name])}
        </td>
      ))}
      <td className="c-sub" data-l="used">
        <UsedTally used={entry.submissions_used} limit={quotaPerRound} />
      </td>
      {columns.hasGap && (
        <td className="c-gap num" data-l="gap">
          <GapCell entry={entry} metric={metric} direction={direction} counts={counts} />
        </td>
      )}
      <td className="c-date num" data-l="sent">
        <Instant at={entry.submitted_at} precision="shortDay" />
      </td>
    </tr>
  );
}

/** The rank as an interval where paired tests were made, else the plain rank. */
function formatRank({ rank, rank_lower, rank_upper }: LeaderboardEntry): string {
  if (rank_lower === null || rank_upper === null) return String(rank);
  return rank_lower === rank_upper ? String(rank_lower) : `${rank_lower}–${rank_upper}`;
}
