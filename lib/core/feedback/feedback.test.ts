import { describe, expect, it } from 'vitest';
import { type Feedback, readFeedback } from './feedback';

const stored: Omit<Feedback, 'policy'> = {
  ...{ outcome: 'no_improvement', reason: null, score: null, standard_error: null, beaten: null },
  ...{ feedback_used: 1, feedback_left: 2, feedback_left_max: 3, exposure_before: 0, exposure_after: 0 },
  official_at: '2026-12-31T18:00:00Z',
};

describe('stored feedback', () => {
  it('gives the decision with exactly the numbers of its outcome', () => {
    const numbers = { score: 0.8, standard_error: 0.01 };
    expect(readFeedback({ ...stored, ...numbers, beaten: 'baseline' })).toEqual({
      outcome: 'no_improvement',
    });
    expect(readFeedback({ ...stored, ...numbers, outcome: 'score' })).toEqual({
      ...{ outcome: 'score', score: 0.8, standardError: 0.01 },
    });
    expect(readFeedback({ ...stored, ...numbers, outcome: 'improved', beaten: 'own-file' })).toEqual({
      ...{ outcome: 'improved', estimate: 0.8, standardError: 0.01, beaten: 'own-file' },
    });
    expect(readFeedback({ ...stored, outcome: 'withheld', reason: 'too-few-edits' })).toEqual({
      ...{ outcome: 'withheld', reason: 'too-few-edits' },
    });
  });

  it.each<[string, Partial<Feedback>]>([
    ['withheld without a reason', { outcome: 'withheld' }],
    ['score without a score', { outcome: 'score', standard_error: 0.01 }],
    ['score without a score', { outcome: 'score', score: 0.8 }],
    ['improved without the beaten file', { outcome: 'improved', score: 0.8, standard_error: 0.01 }],
  ])('is refused where a part is missing: %s', (message, part) => {
    expect(() => readFeedback({ ...stored, ...part })).toThrow(message);
  });
});
