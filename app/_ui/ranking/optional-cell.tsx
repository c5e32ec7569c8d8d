import type { ReactNode } from 'react';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { formatDifference, formatScore } from '@/lib/core/metrics/format-score';
import { OpennessMark } from '../disclosure/openness-mark';
import { Instant } from '../instant';
import { EquatedScore } from './equated-score';
import { EvidenceBadge } from './evidence-badge';
import { GapCell } from './gap-cell';
import { LastScore } from './last-score';
import { RankingCell } from './ranking-cell';
import { isMetricColumn, type OptionalColumn, titleOfColumn } from './ranking-columns';
import type { RankingFrame } from './ranking-frame';
import { StruckScore } from './struck-score';
import { UsedTally } from './used-tally';

/** One of the columns that a reader can choose. */
export function OptionalCell({
  name,
  entry,
  frame,
}: {
  name: OptionalColumn;
  entry: LeaderboardEntry;
  frame: RankingFrame;
}) {
  return (
    <RankingCell
      column={isMetricColumn(name) ? 'secondary' : name}
      columns={frame.columns}
      label={name === 'evidence' ? undefined : titleOfColumn(name).toLowerCase()}
      testId={name === 'equated' ? 'equated' : undefined}
    >
      {contentOf(name, entry, frame)}
    </RankingCell>
  );
}

function contentOf(name: OptionalColumn, entry: LeaderboardEntry, frame: RankingFrame): ReactNode {
  const { board, quotaPerRound, counts } = frame;
  const { metric, direction, invalidated: isStruck } = board;
  switch (name) {
    case 'evidence':
      return <Evidence entry={entry} />;
    case 'used':
      return (
        <>
          <UsedTally used={entry.submissions_used} limit={quotaPerRound} />
          {!isStruck && <BestOfNote board={board} entry={entry} />}
        </>
      );
    case 'gap':
      return (
        <StruckScore isStruck={isStruck}>
          <GapCell entry={entry} metric={metric} direction={direction} counts={counts} />
        </StruckScore>
      );
    case 'equated':
      return (
        entry.equated && (
          <StruckScore isStruck={isStruck}>
            <EquatedScore entry={entry} metric={metric} />
          </StruckScore>
        )
      );
    case 'last':
      return <LastScore entry={entry} metric={metric} />;
    case 'submitted':
      return <Instant at={entry.submitted_at} precision="shortDay" />;
    default: {
      const score = entry.secondary[name];
      return score !== undefined && <StruckScore isStruck={isStruck}>{formatScore(name, score)}</StruckScore>;
    }
  }
}

function Evidence({ entry }: { entry: LeaderboardEntry }) {
  return (
    <>
      <EvidenceBadge evidence={entry.evidence} />
      {entry.disclosure && (
        <span className="block max-phone:ml-10 max-phone:inline">
          <OpennessMark openness={entry.disclosure.openness} />
        </span>
      )}
    </>
  );
}

/** Of the highest of a team's models: by how much picking it flatters its score. */
function BestOfNote({
  board,
  entry: { best_of: best },
}: {
  board: LeaderboardView;
  entry: LeaderboardEntry;
}) {
  if (best === null) return null;
  const text = formatDifference(board.metric, best.optimism).replace('+', '');
  const side = board.direction === 'higher' ? 'too high' : 'too low';
  return (
    <small
      className="block text-micro/[1.2] text-ink-2"
      title={`The best of the team’s ${best.k} models, and so likely about ${text} ${side}.`}
    >
      ≈ {text} {side}
    </small>
  );
}
