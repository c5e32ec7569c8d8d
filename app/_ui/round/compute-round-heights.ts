import type { LeaderboardView } from '@/lib/contracts/leaderboard';

export type RoundHeights = {
  /** The best answer on the feedback part, null where none was told. */
  readonly water: number | null;
  /** The leader on the final part, and the ends of its interval, or the score where there is none; null before the close. */
  readonly line: { readonly score: number; readonly low: number; readonly high: number } | null;
  readonly others: readonly number[];
};

/** What one round's ranking leaves on the strip, in the metric's unit: nothing while it doesn't count. */
export function computeRoundHeights(board: LeaderboardView | null): RoundHeights {
  const ranked = board?.entries.filter(({ rank }) => rank !== null) ?? [];
  const [leader] = ranked;
  if (!board || !leader || board.frozen || board.invalidated) return { water: null, line: null, others: [] };
  const best = (values: readonly number[]) =>
    values.length === 0 ? null : board.direction === 'higher' ? Math.max(...values) : Math.min(...values);
  if (board.part === 'feedback') return { water: leader.score, line: null, others: [] };
  return {
    water: best(ranked.flatMap(({ score, gap }) => (gap === null ? [] : [score + gap]))),
    line: {
      score: leader.score,
      low: leader.interval?.lower ?? leader.score,
      high: leader.interval?.upper ?? leader.score,
    },
    others: ranked.slice(1).map(({ score }) => score),
  };
}
