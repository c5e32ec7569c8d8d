import { describe, expect, it } from 'vitest';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { formatEntryScore } from './format-entry-score';
import { formatRowScore } from './format-row-score';

const limits = { lower: 0.5912, upper: 0.7088 };
const intervalBy = (method: 'told-standard-error' | 'delong-logit-t'): LeaderboardEntry['interval'] => ({
  ...{ ...limits, level: 0.95, method, seed: null },
});

describe('a score of an open round', () => {
  it('has the digits that it was told with, in a row and wherever an entry stands', () => {
    const told = { score: '65', limits: '59–71' };
    expect(formatEntryScore('roc_auc', { score: 0.65, interval: intervalBy('told-standard-error') })).toEqual(
      told,
    );
    const row = { score: 0.65, limits: [limits.lower, limits.upper] as const };
    expect(formatRowScore(row, { isBounded: true, isProvisional: true })).toEqual(told);
  });
});

describe('an official score', () => {
  it('keeps its two decimals, or says that it has no interval', () => {
    const official = { score: '65.00', limits: '59.12–70.88' };
    expect(formatEntryScore('roc_auc', { score: 0.65, interval: intervalBy('delong-logit-t') })).toEqual(
      official,
    );
    const row = { score: 0.65, limits: [limits.lower, limits.upper] as const };
    expect(formatRowScore(row, { isBounded: true, isProvisional: false })).toEqual(official);
    expect(formatEntryScore('roc_auc', { score: 0.65, interval: null })).toEqual({
      score: '65.00',
      limits: null,
    });
  });
});
