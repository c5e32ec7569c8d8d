import { describe, expect, it } from 'vitest';
import { makeLeaderboardEntry } from '@/testing/make-leaderboard';
import { listTeams } from './ranking-finder';

const boardOf = (...teams: readonly string[]) => ({
  entries: teams.map((team) => makeLeaderboardEntry({ team, team_slug: team.toLowerCase() })),
});

describe('the team filter of a ranking', () => {
  it('lists each team once, by name, with the number of its models', () => {
    expect(listTeams(boardOf('Team 10', 'Team 9', 'Team 10'))).toEqual([
      { slug: 'team 9', name: 'Team 9', count: 1 },
      { slug: 'team 10', name: 'Team 10', count: 2 },
    ]);
  });

  it('offers nothing for one team or for more than 60 teams', () => {
    expect(listTeams(boardOf('One', 'One'))).toEqual([]);
    const many = Array.from({ length: 61 }, (_, i) => `Team ${i}`);
    expect(listTeams(boardOf(...many))).toEqual([]);
    expect(listTeams(boardOf(...many.slice(1)))).toHaveLength(60);
  });
});
