import { describe, expect, it } from 'vitest';
import { formatClassShares, parsePlanQuery, planOf } from './plan-query';

const start = { itemCount: 1000, metric: 'accuracy' } as const;

describe('the query of a plan', () => {
  it('proposes policy, share and quota by the number of items', () => {
    expect(planOf(parsePlanQuery({ items: '400' }), start)).toMatchObject({
      itemCount: 400,
      policy: 'final-only',
      feedbackShare: 0,
    });
    expect(planOf(parsePlanQuery({}), start)).toMatchObject({
      itemCount: 1000,
      policy: 'guarded-ladder',
      feedbackShare: 0.4,
      quotaPerRound: 19,
    });
  });

  it('uses each chosen value', () => {
    const query = parsePlanQuery({
      items: '3000',
      plan_metric: 'recall',
      plan_shares: '5 95',
      plan_policy: 'exact-with-budget',
      plan_share: '25',
      plan_quota: '7',
      plan_models: '25',
      plan_differ: '18',
    });
    expect(planOf(query, start)).toEqual({
      itemCount: 3000,
      metric: 'recall',
      shares: [0.95, 0.05],
      policy: 'exact-with-budget',
      feedbackShare: 0.25,
      quotaPerRound: 7,
      modelCount: 25,
      discordantShare: 0.18,
      lastPairs: null,
    });
  });

  it('proposes a quota that fits the chosen feedback share', () => {
    expect(planOf(parsePlanQuery({ items: '20000', plan_share: '5' }), start).quotaPerRound).toBe(19);
  });

  it('reads class shares with any separator, and formats them with blanks between them', () => {
    for (const plan_shares of ['70 20 10', '70, 20, 10', ' 70%, 20 %; 10 % ', '7/2/1'])
      expect(parsePlanQuery({ plan_shares }).shares, plan_shares).toEqual([0.7, 0.2, 0.1]);
    expect(formatClassShares([0.7, 0.2, 0.1])).toBe('70 20 10');
    expect(formatClassShares(new Array<number>(201).fill(1 / 201))).toBe('');
    for (const plan_shares of ['', 'many', '70', '-5 105', '70.5 29.5', '1000 1', `1 ${'1 '.repeat(300)}`])
      expect(parsePlanQuery({ plan_shares }).shares, plan_shares).toBeNull();
    expect(planOf(parsePlanQuery({}), start).shares).toEqual([0.5, 0.5]);
  });

  it('ignores invalid values', () => {
    const query = parsePlanQuery({
      items: '1e99',
      plan_metric: 'fame',
      plan_shares: '90',
      plan_policy: ['exact', 'exact'],
      plan_share: '-1',
      plan_quota: 'x',
    });
    expect(Object.values(query).every((value) => value === null)).toBe(true);
    for (const items of ['1', '1000001', '3.5', '', ' '])
      expect(parsePlanQuery({ items }).itemCount).toBeNull();
    expect(parsePlanQuery({ items: '1,000' }).itemCount).toBeNull();
  });
});
