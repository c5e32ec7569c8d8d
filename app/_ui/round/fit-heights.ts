import type { Direction } from '@/lib/core/benchmark';
import type { RoundHeights } from './compute-round-heights';

/**
 * One scale for all columns of the strip: 8 for the worst mark, 92 for the best, of 100.
 * @returns the height of a score, better always higher; null where no round left a mark
 */
export function fitHeights(
  heights: readonly RoundHeights[],
  direction: Direction,
): ((score: number) => number) | null {
  const marks = heights.flatMap(({ water, line }) => [
    ...(water === null ? [] : [water]),
    ...(line ? [line.score, line.low, line.high] : []),
  ]);
  if (marks.length === 0) return null;
  const [low, high] = [Math.min(...marks), Math.max(...marks)];
  const share = (score: number) => ((score - low) / (high - low || 1)) * 84 + 8;
  return (score) => (direction === 'higher' ? share(score) : 100 - share(score));
}
