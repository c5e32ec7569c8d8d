import { describe, expect, it } from 'vitest';
import { planRanking, type RankingToPlan } from './plan-ranking';

const plan = (round: Partial<RankingToPlan> = {}) =>
  planRanking({
    metric: 'accuracy',
    finalCount: 1000,
    shares: [0.5, 0.5],
    modelCount: 10,
    discordantShare: 0.1,
    lastPairs: null,
    ...round,
  });
const lastPairs = { round: 3, itemCount: 500, standardErrors: [0.03, 0.01, 0.02] };

describe('planRanking', () => {
  it('gives 2.2 points for one pair and 3.4 for ten models, like the specification', () => {
    expect(plan()).toMatchObject({
      kind: 'shares',
      alone: { smallest: expect.closeTo(0.022, 10) },
      ranking: { smallest: expect.closeTo(0.034, 10) },
    });
    // 200 items at 10 % disagreement: 5 points.
    expect(plan({ finalCount: 200 })).toMatchObject({ alone: { smallest: expect.closeTo(0.05, 10) } });
  });

  it('counts items of the positive class alone for recall', () => {
    expect(plan({ metric: 'recall', shares: [0.8, 0.2] })).toMatchObject({
      ofPositives: true,
      itemCount: 200,
    });
  });

  it('gives null where two models differ on too few items', () => {
    expect(plan({ discordantShare: 0.001 })).toMatchObject({ alone: null, ranking: null });
  });

  it('scales other metrics from the last round’s median pair by the root of the number of items', () => {
    const halved = plan({ metric: 'macro_f1', lastPairs });
    if (halved.kind !== 'last-round') throw new Error(halved.kind);
    const error = 0.02 / Math.SQRT2;
    expect(halved.alone.smallest).toBeCloseTo(1.959964 * error, 7);
    expect(halved.alone.foundIn80Percent).toBeCloseTo((1.959964 + 0.841621) * error, 7);
    // Two-sided .05/45, by scipy.
    expect(halved.ranking.smallest).toBeCloseTo(3.260767 * error, 6);
    expect(plan({ metric: 'macro_f1', finalCount: 500, lastPairs })).toMatchObject({
      alone: { smallest: expect.closeTo(1.959964 * 0.02, 7) },
    });
  });

  it('says that other metrics can be planned after the first round', () => {
    expect(plan({ metric: 'mae' })).toEqual({ kind: 'after-first-round' });
    expect(plan({ metric: 'mae', lastPairs: { ...lastPairs, standardErrors: [] } })).toEqual({
      kind: 'after-first-round',
    });
  });
});
