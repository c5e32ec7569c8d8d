import { describe, expect, it } from 'vitest';
import { decideExactFeedback } from './decide-exact-feedback';

const ask = (over: Partial<Parameters<typeof decideExactFeedback>[0]>) =>
  decideExactFeedback({
    estimate: { score: 0.712345678, standardError: 0.01431 },
    decimals: 4,
    isExposureSpent: false,
    usedCount: 0,
    feedbackCap: null,
    editCount: 500,
    editCountMin: 10,
    ...over,
  });

describe('exact scores under a budget', () => {
  it('stop when the exposure is spent', () => {
    expect(ask({ isExposureSpent: true })).toEqual({ outcome: 'withheld', reason: 'exposure-spent' });
  });

  it('have at most four decimals, and a standard error to the nearest half step', () => {
    expect(ask({})).toEqual({ outcome: 'score', score: 0.7123, standardError: 0.0143 });
    expect(ask({ decimals: 2 })).toEqual({ outcome: 'score', score: 0.71, standardError: 0.015 });
  });

  it('stop at the cap where that comes before the budget', () => {
    expect(ask({ feedbackCap: 5, usedCount: 4 }).outcome).toBe('score');
    expect(ask({ feedbackCap: 5, usedCount: 5 })).toEqual({
      outcome: 'withheld',
      reason: 'feedback-spent',
    });
  });

  it('give no number for an edit of a few items, nor for a score without a value', () => {
    expect(ask({ editCount: 9 })).toEqual({ outcome: 'withheld', reason: 'too-few-edits' });
    expect(ask({ estimate: null })).toEqual({ outcome: 'withheld', reason: 'undefined-score' });
  });

  it('end with the budget, whatever the file scores', () => {
    const spent = { isExposureSpent: true };
    expect(ask({ ...spent, estimate: null })).toEqual(ask(spent));
  });
});
