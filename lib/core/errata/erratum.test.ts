import { describe, expect, it } from 'vitest';
import { makeLeaderboardEntry } from '@/testing/make-leaderboard';
import type { LeaderboardEntry } from '../leaderboard/leaderboard';
import { computeScoreChanges } from './erratum';

const entry = (model: string, rank: number, score: number): LeaderboardEntry =>
  makeLeaderboardEntry({ rank, model, model_slug: model.toLowerCase(), score });

describe('score changes of an erratum', () => {
  it('lists every model in the order of the new ranking, including models that lose or gain a score', () => {
    const changes = computeScoreChanges(
      { entries: [entry('A', 1, 0.9), entry('B', 2, 0.8), entry('Lost', 3, 0.7)] },
      { entries: [entry('B', 1, 0.85), entry('New', 2, 0.8), entry('A', 3, 0.75)] },
    );
    expect(changes.map((c) => [c.model, c.score_before, c.score_after, c.rank_before, c.rank_after])).toEqual(
      [
        ['B', 0.8, 0.85, 2, 1],
        ['New', null, 0.8, null, 2],
        ['A', 0.9, 0.75, 1, 3],
        ['Lost', 0.7, null, 3, null],
      ],
    );
  });

  it('distinguishes models with the same name in two teams', () => {
    // Slugs of models are unique within a benchmark; names aren't.
    const other = { ...entry('A', 1, 0.5), team: 'Other', team_slug: 'other', model_slug: 'a-of-other' };
    const [first] = computeScoreChanges({ entries: [entry('A', 1, 0.9)] }, { entries: [other] });
    expect(first).toMatchObject({ team: 'Other', score_before: null, score_after: 0.5 });
  });

  it('pairs a model with itself after its team was renamed', () => {
    const renamed = { ...entry('A', 1, 0.5), team: 'Renamed', team_slug: 'renamed' };
    expect(computeScoreChanges({ entries: [entry('A', 1, 0.9)] }, { entries: [renamed] })).toMatchObject([
      { model: 'A', score_before: 0.9, score_after: 0.5 },
    ]);
  });
});
