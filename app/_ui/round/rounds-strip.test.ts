import { describe, expect, it } from 'vitest';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { makeLeaderboard } from '@/testing/make-leaderboard';
import { computeRoundHeights, describeSpan, drawStrokes, fitHeights, spanOfRound } from './rounds-strip';

describe('the strokes of a round’s plot', () => {
  it('contain each rounded height once, from the top', () => {
    expect(drawStrokes([40.2, 12, 12.1, 40.6])).toBe('M62 12h14m-14 28h14m-14 0.5h14');
    expect(drawStrokes([7.5])).toBe('M62 7.5h14');
  });
});

const makeBoard = (scores: readonly number[], facts: Partial<LeaderboardView> = {}): LeaderboardView =>
  makeLeaderboard(
    scores.map((score) => ({ score })),
    facts,
  );

describe('the plotted scores of a round', () => {
  it('include the best official score with its interval, and the other scores', () => {
    const { line, others } = computeRoundHeights(makeBoard([0.9, 0.8, 0.7]));
    expect(line).toEqual({ score: 0.9, low: 0.9, high: 0.9 });
    expect(others).toEqual([0.8, 0.7]);
  });

  it('rise from the worst to the best score, whichever direction of the metric is better', () => {
    for (const [direction, best, worst] of [
      ['higher', 0.9, 0.4],
      ['lower', 0.4, 0.9],
    ] as const) {
      const scale = fitHeights([computeRoundHeights(makeBoard([best, worst], { direction }))], direction)!;
      expect(scale.at(best)).toBeCloseTo(84);
      expect(scale.at(worst)).toBeCloseTo(8);
    }
  });

  it('exclude rounds that don’t count or have no official ranking', () => {
    for (const facts of [{ frozen: true }, { invalidated: true }, { provisional: true }])
      expect(computeRoundHeights(makeBoard([0.5], facts))).toEqual({ line: null, others: [] });
    expect(fitHeights([computeRoundHeights(null)], 'higher')).toBeNull();
  });
});

const at = (text: string) => Date.parse(text);

const now = new Date('2026-03-11T00:00:00Z');

const dates = { opened_at: '2026-03-01T00:00:00Z', closes_at: '2026-03-31T00:00:00Z', closed_at: null };

describe('the time span of a round', () => {
  it('ends at the close, the planned close, or now', () => {
    expect(spanOfRound(dates, now)).toEqual({ from: at('2026-03-01'), to: at('2026-03-31') });
    expect(spanOfRound({ ...dates, closed_at: '2026-03-05T00:00:00Z' }, now)?.to).toBe(at('2026-03-05'));
    expect(spanOfRound({ ...dates, closes_at: null }, now)?.to).toBe(now.getTime());
    expect(spanOfRound({ ...dates, opened_at: null }, now)).toBeNull();
  });

  it('reads as two days, or as one day and two times', () => {
    expect(describeSpan(spanOfRound(dates, now)!)).toEqual(['1 Mar', '31 Mar']);
    const short = { from: at('2026-11-26T13:22:49Z'), to: at('2026-11-26T13:22:57Z') };
    expect(describeSpan(short)).toEqual(['26 Nov, 13:22:49', '13:22:57']);
  });
});
