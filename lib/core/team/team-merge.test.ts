import { describe, expect, it } from 'vitest';
import { explainMisfit } from './team-merge';

const sums = { round: 4, submissions_used: 5, submissions_limit: 5, exposure: 1, people: 5, people_limit: 5 };

describe('a merge of two teams', () => {
  it('may reach, but not exceed, the quota, 100 % exposure and the largest team size', () => {
    expect(explainMisfit(sums)).toBeNull();
    expect(explainMisfit({ ...sums, round: null, exposure: null })).toBeNull();
  });

  it('refuses a merge with the limit that the two teams together exceed, and the numbers', () => {
    expect(explainMisfit({ ...sums, submissions_used: 7 })).toBe(
      'Together they have used 7 submissions of round 4, whose quota is 5. They may merge when it is closed.',
    );
    expect(explainMisfit({ ...sums, exposure: 1.204 })).toContain('exposes 120 %');
    expect(explainMisfit({ ...sums, people: 6 })).toBe(
      'Together they have 6 people, and the benchmark admits 5.',
    );
  });
});
