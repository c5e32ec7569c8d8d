import { expect, it } from 'vitest';
import { makeLeaderboardEntry } from '@/testing/make-leaderboard';
import { listTeams } from './ranking-finder';

const boardOf = (...teams: readonly string[]) => ({
  entries: teams.map((team) => makeLeaderboardEntry({ team, team_slug: team.toLowerCase() })),
});

it('offers each team once, by name, with how many models it has', () => {
  expect(listTeams(boardOf('Team 10', 'Team 9', 'Team 10'))).toEqual([
    { slug: 'team 9', name: 'Team 9', count: 1 },
    { slug: 'team 10', name: 'Team 10', count: 2 },
  ]);
});

it('offers none where there is no choice, and none where nobody would read the list', () => {
  expect(listTeams(boardOf('One', 'One'))).toEqual([]);
  const many = Array.from({ length: 61 }, (_, i) => `Team ${i}`);
  expect(listTeams(boardOf(...many))).toEqual([]);
  expect(listTeams(boardOf(...many.slice(1)))).toHaveLength(60);
});
