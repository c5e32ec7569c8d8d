import { describe, expect, it } from 'vitest';
import { describeOverfitting } from './ranking-facts';

const measured = (estimate: number, lower: number, upper: number) => ({
  gap: { unit: 'points' as const, estimate, lower, upper, shown: lower > 0 },
  models_with_feedback: 4,
  models_without_feedback: 3,
  share_of_margin: null,
});

describe('describeOverfitting', () => {
  it('says that final scores are higher where the whole interval is below 0', () => {
    expect(describeOverfitting(measured(-0.08, -0.12, -0.04), 'June 2001').finding).toBe(
      'final scores are higher than feedback scores in June 2001: no overfitting.',
    );
    expect(describeOverfitting(measured(-0.02, -0.06, 0.02), 'June 2001').finding).toBe(
      'none shown in June 2001.',
    );
    expect(describeOverfitting(measured(0.08, 0.04, 0.12), 'June 2001').finding).toBe('shown in June 2001.');
  });

  it('counts anchor models among the models that it compares with', () => {
    expect(describeOverfitting(measured(0.08, 0.04, 0.12), 'June 2001').numbers).toContain(
      'of 4 models with feedback against 3 anchors or models without:',
    );
  });
});
