import { describe, expect, it } from 'vitest';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { formatEntryScore } from './entry-score';

const intervalBy = (method: 'reported-standard-error' | 'logit-t'): LeaderboardEntry['interval'] => ({
  ...{ lower: 0.5912, upper: 0.7088, level: 0.95, method, seed: null },
});
const format = (interval: LeaderboardEntry['interval']) =>
  formatEntryScore('roc_auc', { score: 0.65, interval });

describe('the score of a row', () => {
  it('has in an open round the same digits as in the feedback', () => {
    expect(format(intervalBy('reported-standard-error'))).toEqual({ score: '65', interval: '59–71' });
  });

  it('has two decimals, in hundredths, in an official ranking', () => {
    expect(format(intervalBy('logit-t'))).toEqual({ score: '65.00', interval: '59.12–70.88' });
  });

  it('has no interval where the entry has none', () => {
    expect(format(null)).toEqual({ score: '65.00', interval: null });
  });
});
