import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';

/** A ranked row at rank 1 with nothing particular to it. */
export const makeLeaderboardEntry = (facts: Partial<LeaderboardEntry> = {}): LeaderboardEntry => ({
  kind: 'entry',
  rank: 1,
  rank_lower: null,
  rank_upper: null,
  tied_with_leader: false,
  model: 'Model',
  model_slug: 'model',
  version: '1',
  chosen: false,
  team: 'Team',
  team_slug: 'team',
  score: 0.5,
  interval: null,
  evidence: 'in-round',
  submissions_used: 1,
  best_of: null,
  submitted_at: '2026-03-01T00:00:00.000Z',
  gap: null,
  equated: null,
  after_erratum: null,
  last_round: null,
  secondary: {},
  disclosure: null,
  ...facts,
});
