import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { Evidence } from '@/lib/core/benchmark';
import type { RankedRound } from '@/services/publication/find-leaderboard';
import { makeLeaderboard } from './make-leaderboard';

type MadeModel = { model: string; team?: string; score: number; evidence?: Evidence };

/**
 * The official ranking of a closed round with these models, best first. Each score has an interval of ±0.02, and no difference
 * is significant.
 */
export function makeRankedRound(
  models: readonly MadeModel[],
  { title = 'A round', board = {} }: { title?: string; board?: Partial<LeaderboardView> } = {},
): RankedRound {
  return {
    round: { number: 3, title },
    freshness: { state: 'fresh', fact: 'Nobody had feedback.', date: '2026-06-29T12:00:00.000Z', round: 3 },
    board: makeLeaderboard(
      models.map(({ model, team = 'A team', score, evidence = 'in-round' }, i) => ({
        ...{ rank_lower: 1, rank_upper: models.length, tied_with_leader: true },
        ...{ model, model_slug: `m-${i}`, team, team_slug: 't', score, evidence },
        interval: { lower: score - 0.02, upper: score + 0.02, level: 0.95, method: 'wilson', seed: null },
      })),
      { item_count: 2801, ...board },
    ),
  };
}
