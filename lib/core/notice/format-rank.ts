import { describeInterval, formatMetric, formatScore } from '../metrics/format-score';
import type { NoticeRanking } from './notice-facts';
import { oneLine } from './one-line';

/** `Your model Foo is ranked 1–5 of 8. Its ROC AUC × 100 is 67.73 (65.10–70.36).`: the numbers as the ranking's page prints them. */
export function formatRank(
  { metric, rankedCount }: NoticeRanking,
  { model, rank, rank_lower, rank_upper, score, interval }: NoticeRanking['own'][number],
): string {
  const its = `Its ${formatMetric(metric)} is ${formatScore(metric, score)} (${describeInterval(metric, interval)}).`;
  if (rank === null) return `Your model ${oneLine(model)} is shown and not ranked. ${its}`;
  const ranks = rank_lower === null || rank_lower === rank_upper ? `${rank}` : `${rank_lower}–${rank_upper}`;
  return `Your model ${oneLine(model)} is ranked ${ranks} of ${rankedCount}. ${its}`;
}
