import { describe, expect, it } from 'vitest';
import type { ScoreEstimate } from '../leaderboard/score-estimate';
import { composeFeedback } from './compose-feedback';
import { publishedNumber } from './published-number';

const estimate = (score: number): ScoreEstimate => ({
  score,
  interval: { lower: score - 0.0196, upper: score + 0.0196, level: 0.95, method: 'wilson', seed: null },
});

const answer = (policy: 'exact' | 'final-only', score: number) =>
  composeFeedback({
    policy,
    metric: 'accuracy',
    feedbackPart: estimate(score),
    answersUsed: 2,
    answersLeft: 3,
    officialAt: new Date('2026-04-01T00:00:00Z'),
  });

describe('composeFeedback', () => {
  it('under final-only gives two different files the same words', () => {
    expect(JSON.stringify(answer('final-only', 0.5))).toBe(JSON.stringify(answer('final-only', 0.9)));
    expect(answer('final-only', 0.5)).toMatchObject({
      outcome: 'withheld',
      score: null,
      standard_error: null,
    });
  });

  it('under exact gives the score to four decimals with its standard error, and when the official rank comes', () => {
    expect(answer('exact', 0.712345678)).toMatchObject({
      outcome: 'score',
      score: 0.7123,
      standard_error: 0.01,
      answers_used: 2,
      answers_left: 3,
      official_at: '2026-04-01T00:00:00.000Z',
    });
  });
});

describe('publishedNumber', () => {
  it('never gives more than four decimals of a bounded metric or five digits of another', () => {
    expect(publishedNumber('roc_auc', 0.123456789)).toBe(0.1235);
    expect(publishedNumber('log_loss', 0.123456789)).toBe(0.12346);
    expect(publishedNumber('rmse', 12345.6789)).toBe(12346);
    expect(Object.is(publishedNumber('r2', -0), 0)).toBe(true);
  });

  it('refuses what is no number rather than publish it', () => {
    expect(() => publishedNumber('accuracy', Number.NaN)).toThrow(RangeError);
    expect(() => publishedNumber('mae', Number.POSITIVE_INFINITY)).toThrow(RangeError);
  });
});
