import { describe, expect, it } from 'vitest';
import { makeLeaderboardEntry } from '@/testing/make-leaderboard';
import type { LeaderboardEntry } from '../leaderboard/leaderboard';
import { computeNormalCdf } from '../statistics/normal-distribution';
import { computeWilsonInterval } from '../statistics/wilson';
import { compareWithLastRound, equatePublished, equateScore } from './equate-score';
import { type Equating, linkRounds } from './equating';

const itemCount = 100_000;

const row = ({ score = 0.8, ...over }: Partial<LeaderboardEntry>): LeaderboardEntry =>
  makeLeaderboardEntry({
    ...{ rank: 3, rank_lower: 2, rank_upper: 5, score },
    interval: {
      ...computeWilsonInterval(score * itemCount, itemCount),
      ...{ level: 0.95, method: 'wilson', seed: null },
    },
    ...over,
  });

const equatingBy = (drop: number): Equating => {
  const linked = linkRounds(
    'probit',
    [0.2, 0.5, 0.8, 1.1, 1.4].map((probit, i) => ({
      model: `Anchor ${i}`,
      base: { score: computeNormalCdf(probit), itemCount },
      later: { score: computeNormalCdf(probit - drop + 0.01 * (i % 3)), itemCount },
    })),
  );
  if (!linked.ok) throw new Error('too few anchors');
  return { status: 'equated', baseRound: 1, ...linked.value };
};

const base: Equating = { status: 'base', baseRound: 1, anchors: [], link: null };

const rowBefore = (entry: LeaderboardEntry, equating?: Equating) => ({
  ...{ round: 2, metric: 'accuracy' as const, itemCount },
  ...{ entry, equating },
});

const moveOf = (now: Partial<LeaderboardEntry>, last: Partial<LeaderboardEntry>) =>
  compareWithLastRound(row(now), undefined, rowBefore(row(last)))?.rank_moved;

describe('comparison of a model with the previous ranked round', () => {
  it('reports a change of rank only if the two rank intervals are disjoint', () => {
    const last = { rank_lower: 3, rank_upper: 6 };
    expect(moveOf({ rank_lower: 1, rank_upper: 2 }, last)).toBe('better');
    expect(moveOf({ rank_lower: 7, rank_upper: 9 }, last)).toBe('worse');
    for (const [rank_lower, rank_upper] of [
      [1, 3],
      [4, 5],
      [6, 9],
      [1, 9],
    ])
      expect(moveOf({ rank_lower, rank_upper }, last)).toBeNull();
  });

  it('reports no change of rank if either round has no paired tests', () => {
    const without = { rank_lower: null, rank_upper: null };
    expect(moveOf({ rank: 1, ...without }, { rank: 9, rank_lower: 9, rank_upper: 9 })).toBeNull();
    expect(moveOf({ rank: 1, rank_lower: 1, rank_upper: 1 }, { rank: 9, ...without })).toBeNull();
  });

  it('returns null for a model that is ranked in only one of the two rounds', () => {
    expect(compareWithLastRound(row({}), base, undefined)).toBeNull();
    expect(compareWithLastRound(row({ rank: null }), base, rowBefore(row({})))).toBeNull();
    expect(compareWithLastRound(row({}), base, rowBefore(row({ kind: 'host', rank: null })))).toBeNull();
  });

  it('names the earlier round and the model’s version that ranked there', () => {
    const last = compareWithLastRound(row({ version: '3' }), undefined, rowBefore(row({ version: '2' })));
    expect(last).toMatchObject({ round: 2, version: '2', rank: 3, on_this_scale: null });
  });

  it('adjusts a score of the base round downwards in a harder round', () => {
    const last = compareWithLastRound(row({}), equatingBy(0.3), rowBefore(row({ score: 0.8 }), base));
    const { score, lower, upper } = last!.on_this_scale!;
    // Φ⁻¹(.8) = .8416. The anchors' probits fell by .3 and rose by .008, .292 on average.
    expect(score).toBeCloseTo(computeNormalCdf(0.8416 - 0.292), 3);
    expect(lower).toBeLessThan(score);
    expect(upper).toBeGreaterThan(score);
  });

  it('adjusts a later round’s score to the base round exactly as equating publishes it', () => {
    const equating = equatingBy(0.3);
    const last = compareWithLastRound(row({}), base, rowBefore(row({ score: 0.7 }), equating));
    const { interval } = row({ score: 0.7 });
    const equated = equatePublished(equating, { metric: 'accuracy', score: 0.7, itemCount, interval })!;
    expect(last!.on_this_scale).toMatchObject({ score: equated.score, upper: equated.upper });
  });

  it('links two rounds through the base round, with a larger error than a single link has', () => {
    const [one, two] = [equatingBy(0.1), equatingBy(0.4)];
    const { score, lower, upper } = compareWithLastRound(
      row({}),
      two,
      rowBefore(row({ score: computeNormalCdf(0.7) }), one),
    )!.on_this_scale!;
    expect(score).toBeCloseTo(computeNormalCdf(0.4), 3);
    const alone = equateScore({ score, itemCount, error: 0 }, [two.link!])!;
    expect(upper - lower).toBeGreaterThan(alone.interval.upper - alone.interval.lower);
  });

  it('adjusts no score between rounds without a common scale, and no score at chance level', () => {
    const few: Equating = { status: 'few-anchors', baseRound: 1, anchors: [], link: null };
    const elsewhere = { ...equatingBy(0.3), baseRound: 2 };
    const onScale = (now: Equating | undefined, last: Equating | undefined) =>
      compareWithLastRound(row({}), now, rowBefore(row({}), last))!.on_this_scale;
    expect(onScale(few, base)).toBeNull();
    expect(onScale(base, few)).toBeNull();
    expect(onScale(undefined, base)).toBeNull();
    expect(onScale(elsewhere, base)).toBeNull();
    const chance = { ...rowBefore(row({ score: 0.5 }), base), metric: 'roc_auc' as const };
    expect(compareWithLastRound(row({}), equatingBy(0.3), chance)!.on_this_scale).toBeNull();
  });
});
