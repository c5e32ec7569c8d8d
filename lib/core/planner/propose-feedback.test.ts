import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countFeedback, type FeedbackKind, isExposureSpent, noFeedback } from '../exposure/exposure';
import { computeFeedbackCap } from '../feedback/feedback-cap';
import { metricNames } from '../metrics/metric-name';
import { checkSize } from '../round/checks/check-size';
import { proposeFeedback } from './propose-feedback';

describe('proposed feedback for a number of items', () => {
  it('proposes none below 500 items, 40 % from there and 30 % from 5,000', () => {
    const at = (n: number) => {
      const { policy, feedbackShare } = proposeFeedback(n);
      return [policy, feedbackShare];
    };
    expect(at(499)).toEqual(['final-only', 0]);
    expect(at(500)).toEqual(['guarded-ladder', 0.4]);
    expect(at(4999)).toEqual(['guarded-ladder', 0.4]);
    expect(at(5000)).toEqual(['guarded-ladder', 0.3]);
  });

  it('always passes the size check', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 20_000 }),
        fc.constantFrom(...metricNames),
        (itemCount, metric) => {
          const { feedbackShare } = proposeFeedback(itemCount);
          const { detail, outcome } = checkSize(itemCount, { feedbackShare, metric });
          expect(detail).not.toMatch(/feedback share/);
          // No share could pass with fewer items.
          if (itemCount >= 500) expect(outcome).toBe('pass');
        },
      ),
    );
  });

  it('allows as many submissions as the exposure stop after a first improvement, at most 30', () => {
    for (const [itemCount, submissions] of [
      [500, 19],
      [2500, 19],
      [10_000, 30],
    ] as const) {
      const { policy, feedbackShare, quotaPerRound } = proposeFeedback(itemCount);
      expect(quotaPerRound).toBe(submissions);
      const feedbackCount = Math.round(itemCount * feedbackShare);
      expect(computeFeedbackCap({ policy, feedbackCount, quotaPerRound })).toBe(quotaPerRound);
      let tally = noFeedback;
      for (let given = 0; given < quotaPerRound; given++) {
        expect(isExposureSpent({ policy, feedbackCount }, tally)).toBe(false);
        const kind: FeedbackKind = given === 0 ? 'announcement' : 'refusal';
        tally = countFeedback({ own: tally, linked: noFeedback }, kind).own;
      }
    }
  });
});
