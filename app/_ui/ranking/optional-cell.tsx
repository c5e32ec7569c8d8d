import type { ReactNode } from 'react';
import { formatDifferenceBy, formatScoreBy } from '@/lib/core/metrics/format-by-bounds';
import { OpennessMark } from '../disclosure/openness-mark';
import { EvidenceBadge } from './evidence-badge';
import { GapCell } from './gap-cell';
import { LinkedScore } from './linked-score';
import { RankingCell } from './ranking-cell';
import type { RowFacts } from './row-facts';
import type { RowsFrame, ShownColumn } from './rows-frame';
import { StruckScore } from './struck-score';
import { UsedTally } from './used-tally';

/**
 * One of the columns that a reader can choose.
 * @param secondary the row's score, in the column of a secondary metric
 */
export function OptionalCell({
  shown,
  secondary,
  row,
  frame,
}: {
  shown: ShownColumn;
  secondary: number | null;
  row: RowFacts;
  frame: RowsFrame;
}) {
  const { column, label, isBounded } = shown;
  return (
    <RankingCell
      column={column}
      boxes={frame.boxes}
      label={column === 'evidence' ? undefined : label}
      testId={column === 'equated' ? 'equated' : undefined}
    >
      {column === 'secondary'
        ? secondary !== null && (
            <StruckScore isStruck={frame.isInvalidated}>{formatScoreBy(isBounded, secondary)}</StruckScore>
          )
        : contentOf(column, row, frame)}
    </RankingCell>
  );
}

function contentOf(
  column: Exclude<ShownColumn['column'], 'secondary'>,
  row: RowFacts,
  frame: RowsFrame,
): ReactNode {
  const { isBounded, isInvalidated: isStruck } = frame;
  switch (column) {
    case 'evidence':
      return <Evidence row={row} hasAll={frame.boxes.areChosen} />;
    case 'used':
      return (
        row.used !== null && (
          <>
            <UsedTally used={row.used} limit={frame.quotaPerRound} />
            {!isStruck && <BestOfNote row={row} frame={frame} />}
          </>
        )
      );
    case 'gap':
      return (
        <StruckScore isStruck={isStruck}>
          <GapCell row={row} isBounded={isBounded} />
        </StruckScore>
      );
    case 'equated':
      return (
        row.equated !== null && (
          <StruckScore isStruck={isStruck}>
            <LinkedScore isBounded={isBounded} score={row.equated} limits={row.equatedLimits} />
          </StruckScore>
        )
      );
    case 'last':
      return <LinkedScore isBounded={isBounded} score={row.lastScore} limits={row.lastLimits} />;
    case 'submitted':
      return (
        row.submitted && (
          <time dateTime={row.submitted[0]} className="whitespace-nowrap">
            {row.submitted[1]}
          </time>
        )
      );
  }
}

function Evidence({ row: { evidence, openness }, hasAll }: { row: RowFacts; hasAll: boolean }) {
  return (
    <>
      {evidence && <EvidenceBadge evidence={evidence} />}
      {openness && (
        <span
          className={`block max-phone:ml-10 max-phone:inline ${hasAll ? '' : 'max-phone:max-[520px]:hidden'}`}
        >
          <OpennessMark openness={openness} />
        </span>
      )}
    </>
  );
}

/** Of the highest of a team's models: by how much picking it flatters its score. */
function BestOfNote({ row: { bestOf }, frame }: { row: RowFacts; frame: RowsFrame }) {
  if (bestOf === null) return null;
  const [count, optimism] = bestOf;
  const text = formatDifferenceBy(frame.isBounded, optimism).replace('+', '');
  const side = frame.isHigherBetter ? 'too high' : 'too low';
  return (
    <small
      className="block text-micro/[1.2] text-ink-2"
      title={`As the best of the team’s ${count} models, if all were equally good`}
    >
      {`up to ${text} ${side}`}
    </small>
  );
}
