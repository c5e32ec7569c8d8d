import { describe, expect, it } from 'vitest';
import { noFeedback } from '../exposure/exposure';
import { describeNextTest } from './feedback-counts';

const nextTest = (refusals: number, rules: object = {}) =>
  describeNextTest(
    { policy: 'guarded-ladder', metric: 'accuracy', feedbackCount: 1000, ...rules },
    { ...noFeedback, improvements: 3, refusals },
  );

describe('published facts about a team’s next test', () => {
  it('give the significance level .05/(r(r + 1)), r one more than the refusals so far', () => {
    expect([0, 1, 2].map((refusals) => nextTest(refusals)!.level)).toEqual([0.05 / 2, 0.05 / 6, 0.05 / 12]);
  });

  it('include the necessary gain in hits for files that differ on 5, 10 or 20 % of the feedback items', () => {
    // Binomial tails of fair coins: P(X ≥ 33) = .016 and P(X ≥ 32) = .032 of 50; P(X ≥ 61) = .018 and P(X ≥ 60) = .028 of
    // 100; P(X ≥ 115) = .020 and P(X ≥ 114) = .028 of 200.
    expect(nextTest(0)!.gains).toEqual([
      { changed: 50, wins: 33, gain: 0.016 },
      { changed: 100, wins: 61, gain: 0.022 },
      { changed: 200, wins: 115, gain: 0.03 },
    ]);
    expect(nextTest(0, { feedbackCount: 60 })!.gains![0]).toEqual({ changed: 3, wins: null, gain: null });
  });

  it('include no necessary gain for metrics whose test isn’t exact McNemar', () => {
    for (const metric of ['balanced_accuracy', 'recall', 'log_loss', 'rmse', 'bleu'])
      expect(nextTest(0, { metric })).toMatchObject({ level: 0.025, gains: null });
  });

  it('don’t exist in rounds without a guarded ladder', () => {
    for (const policy of ['exact', 'exact-with-budget', 'final-only'])
      expect(nextTest(0, { policy })).toBeNull();
    expect(nextTest(0, { feedbackCount: 0 })).toBeNull();
  });
});
