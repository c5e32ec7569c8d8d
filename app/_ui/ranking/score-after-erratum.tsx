import { formatScoreBy } from '@/lib/core/metrics/format-by-bounds';
import type { RowFacts } from './row-facts';
import type { RowsFrame } from './rows-frame';

/** What an erratum makes of a score, beside the one that ranks. */
export function ScoreAfterErratum({ row, frame }: { row: RowFacts; frame: RowsFrame }) {
  if (row.correctedScore === null) return null;
  return (
    <span className="block text-micro/[1.2] text-balance text-ink-3 max-phone:order-6 max-phone:basis-full">
      {`with erratum ${frame.erratum}: `}
      <span className="block whitespace-nowrap max-phone:inline">
        {formatScoreBy(frame.isBounded, row.correctedScore)}
        {!frame.isInvalidated && `, rank ${row.correctedRank}`}
      </span>
    </span>
  );
}
