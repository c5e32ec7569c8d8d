import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import type { SnapshotRow } from '@/db/queries/snapshot-queries';
import type { ModelOverRounds, OverRoundsView, PointOverRounds } from '@/lib/contracts/over-rounds';
import { equatePublished } from '@/lib/core/equating/equate-published';
import type { Equating } from '@/lib/core/equating/equating';
import { isAtChance } from '@/lib/core/equating/probit-metric';
import type { Leaderboard, LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import type { PublicRound } from '@/lib/core/round/round';
import { selectOnScale } from './view-of-lineages';

/** @returns null where fewer than two rounds are on one scale */
export function viewOfOverRounds(
  { slug, metric, direction }: Pick<BenchmarkRow, 'slug' | 'metric' | 'direction'>,
  rounds: readonly PublicRound[],
  {
    equatings,
    rankings,
  }: { equatings: ReadonlyMap<string, Equating>; rankings: ReadonlyMap<string, SnapshotRow> },
): OverRoundsView | null {
  const onScale = selectOnScale(rounds, equatings).flatMap((round) => {
    const [equating, ranking] = [equatings.get(round.roundId), rankings.get(round.roundId)];
    return equating && ranking ? [{ round, equating, leaderboard: ranking.leaderboard }] : [];
  });
  const [newest] = onScale;
  if (!newest || onScale.length < 2) return null;
  const models = new Map<string, ModelOverRounds>();
  for (const { round, equating, leaderboard } of onScale)
    for (const entry of leaderboard.entries) {
      const point = placePoint(round.number, equating, leaderboard, entry);
      if (!point) continue;
      const { model, model_slug, team } = entry;
      const known = models.get(model_slug) ?? { model, model_slug, team, points: [] };
      models.set(model_slug, known);
      known.points.unshift(point);
    }
  return {
    benchmark: slug,
    metric,
    direction,
    base_round: newest.equating.baseRound,
    rounds: onScale.map(({ round: { number, title } }) => ({ round: number, title })).reverse(),
    models: [...models.values()],
  };
}

/** A ranked entry on the scale; null at chance, and without limits. */
function placePoint(
  round: number,
  equating: Equating,
  { metric, item_count: itemCount }: Leaderboard,
  { rank, score, interval, version, evidence, rank_lower, rank_upper }: LeaderboardEntry,
): PointOverRounds | null {
  if (rank === null || isAtChance(metric, score)) return null;
  const limits =
    equating.standing === 'base'
      ? interval && { score, lower: interval.lower, upper: interval.upper }
      : equatePublished(equating, { metric, score, itemCount });
  return (
    limits && {
      ...{ round, version, evidence },
      ...{ score: limits.score, lower: limits.lower, upper: limits.upper },
      rank_lower,
      rank_upper,
    }
  );
}
