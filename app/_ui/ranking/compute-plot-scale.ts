import { chooseTicks } from '../plot/choose-ticks';
import { type Axis, placeOnAxis } from './place-on-axis';

export type PlotScale = Axis & {
  readonly ticks: readonly number[];
  /** Where a score stands, in per cent of the column's width. */
  at(score: number): number;
};

type Plotted = { score: number; interval: { lower: number; upper: number } | null };

/** How far from the leader, in median interval widths, a score may lie before it is off the scale. */
const reachWidths = 3.5;

/**
 * One axis for a ranking: it holds the intervals of all models near the leader. A far-off reference model never
 * stretches it, because then no difference among the others could be seen.
 * @param entries in rank order, the leader first; at least one
 */
export function computePlotScale(entries: readonly Plotted[]): PlotScale {
  const leader = entries[0]!;
  const widths = entries
    .flatMap(({ interval }) => (interval ? [interval.upper - interval.lower] : []))
    .sort((a, b) => a - b);
  // Without any interval there is no scale but that of the scores.
  const reach = reachWidths * (widths[Math.floor(widths.length / 2)] ?? Number.POSITIVE_INFINITY);
  const near = entries.filter(({ score }) => Math.abs(score - leader.score) <= reach);
  const lowest = Math.min(...near.map(({ interval, score }) => Math.min(interval?.lower ?? score, score)));
  const highest = Math.max(...near.map(({ interval, score }) => Math.max(interval?.upper ?? score, score)));
  const span = highest - lowest || Math.abs(highest) || 1;
  const [low, high] = [lowest - span * 0.04, highest + span * 0.04];
  return { low, high, ticks: chooseTicks(low, high), at: (score) => placeOnAxis({ low, high }, score) };
}
