import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { undisclosed } from '@/lib/core/model/disclosure';
import { makeLeaderboard } from '@/testing/make-leaderboard';
import { type leaderboardEntrySchema, leaderboardSchema } from './leaderboard';

describe('leaderboard row schema', () => {
  it('has exactly the fields of the stored row', () => {
    expectTypeOf<keyof z.output<typeof leaderboardEntrySchema>>().toEqualTypeOf<keyof LeaderboardEntry>();
  });

  it('returns a complete row unchanged', () => {
    const { notes: _, ...disclosure } = undisclosed;
    const board = makeLeaderboard([
      {
        ...{
          rank_lower: 1,
          rank_upper: 3,
          feedback_score: 0.72,
          gap: null,
          secondary: { recall: 0.5 },
          disclosure,
        },
        ...{ best_of: { k: 3, optimism: 0.01 }, after_erratum: { score: 0.4, rank: 2 } },
        interval: { lower: 0.4, upper: 0.6, level: 0.95, method: 'wilson', seed: null },
        equated: { score: 0.5, standard_error: 0.1, lower: 0.3, upper: 0.7, base_round: 1, anchors: 5 },
        last_round: {
          ...{ round: 2, version: '1', rank: 4, rank_lower: 3, rank_upper: 5, rank_moved: null },
          on_this_scale: { score: 0.5, standard_error: 0.1, lower: 0.3, upper: 0.7 },
        },
      },
    ]);
    expect(leaderboardSchema.parse(board)).toEqual(board);
  });
});
