import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { RoundComparisonView } from '@/lib/contracts/round-comparison';
import { isProven } from '@/lib/core/equating/anchors';
import type { Leaderboard, LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { compareEntries } from '@/lib/core/leaderboard/leaderboard';
import { encodePairs } from '@/lib/core/leaderboard/pair-codes';
import { type MetricName, metricByName } from '@/lib/core/metrics/metric-name';
import { viewOfComparison } from '@/services/publication/comparison';

/** The official ranking of a closed round, with these rows; by default, ranks are by position. */
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
  ran_on: [],
  withdrawn: [],
  ...facts,
});

/** A ranked row with default values, at rank 1. */
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
  feedback_score: null,
  gap: null,
  equated: null,
  after_erratum: null,
  last_round: null,
  secondary: {},
  disclosure: null,
  ...facts,
});

/**
 * Compares versions with these scores in an older and a newer round. Every score has an interval of the same width, and differs
 * significantly from all others.
 */
export function makeComparison(
  scores: readonly (readonly [earlier: number, later: number])[],
  {
    metric = 'accuracy',
    half = 0.02,
    name = 'Model',
  }: { metric?: MetricName; half?: number; name?: string } = {},
): RoundComparisonView {
  const rankingOf = (all: readonly number[]): Leaderboard => ({
    split: 'final',
    provisional: false,
    metric,
    direction: metricByName[metric].direction,
    item_count: 1000,
    entered: all.length,
    withheld: false,
    comparison: null,
    erratum: null,
    entries: all
      .map((score, i) => makeEntry(`${name} ${i}`, i, { score, half, rank: rankOf(metric, score, all) }))
      .sort(compareEntries(metricByName[metric].direction)),
    reference_entries: [],
    ran_on: [],
    withdrawn: [],
  });
  const isFrozen = isProven;
  const told = { halfWidth: null, isSignificantAlone: true, isSignificant: true };
  const pairs = { rowCount: scores.length, codes: encodePairs(scores.length, () => told) };
  const [earlier, later] = [0, 1].map((k) => scores.map((pair) => pair[k]!));
  return viewOfComparison(
    { slug: 'made', metric },
    {
      earlier: { number: 1, title: 'Old & <older>', ranking: rankingOf(earlier!), pairs, isFrozen },
      later: { number: 2, title: 'New', ranking: rankingOf(later!), pairs, isFrozen },
    },
  );
}

const rankOf = (metric: MetricName, score: number, all: readonly number[]): number =>
  1 +
  all.filter((other) => (metricByName[metric].direction === 'higher' ? other > score : other < score)).length;

function makeEntry(
  model: string,
  i: number,
  { score, half, rank }: { score: number; half: number; rank: number },
): LeaderboardEntry {
  return makeLeaderboardEntry({
    ...{ rank, rank_lower: rank, rank_upper: rank, tied_with_leader: rank === 1 },
    ...{ model, model_slug: `m${i}`, team: 'A team', team_slug: 'a-team', score },
    interval: { lower: score - half, upper: score + half, level: 0.95, method: 'wilson', seed: null },
    evidence: i % 2 === 0 ? 'prospective' : 'in-round',
  });
}
