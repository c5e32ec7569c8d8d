import type { ReactNode } from 'react';
import { formatRank } from '@/lib/core/leaderboard/format-rank';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { formatInterval, formatScore } from '@/lib/core/metrics/format-score';
import { findAfterErratum } from '../errata/find-after-erratum';
import { ScoreAfterErratum } from '../errata/score-after-erratum';
import { countsNow } from './counts-now';
import { evidenceTones } from './evidence-badge';
import { FewItemsNote, hasFewItemsNote } from './few-items-note';
import { LastRank } from './last-rank';
import { ModelName } from './model-name';
import { OptionalCell } from './optional-cell';
import { PickBox } from './pick-box';
import { RankingCell } from './ranking-cell';
import type { RankingFrame } from './ranking-frame';
import { StruckScore } from './struck-score';
import { Whisker } from './whisker';

export function RankingRow({ entry, frame }: { entry: LeaderboardEntry; frame: RankingFrame }) {
  const { board, columns } = frame;
  const isTied = entry.tied_with_leader && countsNow(board);
  return (
    <tr className={`${rowClasses} ${isTied ? tiedClasses : 'hover:bg-well'}`} data-testid="ranking-row">
      {columns.canPick && (
        <RankingCell column="pick" columns={columns}>
          {entry.rank !== null && (
            <PickBox entry={entry} isPicked={frame.picked.includes(entry.model_slug)} />
          )}
        </RankingCell>
      )}
      {columns.hasRank && (
        <RankingCell
          column="rank"
          columns={columns}
          tone={isTied ? 'forced-colors:border-l-4 forced-colors:border-l-[CanvasText]' : ''}
          testId="rank"
        >
          {board.invalidated || entry.rank === null ? <NoRank /> : formatRank(entry)}
          {isTied && board.comparison && <span className="sr-only">, tied with the leader</span>}
          {!board.invalidated && <LastRank entry={entry} />}
        </RankingCell>
      )}
      <RankingCell column="model" columns={columns} tone={columns.hasRank ? '' : 'pl-12'}>
        <ModelName entry={entry} frame={frame} />
      </RankingCell>
      <ScoreCell entry={entry} frame={frame} />
      <PlotCell entry={entry} frame={frame} />
      {columns.shown.map((name) => (
        <OptionalCell key={name} name={name} entry={entry} frame={frame} />
      ))}
    </tr>
  );
}

const rowClasses =
  'max-phone:flex max-phone:flex-wrap max-phone:items-baseline max-phone:gap-x-14 max-phone:border-b max-phone:border-rule max-phone:px-8 max-phone:pt-10 max-phone:pb-9';

/** Rows tied with the leader stand in shallow water. */
const tiedClasses = 'bg-shallow-1 hover:bg-[color-mix(in_srgb,var(--shallow-1)_60%,var(--shallow-2))]';

function ScoreCell({ entry, frame: { board, columns } }: { entry: LeaderboardEntry; frame: RankingFrame }) {
  const hasAfter = findAfterErratum(entry) !== null;
  // A third line stands closer, so that the row is as high as any other.
  const isTight = hasFewItemsNote(entry);
  return (
    <RankingCell column="score" columns={columns} tone={hasAfter ? 'not-max-phone:py-4' : ''} testId="score">
      <b className={`font-[640] ${isTight ? 'text-body/[17px]' : 'text-body/[1.25]'}`}>
        <StruckScore isStruck={board.invalidated}>{formatScore(board.metric, entry.score)}</StruckScore>
      </b>
      <span
        className={`block whitespace-nowrap text-ink-3 ${isTight ? 'text-micro/[12px]' : 'text-micro/[1.2]'}`}
      >
        <StruckScore isStruck={board.invalidated}>
          {entry.interval ? formatInterval(board.metric, entry.interval) : 'no interval'}
        </StruckScore>
      </span>
      <FewItemsNote entry={entry} />
      <ScoreAfterErratum board={board} entry={entry} />
    </RankingCell>
  );
}

function PlotCell({
  entry,
  frame: { board, columns, scale, baselines, bandOf },
}: {
  entry: LeaderboardEntry;
  frame: RankingFrame;
}) {
  const { metric, direction, provisional, invalidated } = board;
  return (
    <RankingCell
      column="plot"
      columns={columns}
      tone={provisional || invalidated ? 'text-ink-3' : evidenceTones[entry.evidence]}
    >
      <Whisker
        entry={entry}
        metric={metric}
        direction={direction}
        scale={scale}
        baselines={baselines}
        band={entry.tied_with_leader && bandOf ? bandOf.interval : null}
        isProvisional={provisional}
        isFaint={invalidated}
      />
    </RankingCell>
  );
}

function NoRank(): ReactNode {
  return (
    <span className="text-ink-3">
      <span aria-hidden="true">–</span>
      <span className="sr-only">not ranked</span>
    </span>
  );
}
