import { formatToldBy } from '@/lib/core/feedback/format-told-by';
import { formatIntervalBy, formatScoreBy } from '@/lib/core/metrics/format-by-bounds';
import type { RowFacts } from './row-facts';
import type { RowsFrame } from './rows-frame';

/** A row's score and its limits, null where there are none: of a provisional table with the digits that it was told with. */
export function formatRowScore(
  { score, limits }: Pick<RowFacts, 'score' | 'limits'>,
  { isBounded, isProvisional }: Pick<RowsFrame, 'isBounded' | 'isProvisional'>,
): { score: string; limits: string | null } {
  const interval = limits && { lower: limits[0], upper: limits[1] };
  if (isProvisional && interval) return formatToldBy(isBounded, { score, ...interval });
  return {
    score: formatScoreBy(isBounded, score),
    limits: interval && formatIntervalBy(isBounded, interval),
  };
}
