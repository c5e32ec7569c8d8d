import { chooseTicks } from '../plot/ticks';

/** The common axis of all rows of a ranking, in the unit of the scores. */
export type PlotScale = {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  /** Position of a score in per cent of the axis; below 0 or above 100 if the score is outside the axis. */
  at(score: number): number;
};

type Plotted = { score: number; interval: { lower: number; upper: number } | null };

/**
 * Distance from the leader, in median interval widths, beyond which the axis leaves a score out. Baselines that guess are
 * within this distance, but a loss many times the others' would make their differences invisible.
 */
const reachWidths = 8;

/**
 * Computes an axis that spans the intervals of all models that aren't left out.
 * @param entries in rank order, the leader first; at least one
 */
export function computePlotScale(entries: readonly Plotted[]): PlotScale {
  const leader = entries[0]!;
  const widths = entries
    .flatMap(({ interval }) => (interval ? [interval.upper - interval.lower] : []))
    .sort((a, b) => a - b);
  // If no row has an interval, no score is left out.
  const reach = reachWidths * (widths[Math.floor(widths.length / 2)] ?? Number.POSITIVE_INFINITY);
  const near = entries.filter(({ score }) => Math.abs(score - leader.score) <= reach);
  const lowest = Math.min(...near.map(({ interval, score }) => Math.min(interval?.lower ?? score, score)));
  const highest = Math.max(...near.map(({ interval, score }) => Math.max(interval?.upper ?? score, score)));
  const span = highest - lowest || Math.abs(highest) || 1;
  const [low, high] = [lowest - span * 0.04, highest + span * 0.04];
  const at = (score: number) => ((score - low) / (high - low)) * 100;
  return { low, high, ticks: chooseTicks(low, high), at };
}

export const isOnScale = (scale: PlotScale, score: number): boolean =>
  scale.at(score) >= 0 && scale.at(score) <= 100;

/** Position of a score as a CSS length, clamped to the ends of the axis. */
export const percentOnScale = (scale: PlotScale, score: number): string =>
  `${Math.min(100, Math.max(0, scale.at(score))).toFixed(1)}%`;

/** Half-width of a normal distribution's central 50 %, divided by that of its central 95 %: .6745 / 1.9600. */
const halfOfWhole = 0.34414;

/** The middle half of an interval, by a normal approximation on each side of the score. */
export const middleHalf = (
  score: number,
  { lower, upper }: { lower: number; upper: number },
): readonly [number, number] => [
  score - (score - lower) * halfOfWhole,
  score + (upper - score) * halfOfWhole,
];
