import { describe, expect, it } from 'vitest';
import { chooseTeam } from './team';

describe('the team for a person who names none', () => {
  const alone = { slug: 'alone', memberCount: 1 };
  const shared = { slug: 'shared', memberCount: 3 };

  it('chooses the person’s only team', () => {
    expect(chooseTeam([shared])).toBe(shared);
  });

  it('chooses the oldest team in which the person is the only member', () => {
    expect(chooseTeam([shared, alone, { slug: 'later', memberCount: 1 }])).toBe(alone);
  });

  it('isn’t chosen among several shared teams', () => {
    expect(chooseTeam([shared, { slug: 'other', memberCount: 2 }])).toBeNull();
    expect(chooseTeam([])).toBeNull();
  });
});
