import type { Direction } from '@/lib/core/benchmark';
import { chooseTicks } from '../plot/choose-ticks';
import type { RoundHeights } from './compute-round-heights';

export type HeightScale = {
  /** The height of a score, 0 at the bottom and 100 at the top; better is always higher. */
  at(score: number): number;
  readonly ticks: readonly number[];
};

/**
 * One scale for all columns of the strip: 8 for the worst mark, 92 for the best, of 100.
 * @returns null where no round left a mark
 */
export function fitHeights(heights: readonly RoundHeights[], direction: Direction): HeightScale | null {
  const marks = heights.flatMap(({ water, line }) => [
    ...water.map(({ score }) => score),
    ...(line ? [line.score, line.low, line.high] : []),
  ]);
  if (marks.length === 0) return null;
  const [low, high] = [Math.min(...marks), Math.max(...marks)];
  const share = (score: number) => ((score - low) / (high - low || 1)) * 84 + 8;
  const margin = ((high - low) * 8) / 84;
  return {
    at: (score) => (direction === 'higher' ? share(score) : 100 - share(score)),
    ticks: high > low ? chooseTicks(low - margin, high + margin) : [low],
  };
}
