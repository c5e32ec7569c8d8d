import type { CSSProperties } from 'react';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { type MetricName, metricByName } from '@/lib/core/metrics/metric-name';
import { formatTick } from '../plot/ticks';
import { formatEntryScore } from './entry-score';
import { isOnScale, type PlotScale, percentOnScale } from './plot-scale';
import type { RankingFrame } from './ranking-frame';

declare module 'react' {
  interface CSSProperties {
    [property: `--${string}`]: string | undefined;
  }
}

/**
 * A score's place on the ranking's axis: the interval as a line, the score as a dot. `styles/ranking-plot.css` draws it from places in per
 * cent. The cell beside it gives the same in numbers.
 */
export function ScorePlot({ entry, frame }: { entry: LeaderboardEntry; frame: RankingFrame }) {
  const { board, scale } = frame;
  if (!isOnScale(scale, entry.score)) {
    const side = scale.at(entry.score) < 0 ? 'is-below' : 'is-above';
    return (
      <td className="cell-plot">
        <span className={side} aria-hidden="true">
          {formatEntryScore(board.metric, entry).score}
        </span>
      </td>
    );
  }
  return <td className={looksOf(entry, board)} style={placesOf(entry, scale)} />;
}

function looksOf({ interval }: LeaderboardEntry, board: RankingFrame['board']): string {
  const isBroken = board.provisional || (interval?.unreliable ?? null) !== null;
  return `cell-plot${isBroken ? ' is-broken' : ''}${board.invalidated ? ' is-faded' : ''}`;
}

const placesOf = ({ score, interval }: LeaderboardEntry, scale: PlotScale): CSSProperties => ({
  '--score': percentOnScale(scale, score),
  ...(interval && {
    '--low': percentOnScale(scale, interval.lower),
    '--high': percentOnScale(scale, interval.upper),
  }),
});

/** The lines of the ticks, behind all rows. */
export function plotLines(scale: PlotScale): CSSProperties {
  const stripe = (x: string) => `#0000 calc(${x} - .5px),var(--rule) 0 calc(${x} + .5px),#0000 0`;
  const ticks = scale.ticks.map((tick) => stripe(percentOnScale(scale, tick)));
  return { '--plot-lines': `linear-gradient(90deg,${ticks.join()})` };
}

/** The ticks in the head of the plot's column. */
export function PlotAxis({ metric, scale }: { metric: MetricName; scale: PlotScale }) {
  return (
    <div className="plot-axis" aria-hidden="true">
      {scale.ticks.map((tick) => (
        <i key={tick} className={shiftAt(scale.at(tick))} style={{ left: `${scale.at(tick).toFixed(1)}%` }}>
          {formatTick(metric, tick)}
          {tick === metricByName[metric].chanceScore && <span> guessing</span>}
        </i>
      ))}
    </div>
  );
}

/** In per cent of the column's width: half of a number's. */
const endShare = 4;

/** At an end of the axis a number stands beside its tick, where the column doesn't cut it. */
function shiftAt(at: number): string {
  if (at < endShare) return 'is-first';
  return at > 100 - endShare ? 'is-last' : '';
}
