import { describe, expect, it } from 'vitest';
import { makeLeaderboardEntry } from '@/testing/make-leaderboard';
import { listModelsOverRounds } from './models-section';

const boardOf = (...models: readonly string[]) => ({
  entries: models.map((model) => makeLeaderboardEntry({ model, model_slug: model })),
});

describe('the table of models over rounds', () => {
  it('lists models in the order of the newest ranking, then those of older rankings only', () => {
    const models = listModelsOverRounds([boardOf('old', 'a', 'b'), boardOf('b', 'a'), boardOf('b', 'new')]);
    expect(models.map(({ name }) => name)).toEqual(['b', 'new', 'a', 'old']);
  });

  it('has an entry per model and round, and null if the model wasn’t scored', () => {
    const [a, b] = listModelsOverRounds([boardOf('a'), boardOf('a', 'b')]);
    expect(a!.entries.map((entry) => entry?.model)).toEqual(['a', 'a']);
    expect(b!.entries.map((entry) => entry?.model ?? null)).toEqual([null, 'b']);
  });
});
