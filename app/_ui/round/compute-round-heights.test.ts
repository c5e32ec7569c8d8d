import { expect, test } from 'vitest';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { makeLeaderboard } from '@/testing/make-leaderboard';
import { computeRoundHeights } from './compute-round-heights';
import { fitHeights } from './fit-heights';

type Told = { second: number; score: number; gap?: number | null };

function makeBoard(told: readonly Told[], facts: Partial<LeaderboardView> = {}): LeaderboardView {
  return makeLeaderboard(
    told.map(({ second, score, gap = null }) => ({
      ...{
        score,
        feedback_score: gap === null ? null : score + gap,
        submitted_at: `2026-03-01T00:00:${String(second).padStart(2, '0')}Z`,
      },
    })),
    facts,
  );
}

const second = (n: number) => Date.parse('2026-03-01T00:00:00Z') + n * 1000;

test('water rises with each answer that was better than all before it', () => {
  const told = [
    { second: 30, score: 0.9, gap: 0.02 },
    { second: 10, score: 0.8, gap: 0 },
    { second: 20, score: 0.7, gap: 0.05 },
    { second: 40, score: 0.6, gap: null },
  ];
  const { water, line, others } = computeRoundHeights(makeBoard(told));
  expect(water).toEqual([
    { from: second(10), score: 0.8 },
    { from: second(30), score: 0.92 },
  ]);
  expect(line).toEqual({ score: 0.9, low: 0.9, high: 0.9 });
  expect(others).toEqual([0.8, 0.7, 0.6]);
});

test('where lower is better, water rises as the answers fall', () => {
  const told = [
    { second: 2, score: 0.3 },
    { second: 1, score: 0.4 },
    { second: 3, score: 0.5 },
  ];
  const board = makeBoard(told, { part: 'feedback', provisional: true, direction: 'lower' });
  const heights = computeRoundHeights(board);
  expect(heights.water.map(({ score }) => score)).toEqual([0.4, 0.3]);
  const scale = fitHeights([heights], 'lower')!;
  expect(scale.at(0.3)).toBeGreaterThan(scale.at(0.4));
});

test('a round that doesn’t count leaves nothing', () => {
  for (const facts of [{ frozen: true }, { invalidated: true }])
    expect(computeRoundHeights(makeBoard([{ second: 1, score: 0.5 }], facts))).toEqual({
      ...{ water: [], line: null, others: [] },
    });
  expect(fitHeights([computeRoundHeights(null)], 'higher')).toBeNull();
});
