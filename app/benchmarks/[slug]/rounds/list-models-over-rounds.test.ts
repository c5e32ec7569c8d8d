import { describe, expect, it } from 'vitest';
import { makeLeaderboardEntry } from '@/testing/make-leaderboard';
import { listModelsOverRounds } from './list-models-over-rounds';

const boardOf = (...models: readonly string[]) => ({
  entries: models.map((model) => makeLeaderboardEntry({ model, model_slug: model })),
});

describe('models over rounds', () => {
  it('come in the order of the newest ranking, and then those that only older ones have', () => {
    const models = listModelsOverRounds([boardOf('old', 'a', 'b'), boardOf('b', 'a'), boardOf('b', 'new')]);
    expect(models.map(({ name }) => name)).toEqual(['b', 'new', 'a', 'old']);
  });

  it('have an entry for each round, and null where they weren’t scored', () => {
    const [a, b] = listModelsOverRounds([boardOf('a'), boardOf('a', 'b')]);
    expect(a!.entries.map((entry) => entry?.model)).toEqual(['a', 'a']);
    expect(b!.entries.map((entry) => entry?.model ?? null)).toEqual([null, 'b']);
  });
});
