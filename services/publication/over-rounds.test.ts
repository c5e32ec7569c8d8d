import { describe, expect, it } from 'vitest';
import type { SnapshotRow } from '@/db/queries/snapshot-queries';
import { type Equating, linkAnchors } from '@/lib/core/equating/equating';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import type { PublicRound } from '@/lib/core/round/round';
import { computeWilsonInterval } from '@/lib/core/statistics/wilson';
import { makeLeaderboard } from '@/testing/make-leaderboard';
import { viewOfOverRounds } from './over-rounds';

const itemCount = 2000;

const row = (model: string, score: number, over: Partial<LeaderboardEntry> = {}) => ({
  ...{ model, model_slug: model, score, rank: 1, rank_lower: 1, rank_upper: 3 },
  interval: {
    ...computeWilsonInterval(score * itemCount, itemCount),
    ...{ level: 0.95 as const, method: 'wilson' as const, seed: null },
  },
  ...over,
});

const anchors = [0.6, 0.65, 0.7, 0.75, 0.8].map((score, i) => ({
  model: `m${i}`,
  base: { score, itemCount },
  later: { score: score - 0.05 + 0.002 * (i % 3), itemCount },
}));

const base: Equating = { status: 'base', baseRound: 1, anchors: [], link: null };

const few: Equating = { status: 'few-anchors', baseRound: 1, anchors: [], link: null };

const linked = linkAnchors('probit', 1, anchors);

function view(rounds: readonly (readonly [number, Equating, ReturnType<typeof row>[]])[]) {
  const shown = rounds.toReversed();
  return viewOfOverRounds(
    { slug: 'rain', metric: 'accuracy', direction: 'higher' },
    shown.map(
      ([number]) =>
        ({ number, roundId: `r${number}`, title: `Round ${number}`, state: 'closed' }) as PublicRound,
    ),
    {
      equatings: new Map(shown.map(([number, equating]) => [`r${number}`, equating])),
      rankings: new Map(
        shown.map(([number, , entries]) => [
          `r${number}`,
          { leaderboard: { ...makeLeaderboard(entries), item_count: itemCount } } as unknown as SnapshotRow,
        ]),
      ),
    },
  );
}

describe('viewOfOverRounds', () => {
  it('lists each model’s adjusted scores in the rounds on one scale, with its rank range in each', () => {
    const shown = view([
      [1, base, [row('a', 0.8)]],
      [2, linked, [row('a', 0.75, { rank_lower: 2, rank_upper: 4 })]],
    ])!;
    const [raw, adjusted] = shown.models[0]!.points;
    expect(raw).toMatchObject({ round: 1, score: 0.8 });
    expect(adjusted).toMatchObject({ round: 2, rank_lower: 2, rank_upper: 4 });
    expect(adjusted!.score).toBeGreaterThan(0.78);
    expect(shown.left_out).toEqual([]);
  });

  it('lists the models that it omits, each with the reason', () => {
    const shown = view([
      [1, base, [row('a', 0.8), row('host', 0.9, { rank: null })]],
      [2, few, [row('late', 0.7)]],
      [3, linked, [row('a', 0.75), row('grouped', 0.7, { interval: null })]],
    ])!;
    expect(shown.rounds.map(({ round }) => round)).toEqual([1, 3]);
    expect(shown.models.map(({ model }) => model)).toEqual(['a']);
    expect(shown.left_out.map(({ model, round, reason }) => [model, round, reason])).toEqual([
      ['grouped', 3, 'no-interval'],
      ['late', 2, 'round-not-linked'],
      ['host', 1, 'not-ranked'],
    ]);
  });

  it('returns null with fewer than two rounds on one scale', () => {
    expect(
      view([
        [1, base, [row('a', 0.8)]],
        [2, few, [row('a', 0.75)]],
      ]),
    ).toBeNull();
  });
});
