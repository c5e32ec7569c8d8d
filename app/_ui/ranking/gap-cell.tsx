import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { formatDifference } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { CheckGlyph } from '../glyphs/check-glyph';
import { Marked } from '../glyphs/marked';
import { isGapOutsideNoise } from './is-gap-outside-noise';

/** Feedback less final score. It warns where the difference favours the feedback part by more than its noise. */
export function GapCell({
  entry,
  metric,
  direction,
  counts,
}: {
  entry: LeaderboardEntry;
  metric: MetricName;
  direction: 'higher' | 'lower';
  counts: { feedback: number; final: number } | null;
}) {
  if (entry.gap === null) return null;
  const text = formatDifference(metric, entry.gap);
  if (!counts || !entry.interval || !isGapOutsideNoise(entry.gap, entry.interval, counts))
    return <span className="text-ink-3">{text}</span>;
  const isFlattered = direction === 'higher' ? entry.gap > 0 : entry.gap < 0;
  return (
    <Marked>
      {isFlattered && <CheckGlyph result="warn" />}
      {isFlattered && <span className="sr-only">Warning: </span>}
      <b>{text}</b>
    </Marked>
  );
}
