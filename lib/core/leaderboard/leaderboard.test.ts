import { describe, expect, it } from 'vitest';
import { makeLeaderboardEntry } from '@/testing/make-leaderboard';
import type { Evidence } from '../benchmark';
import { type LeaderboardEntry, parseEvidenceFilter, selectByEvidence } from './leaderboard';

const row = (
  model: string,
  version: string,
  evidence: Evidence,
  { rank = null, second = 0 }: { rank?: number | null; second?: number } = {},
): LeaderboardEntry =>
  makeLeaderboardEntry({
    ...{ rank, rank_lower: rank, rank_upper: rank, tied_with_leader: rank === 1 },
    ...{ model, model_slug: model, version, evidence },
    submitted_at: new Date(Date.UTC(2026, 2, 1, 0, 0, second)).toISOString(),
  });

const versionsOf = (rows: readonly LeaderboardEntry[]) =>
  rows.map(({ model, version, rank }) => [model, version, rank]);

describe('evidence filter', () => {
  it.each([
    ['prospective', 'prospective'],
    [['in-round', 'prospective'], 'in-round'],
    ['Prospective', null],
    ['', null],
    [undefined, null],
    [null, null],
  ])('parses %j as %j', (value, filter) => {
    expect(parseEvidenceFilter(value)).toBe(filter);
  });

  const board = {
    direction: 'higher' as const,
    entries: [
      row('a', 'a2', 'in-round', { rank: 1, second: 9 }),
      row('b', 'b1', 'prospective', { rank: 2, second: 1 }),
      row('c', 'c1', 'in-round', { rank: 3, second: 9 }),
    ],
    reference_entries: [
      row('a', 'a1', 'prospective', { second: 2 }),
      row('a', 'a0', 'prospective', { second: 1 }),
      row('b', 'b2', 'prospective', { second: 2 }),
    ],
  };

  it('shows for prospective evidence each model’s newest version that was frozen before the opening, even if another version is ranked', () => {
    expect(versionsOf(selectByEvidence(board, 'prospective'))).toEqual([
      ['a', 'a1', null],
      ['b', 'b2', null],
    ]);
    expect(versionsOf(selectByEvidence({ ...board, reference_entries: [] }, 'prospective'))).toEqual([
      ['b', 'b1', 2],
    ]);
  });

  it('hides other rows and doesn’t change the ranks of the rows it shows', () => {
    expect(versionsOf(selectByEvidence(board, 'in-round'))).toEqual([
      ['a', 'a2', 1],
      ['c', 'c1', 3],
    ]);
    expect(selectByEvidence(board, 'practice')).toEqual([]);
    expect(selectByEvidence(board, null)).toBe(board.entries);
  });
});
