import { isBounded } from '@/lib/core/metrics/is-bounded';
import { columnOf, isMetricColumn, titleOfColumn } from './ranking-columns';
import type { RankingFrame } from './ranking-frame';
import type { RowsFrame } from './rows-frame';

/** What all rows share, without the metrics' formulas and the ranking's other rows. */
export function composeRowsFrame({
  board,
  columns,
  scale,
  bandOf,
  quotaPerRound,
  picked,
}: RankingFrame): RowsFrame {
  return {
    benchmark: board.benchmark,
    isBounded: isBounded(board.metric),
    isHigherBetter: board.direction === 'higher',
    isProvisional: board.provisional,
    isInvalidated: board.invalidated,
    hasComparison: board.comparison !== null,
    erratum: board.erratum,
    lastRound: board.entries.find(({ last_round }) => last_round)?.last_round?.round ?? null,
    quotaPerRound,
    boxes: {
      areChosen: columns.areChosen,
      hasLongRanks: columns.hasLongRanks,
      hasScoreAfter: columns.hasScoreAfter,
    },
    canPick: columns.canPick,
    hasRank: columns.hasRank,
    shown: columns.shown.map((name) => ({
      column: columnOf(name),
      name,
      label: titleOfColumn(name).toLowerCase(),
      isBounded: isMetricColumn(name) && isBounded(name),
    })),
    picked,
    axis: { low: scale.low, high: scale.high },
    band: bandOf?.interval ? [bandOf.interval.lower, bandOf.interval.upper] : null,
  };
}
