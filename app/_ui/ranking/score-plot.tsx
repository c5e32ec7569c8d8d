import type { CSSProperties } from 'react';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { formatMetric } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { formatTick } from '../plot/format-tick';
import { formatEntryScore } from './entry-score';
import { isOnScale, type PlotScale, percentOnScale } from './plot-scale';
import type { RankingFrame } from './ranking-frame';

declare module 'react' {
  interface CSSProperties {
    [property: `--${string}`]: string | undefined;
  }
}

/**
 * A score's place on the ranking's axis: the interval as a line, its middle half as a bar, the score as the evidence mark, with strokes
 * for the score of the round before and for the likely score of the best of a team's models. `styles/ranking.css` draws it from places
 * in per cent. The cell beside it gives the same in numbers.
 */
export function ScorePlot({ entry, frame }: { entry: LeaderboardEntry; frame: RankingFrame }) {
  const { board, scale } = frame;
  if (!isOnScale(scale, entry.score)) {
    const side = scale.at(entry.score) < 0 ? 'is-below' : 'is-above';
    return (
      <td className="cell-plot">
        <span className={side} aria-hidden="true">
          {`off the scale at ${formatEntryScore(board.metric, entry).score}`}
        </span>
      </td>
    );
  }
  return <td className={looksOf(entry, board)} style={placesOf(entry, frame)} />;
}

function looksOf({ evidence, interval }: LeaderboardEntry, board: RankingFrame['board']): string {
  const isBroken = board.provisional || (interval?.unreliable ?? null) !== null;
  return [
    ...['cell-plot', board.provisional ? 'is-provisional' : `is-${evidence}`],
    ...(isBroken ? ['is-broken'] : []),
    ...(board.invalidated ? ['is-faded'] : []),
  ].join(' ');
}

function placesOf(entry: LeaderboardEntry, { board, scale }: RankingFrame): CSSProperties {
  const { score, interval, best_of: best } = entry;
  const at = (value: number) => percentOnScale(scale, value);
  const last = entry.last_round?.on_this_scale?.score;
  return {
    '--score': at(score),
    ...(interval && { '--low': at(interval.lower), '--high': at(interval.upper) }),
    ...(last !== undefined && isOnScale(scale, last) && { '--last': at(last) }),
    ...(best && { '--likely': at(score + (board.direction === 'higher' ? -1 : 1) * best.optimism) }),
  };
}

/** The layers behind all rows: the lines of the ticks, the broken lines of the baselines, and the leader's interval. */
export function plotLayers({ scale, baselines, leader }: RankingFrame): CSSProperties {
  const stripe = (color: string, x: string) => `#0000 calc(${x} - .5px),${color} 0 calc(${x} + .5px),#0000 0`;
  const ticks = scale.ticks.map((tick) => stripe('var(--rule)', percentOnScale(scale, tick)));
  const broken = baselines
    .filter((baseline) => isOnScale(scale, baseline))
    .map((baseline) => `var(--plot-dashes) ${percentOnScale(scale, baseline)}/1px 100% no-repeat`);
  const band = leader?.interval;
  return {
    '--plot-lines': [...broken, `linear-gradient(90deg,${ticks.join()})`].join(),
    ...(band && {
      '--band-low': percentOnScale(scale, band.lower),
      '--band-high': percentOnScale(scale, band.upper),
    }),
  };
}

/**
 * The head of the plot's column: unit, ticks, and the leader's interval.
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
  // The unit stands clear of the leader's band: where lower is better, the leader is on the left.
  const isUnitOnTheRight = leader !== null && isOnTheLeft(scale, leader);
  return (
    <div className="plot-axis" aria-hidden="true">
      <span className={isUnitOnTheRight ? 'plot-unit is-right' : 'plot-unit'}>{formatMetric(metric)}</span>
      {leader && <LeaderBand scale={scale} leader={leader} />}
      {scale.ticks.map((tick) => (
        <i key={tick} className={shiftAt(scale.at(tick))} style={{ left: `${scale.at(tick).toFixed(1)}%` }}>
          {formatTick(metric, tick)}
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

const isOnTheLeft = (scale: PlotScale, { score, interval }: LeaderboardEntry): boolean =>
  scale.at(interval?.lower ?? score) + scale.at(interval?.upper ?? score) < 100;

function LeaderBand({ scale, leader }: { scale: PlotScale; leader: LeaderboardEntry }) {
  if (!leader.interval) return null;
  const from = Math.max(0, scale.at(leader.interval.lower));
  const to = Math.min(100, scale.at(leader.interval.upper));
  return (
    // The word is wider than a narrow band, and then reaches towards the middle, where the column doesn't cut it.
    <span
      className={isOnTheLeft(scale, leader) ? 'plot-leader' : 'plot-leader is-right'}
      style={{ left: `${from.toFixed(1)}%`, width: `${(to - from).toFixed(1)}%` }}
    >
      <span>leader</span>
    </span>
  );
}
