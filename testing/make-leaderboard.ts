import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { makeLeaderboardEntry } from './make-leaderboard-entry';

/** A closed round's official ranking of these rows, by default with ranks by position. */
export const makeLeaderboard = (
  rows: readonly Partial<LeaderboardEntry>[],
  facts: Partial<LeaderboardView> = {},
): LeaderboardView => ({
  benchmark: 'made',
  round: 3,
  snapshot_id: '00000000-0000-4000-8000-000000000000',
  published_at: '2026-03-31T12:00:00Z',
  frozen: false,
  invalidated: false,
  split: 'final',
  provisional: false,
  metric: 'accuracy',
  direction: 'higher',
  item_count: 100,
  entered: rows.length,
  withheld: false,
  comparison: null,
  erratum: null,
  equating: null,
  overfitting: null,
  entries: rows.map((row, i) =>
    makeLeaderboardEntry({ rank: i + 1, tied_with_leader: i === 0, model_slug: `model-${i}`, ...row }),
  ),
  reference_entries: [],
  ...facts,
});
