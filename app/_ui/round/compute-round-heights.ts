import type { LeaderboardView } from '@/lib/contracts/leaderboard';

/** The best answer told so far, from an instant on: milliseconds since 1970. */
export type WaterStep = { readonly from: number; readonly score: number };

export type RoundHeights = {
  /** How the best answer on the feedback part rose, by the ranked models' versions; empty where none was told. */
  readonly water: readonly WaterStep[];
  /** The leader on the final part, and the ends of its interval, or the score where there is none; null before the close. */
  readonly line: { readonly score: number; readonly low: number; readonly high: number } | null;
  readonly others: readonly number[];
};

/** What one round's ranking leaves on the strip, in the metric's unit: nothing while it doesn't count. */
export function computeRoundHeights(board: LeaderboardView | null): RoundHeights {
  const ranked = board?.entries.filter(({ rank }) => rank !== null) ?? [];
  const [leader] = ranked;
  if (!board || !leader || board.frozen || board.invalidated) return { water: [], line: null, others: [] };
  const told = ranked.flatMap(({ score, feedback_score, submitted_at }) => {
    const answer = board.part === 'feedback' ? score : feedback_score;
    return answer === null ? [] : [{ from: Date.parse(submitted_at), score: answer }];
  });
  const water = keepBest(told, board.direction);
  if (board.part === 'feedback') return { water, line: null, others: [] };
  return {
    water,
    line: {
      score: leader.score,
      low: leader.interval?.lower ?? leader.score,
      high: leader.interval?.upper ?? leader.score,
    },
    others: ranked.slice(1).map(({ score }) => score),
  };
}

/** Those that were better than all before them, in the order of time. */
function keepBest(told: readonly WaterStep[], direction: 'higher' | 'lower'): readonly WaterStep[] {
  const sign = direction === 'higher' ? 1 : -1;
  const steps: WaterStep[] = [];
  for (const step of told.toSorted((a, b) => a.from - b.from)) {
    const best = steps.at(-1);
    if (!best || sign * (step.score - best.score) > 0) steps.push(step);
  }
  return steps;
}
