import { describe, expect, it } from 'vitest';
import { noFeedback } from '../exposure/exposure';
import { composeFeedback } from './compose-feedback';
import type { FeedbackDecision } from './feedback';
import { publishedNumber } from './rounding';

const compose = (
  decision: FeedbackDecision,
  overrides: Partial<Parameters<typeof composeFeedback>[0]['rules']> = {},
  tallies = { before: noFeedback, after: noFeedback },
) =>
  composeFeedback({
    rules: {
      policy: 'guarded-ladder',
      feedbackCount: 3_000,
      feedbackCap: 30,
      quotaPerRound: 30,
      ...overrides,
    },
    decision,
    ...tallies,
    officialAt: new Date('2026-04-01T00:00:00Z'),
  });

describe('composeFeedback', () => {
  it('discloses the score of a reported improvement, and no number for “no improvement”', () => {
    expect(
      compose({ outcome: 'improved', estimate: 0.71, standardError: 0.01, beaten: 'own-file' }),
    ).toMatchObject({
      outcome: 'improved',
      reason: null,
      score: 0.71,
      standard_error: 0.01,
      official_at: '2026-04-01T00:00:00.000Z',
    });
    expect(compose({ outcome: 'no_improvement' })).toMatchObject({ score: null, standard_error: null });
  });

  it('counts the feedback of the team’s group, and states the group’s exposure before and after this feedback', () => {
    // k* of 3,000 items is 7.54, so E is √(1/7.54) before and √(3.5/7.54) after. The remaining 4.04 allow three pairs of
    // refusal and improvement at least, or 29 refusals.
    const tallies = {
      before: { ...noFeedback, improvements: 1, refusals: 1, charge: 1, sinceImprovement: 1 },
      after: { ...noFeedback, improvements: 2, refusals: 1, charge: 3.5, sinceImprovement: 0 },
    };
    expect(
      compose({ outcome: 'improved', estimate: 0.71, standardError: 0.01, beaten: 'own-file' }, {}, tallies),
    ).toMatchObject({
      feedback_used: 3,
      feedback_left: 3,
      feedback_left_max: 11,
      exposure_before: 0.3642,
      exposure_after: 0.6813,
    });
  });

  it('states the reason for withheld feedback, and no exposure in a round without feedback', () => {
    const withheld = { outcome: 'withheld', reason: 'final-only' } as const;
    for (const overrides of [{ policy: 'final-only' as const }, { feedbackCount: 0 }])
      expect(compose(withheld, { ...overrides, feedbackCap: null })).toMatchObject({
        outcome: 'withheld',
        reason: 'final-only',
        feedback_used: 0,
        feedback_left: 0,
        exposure_before: null,
        exposure_after: null,
      });
  });
});

describe('publishedNumber', () => {
  it('publishes at most four decimals of a bounded metric and five significant digits of an unbounded metric', () => {
    expect(publishedNumber('roc_auc', 0.123456789)).toBe(0.1235);
    expect(publishedNumber('log_loss', 0.123456789)).toBe(0.12346);
    expect(publishedNumber('rmse', 12345.6789)).toBe(12346);
    expect(Object.is(publishedNumber('r2', -0), 0)).toBe(true);
  });

  it('refuses NaN and infinity', () => {
    expect(() => publishedNumber('accuracy', Number.NaN)).toThrow(RangeError);
    expect(() => publishedNumber('mae', Number.POSITIVE_INFINITY)).toThrow(RangeError);
  });
});
