import { describe, expect, it } from 'vitest';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { makeLeaderboard } from '@/testing/make-leaderboard';
import { computeRoundHeights, fitHeights } from './round-heights';

const makeBoard = (scores: readonly number[], facts: Partial<LeaderboardView> = {}): LeaderboardView =>
  makeLeaderboard(
    scores.map((score) => ({ score })),
    facts,
  );

describe('the heights of a round', () => {
  it('are the best official score with its interval, and the other scores', () => {
    const { line, others } = computeRoundHeights(makeBoard([0.9, 0.8, 0.7]));
    expect(line).toEqual({ score: 0.9, low: 0.9, high: 0.9 });
    expect(others).toEqual([0.8, 0.7]);
  });

  it('put the better score higher, whatever the direction of the metric', () => {
    for (const [direction, best, worst] of [
      ['higher', 0.9, 0.4],
      ['lower', 0.4, 0.9],
    ] as const) {
      const scale = fitHeights([computeRoundHeights(makeBoard([best, worst], { direction }))], direction)!;
      expect(scale.at(best)).toBeCloseTo(84);
      expect(scale.at(worst)).toBeCloseTo(8);
    }
  });

  it('are none for a round that doesn’t count, and none before its official ranking', () => {
    for (const facts of [{ frozen: true }, { invalidated: true }, { provisional: true }])
      expect(computeRoundHeights(makeBoard([0.5], facts))).toEqual({ line: null, others: [] });
    expect(fitHeights([computeRoundHeights(null)], 'higher')).toBeNull();
  });
});
