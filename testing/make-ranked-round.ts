import { type LeaderboardView, leaderboardSchema } from '@/lib/contracts/leaderboard';
import type { Evidence } from '@/lib/core/benchmark';
import type { RankedRound } from '@/services/publication/find-newest-ranking';

export type MadeModel = { model: string; team?: string; score: number; evidence?: Evidence };

/** A closed round's official ranking of these models, best first; each has limits of ±0.02 and can be told from none. */
export function makeRankedRound(
  models: readonly MadeModel[],
  { title = 'A round', board = {} }: { title?: string; board?: Partial<LeaderboardView> } = {},
): RankedRound {
  return {
    round: { number: 3, title },
    freshness: null,
    board: leaderboardSchema.parse({
      ...{ benchmark: 'made', round: 3, snapshot_id: '00000000-0000-4000-8000-000000000000' },
      ...{ published_at: '2026-03-31T12:00:00Z', frozen: false, invalidated: false, part: 'final' },
      ...{ provisional: false, withheld: false, metric: 'accuracy', direction: 'higher', item_count: 2801 },
      ...{ entered: models.length, comparison: null, erratum: null, equating: null },
      entries: models.map(({ model, team = 'A team', score, evidence = 'in-round' }, i) => ({
        ...{ kind: 'entry', rank: i + 1, rank_lower: 1, rank_upper: models.length, tied_with_leader: true },
        ...{ model, model_slug: `m-${i}`, version: '1', team, team_slug: 't', score, gap: null },
        interval: { lower: score - 0.02, upper: score + 0.02, level: 0.95, method: 'wilson', seed: null },
        ...{ evidence, submissions_used: 1, best_of: null, secondary: {} },
        ...{ submitted_at: '2026-03-01T00:00:00Z', equated: null, after_erratum: null },
        ...{ chosen: false, last_round: null, disclosure: null },
      })),
      standing: [],
      ...board,
    }),
  };
}
