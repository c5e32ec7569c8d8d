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
 * A row's interval as a line and its score as a dot. `styles/ranking-plot.css` draws both from positions in per cent of the
 * axis. The cell at the left has the same numbers.
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

/** Vertical lines at the ticks, drawn as a background of the table. */
export function plotLines(scale: PlotScale): CSSProperties {
  const stripe = (x: string) => `#0000 calc(${x} - .5px),var(--rule) 0 calc(${x} + .5px),#0000 0`;
  const ticks = scale.ticks.map((tick) => stripe(percentOnScale(scale, tick)));
  return { '--plot-lines': `linear-gradient(90deg,${ticks.join()})` };
}

/** The numbers at the ticks, in the head of the plot's column. */
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

/** Half the width of a tick's number, in per cent of the column. */
const endShare = 4;

/** Shifts the number of a tick near an end of the axis inwards, so that the number isn't cut off. */
function shiftAt(at: number): string {
  if (at < endShare) return 'is-first';
  return at > 100 - endShare ? 'is-last' : '';
}
