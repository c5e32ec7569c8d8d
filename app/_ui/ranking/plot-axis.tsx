import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { formatMetric } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { formatTick } from '../plot/format-tick';
import type { PlotScale } from './compute-plot-scale';

/**
 * The head of the plot's column: unit, ticks, and where the leader's interval lies.
 * @param leader null where none is shown
 */
export function PlotAxis({
  metric,
  scale,
  leader,
}: {
  metric: MetricName;
  scale: PlotScale;
  leader: LeaderboardEntry | null;
}) {
  return (
    <div className="relative h-34 text-micro text-ink-3" aria-hidden="true">
      <span
        className={`absolute top-0 z-1 not-max-phone:max-table:hidden max-w-[calc(50%-24px)] truncate leading-14 ${leader && isOnTheLeft(scale, leader) ? 'right-0' : 'left-0'}`}
      >
        {formatMetric(metric)}
      </span>
      {leader && <LeaderBand scale={scale} leader={leader} />}
      {scale.ticks.map((tick) => (
        <i
          key={tick}
          className={`absolute bottom-6 z-1 not-italic ${shiftAt(scale.at(tick))}`}
          style={{ left: `${scale.at(tick)}%` }}
        >
          {formatTick(metric, tick)}
        </i>
      ))}
    </div>
  );
}

/** At an end of the axis a number stands beside its tick, where the column doesn't cut it. */
function shiftAt(at: number): string {
  if (at < endShare) return '';
  return at > 100 - endShare ? '-translate-x-full' : '-translate-x-1/2';
}

/** In per cent of the column's width: half of a number's. */
const endShare = 4;

/** Then the unit stands on the other side, clear of the band: where lower is better, the leader is on the left. */
function isOnTheLeft(scale: PlotScale, { score, interval }: LeaderboardEntry): boolean {
  return scale.at(interval?.lower ?? score) + scale.at(interval?.upper ?? score) < 100;
}

function LeaderBand({ scale, leader }: { scale: PlotScale; leader: LeaderboardEntry }) {
  if (!leader.interval) return null;
  const from = Math.max(0, scale.at(leader.interval.lower));
  const to = Math.min(100, scale.at(leader.interval.upper));
  return (
    // In a band that is narrower than the word, that reaches towards the middle, where the column doesn't cut it.
    <span
      className={`absolute -top-2 bottom-1 flex bg-shallow-2 leading-17 text-ink-2 ${isOnTheLeft(scale, leader) ? '' : 'flex-row-reverse'}`}
      style={{ left: `${from}%`, width: `${to - from}%` }}
    >
      <span className="mx-auto">leader</span>
    </span>
  );
}
