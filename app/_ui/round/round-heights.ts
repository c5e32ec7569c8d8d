import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { Direction } from '@/lib/core/benchmark';
import { chooseTicks } from '../plot/ticks';

export type RoundHeights = {
  /** The best official score and the ends of its interval, or the score where there is none; null before the official ranking. */
  readonly line: { readonly score: number; readonly low: number; readonly high: number } | null;
  readonly others: readonly number[];
};

/** The scores of one round's official ranking in the metric's unit; none while it doesn't count. */
export function computeRoundHeights(board: LeaderboardView | null): RoundHeights {
  const ranked = board?.entries.filter(({ rank }) => rank !== null) ?? [];
  const [leader] = ranked;
  if (!board || !leader || board.provisional || board.frozen || board.invalidated)
    return { line: null, others: [] };
  return {
    line: {
      score: leader.score,
      low: leader.interval?.lower ?? leader.score,
      high: leader.interval?.upper ?? leader.score,
    },
    others: ranked.slice(1).map(({ score }) => score),
  };
}

export type HeightScale = {
  /** The height of a score, 0 at the bottom and 100 at the top; better is always higher. */
  at(score: number): number;
  readonly ticks: readonly number[];
};

/**
 * One scale for all columns of the strip: 8 for the worst score, 84 for the best, of 100, so that a number has room above it.
 * @returns null where no round has an official score
 */
export function fitHeights(heights: readonly RoundHeights[], direction: Direction): HeightScale | null {
  const scores = heights.flatMap(({ line, others }) =>
    line ? [line.score, line.low, line.high, ...others] : [],
  );
  if (scores.length === 0) return null;
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  const place = (score: number) => (score - low) / (high - low || 1);
  const margin = ((high - low) * 8) / 76;
  return {
    at: (score) => (direction === 'higher' ? place(score) : 1 - place(score)) * 76 + 8,
    ticks: high > low ? chooseTicks(low - margin, high + margin) : [low],
  };
}
