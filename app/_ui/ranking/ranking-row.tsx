import type { ReactNode } from 'react';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { ScoreBeforeErratum } from '../errata/score-before-erratum';
import { formatInterval, formatScore } from '../format-score';
import { Instant } from '../instant';
import type { PlotScale } from './compute-plot-scale';
import { countsNow } from './counts-now';
import { EquatedScore } from './equated-score';
import { EvidenceBadge, evidenceTones } from './evidence-badge';
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
  /** The leader, whose interval stands behind those tied with it; null where the ranking doesn't count, or has one model. */
  bandOf: LeaderboardEntry | null;
};

export function RankingRow({ entry, frame }: { entry: LeaderboardEntry; frame: RankingFrame }) {
  const { board, scale, columns, quotaPerRound, counts, bandOf } = frame;
  const { metric, direction, invalidated: isStruck } = board;
  return (
    <tr
      className={entry.tied_with_leader && countsNow(board) ? 'ranked tied' : 'ranked'}
      data-testid="ranking-row"
    >
      <td className="c-rank" data-testid="rank">
        {isStruck ? <NoRank /> : formatRank(entry)}
        {entry.tied_with_leader && board.comparison && countsNow(board) && (
          <span className="sr-only">, tied with the leader</span>
        )}
      </td>
      <ModelHead entry={entry} board={board} />
      <ScoreCell entry={entry} board={board} />
      <td
        className={`c-plot ${board.provisional || isStruck ? 'text-ink-3' : evidenceTones[entry.evidence]}`}
      >
        <Whisker
          entry={entry}
          metric={metric}
          scale={scale}
          band={entry.tied_with_leader && bandOf ? bandOf.interval : null}
          isProvisional={board.provisional}
        />
      </td>
      <td className="c-ev">
        <EvidenceBadge evidence={entry.evidence} />
      </td>
      {columns.secondary.map((name) => (
        <NumberCell key={name} column="c-sec" label={metricByName[name].title}>
          {entry.secondary[name] !== undefined && (
            <Score isStruck={isStruck}>{formatScore(name, entry.secondary[name])}</Score>
          )}
        </NumberCell>
      ))}
      <td className="c-sub" data-l="used">
        <UsedTally used={entry.submissions_used} limit={quotaPerRound} />
      </td>
      {columns.hasGap && (
        <NumberCell column="c-gap" label="gap">
          <Score isStruck={isStruck}>
            <GapCell entry={entry} metric={metric} direction={direction} counts={counts} />
          </Score>
        </NumberCell>
      )}
      {columns.hasEquated && (
        <NumberCell column="c-eq" label="equated" testId="equated">
          <Score isStruck={isStruck}>
            <EquatedScore entry={entry} metric={metric} />
          </Score>
        </NumberCell>
      )}
      <NumberCell column="c-date" label="sent">
        <Instant at={entry.submitted_at} precision="shortDay" />
      </NumberCell>
    </tr>
  );
}

/** @param label names the number where the table has no head, on a phone */
function NumberCell({
  column,
  label,
  testId,
  children,
}: {
  column: string;
  label: string;
  testId?: string;
  children: ReactNode;
}) {
  return (
    <td
      className={`${column} text-right whitespace-nowrap max-phone:text-left`}
      data-l={label}
      data-testid={testId}
    >
      {children}
    </td>
  );
}

type CellProps = { entry: LeaderboardEntry; board: LeaderboardView };

function ModelHead({ entry, board }: CellProps) {
  return (
    <th scope="row" className="c-model">
      <b>{entry.model}</b>
      <span>
        {entry.team}, version {entry.version}
      </span>
      {!board.invalidated && <BestOfNote best={entry.best_of} metric={board.metric} />}
    </th>
  );
}

function ScoreCell({ entry, board }: CellProps) {
  return (
    <td className="c-score" data-testid="score">
      <b>
        <Score isStruck={board.invalidated}>{formatScore(board.metric, entry.score)}</Score>
      </b>
      <span>
        <Score isStruck={board.invalidated}>{formatInterval(board.metric, entry.interval)}</Score>
      </span>
      <ScoreBeforeErratum board={board} entry={entry} />
    </td>
  );
}

function NoRank() {
  return (
    <span className="text-ink-3">
      <span aria-hidden="true">–</span>
      <span className="sr-only">not ranked</span>
    </span>
  );
}

/** A number of an invalidated round stays readable, struck. */
function Score({ isStruck, children }: { isStruck: boolean; children: ReactNode }) {
  return isStruck ? <s>{children}</s> : children;
}

/** The rank as an interval where paired tests were made, else the plain rank. */
function formatRank({ rank, rank_lower, rank_upper }: LeaderboardEntry): string {
  if (rank_lower === null || rank_upper === null) return String(rank);
  return rank_lower === rank_upper ? String(rank_lower) : `${rank_lower}–${rank_upper}`;
}

/** Beside the highest of a team's models: by how much picking it flatters its score. */
function BestOfNote({ best, metric }: { best: LeaderboardEntry['best_of']; metric: MetricName }) {
  if (best === null) return null;
  return (
    <span>
      best of the team’s {best.k}, optimistic by about&nbsp;{formatScore(metric, best.optimism)}
    </span>
  );
}
