import { describe, expect, it } from 'vitest';
import type { SubmissionView } from '@/lib/contracts/submission';
import { findCurrentBest, listBefore } from './feedback';

const feedbackOf = (score: number | null): NonNullable<SubmissionView['feedback']> => ({
  ...{
    policy: 'guarded-ladder',
    outcome: score === null ? 'no_improvement' : 'improved',
    reason: null,
    score,
  },
  ...{ standard_error: 0.02, beaten: null, smallest_detectable: null, feedback_used: 1, feedback_left: 3 },
  ...{ feedback_left_max: 3, exposure_before: 0, exposure_after: 0, official_at: '2026-03-01T00:00:00Z' },
});

const sent = (id: string, score: number | null) => ({
  id,
  received_at: '2026-02-01T00:00:00Z',
  feedback: feedbackOf(score),
});

describe('the current best submission of a team', () => {
  const newestFirst = [sent('4', null), sent('3', 0.7), sent('2', 0.8), sent('1', 0.8)];

  it('equals, on a feedback ladder, the newest reported improvement, even if an earlier one has a higher rounded score', () => {
    expect(findCurrentBest(newestFirst, { policy: 'guarded-ladder', direction: 'higher' })?.id).toBe('3');
  });

  it('has, without a feedback ladder, the best reported score, and of equal ones the earliest', () => {
    expect(findCurrentBest(newestFirst, { policy: 'exact', direction: 'higher' })?.id).toBe('1');
    expect(findCurrentBest(newestFirst, { policy: 'exact', direction: 'lower' })?.id).toBe('3');
  });

  it('does not exist before a score was reported', () => {
    expect(findCurrentBest([sent('1', null)], { policy: 'guarded-ladder', direction: 'higher' })).toBeNull();
  });
});

describe('the earlier submissions of a team', () => {
  it('include only those before the given one in time', () => {
    expect(listBefore([sent('2', null), sent('1', 0.7)], '2').map(({ id }) => id)).toEqual(['1']);
  });
});
