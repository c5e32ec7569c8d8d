import { describe, expect, it } from 'vitest';
import { describeOverfitting } from './ranking-facts';

const describeGap = (estimate: number, lower: number, upper: number): string =>
  describeOverfitting(
    {
      gap: { unit: 'points', estimate, lower, upper, shown: lower > 0 },
      models_with_feedback: 4,
      models_without_feedback: 3,
      share_of_margin: null,
    },
    'June 2001',
  ).finding;

describe('describeOverfitting', () => {
  it('draws its conclusion from the position of the interval relative to 0', () => {
    expect(describeGap(-0.08, -0.12, -0.04)).toContain('higher than feedback scores: no overfitting.');
    expect(describeGap(-0.02, -0.06, 0.02)).toContain('No overfitting is shown; up to');
    expect(describeGap(0.08, 0.04, 0.12)).toContain('This is overfitting.');
  });

  it('names the models with feedback and those that they are compared with', () => {
    expect(describeGap(0.08, 0.04, 0.12)).toMatch(
      /^in June 2001, the 4 models with feedback did .* better on feedback items than on final items, compared with the 3 models without feedback \(95 % interval /,
    );
  });
});
