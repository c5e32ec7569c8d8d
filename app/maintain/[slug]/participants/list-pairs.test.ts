import { describe, expect, it } from 'vitest';
import type { FlagView } from '@/lib/contracts/moderation';
import { listPairs } from './list-pairs';

const flagOf = (...teams: string[]): FlagView => ({
  id: 'f',
  round: 2,
  kind: 'equal-file',
  finding: 'The same file.',
  false_alarms: '',
  raised_at: '2026-01-01T00:00:00.000Z',
  submissions: teams.map((team, i) => ({
    id: `${i}`,
    team,
    team_name: team.toUpperCase(),
    model: 'm',
    version: '1',
    received_at: '2026-01-01T00:00:00.000Z',
  })),
  judged_at: null,
  judged_by: null,
  judgement: null,
});

describe('the flagged pairs of teams', () => {
  it('have one row for every two teams that a flag names', () => {
    expect(listPairs([flagOf('a', 'b', 'a', 'c')]).map(({ teams }) => teams)).toEqual([
      ['A', 'B'],
      ['A', 'C'],
      ['B', 'C'],
    ]);
  });

  it('leave out flags that name only one team', () => {
    expect(listPairs([flagOf('a', 'a')])).toEqual([]);
  });
});
