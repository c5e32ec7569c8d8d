import { webPlatform } from '@/adapters/web-platform';
import { listNewestEquatings } from '@/db/queries/assessment-queries';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { listRoundsOf } from '@/db/queries/round-queries';
import type { SnapshotRow } from '@/db/queries/snapshot-queries';
import type {
  LeftOutModel,
  ModelOverRounds,
  OverRoundsView,
  PointOverRounds,
} from '@/lib/contracts/over-rounds';
import { equatePublished } from '@/lib/core/equating/equate-score';
import type { Equating } from '@/lib/core/equating/equating';
import { isAtChance } from '@/lib/core/equating/link-scale';
import type { Leaderboard, LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { PublicRound } from '@/lib/core/round/round';
import type { Actor } from '../access/caller';
import { requireBenchmark } from '../access/require-benchmark';
import { selectRankedRounds } from './version-histories';
import { readRankings } from './view-of-ranking';

/**
 * @param rankings of the rounds that `selectRankedRounds` selects, by round id
 * @returns null with fewer than two rounds on one scale
 */
export function viewOfOverRounds(
  { slug, metric, direction }: Pick<BenchmarkRow, 'slug' | 'metric' | 'direction'>,
  rounds: readonly PublicRound[],
  {
    equatings,
    rankings,
  }: { equatings: ReadonlyMap<string, Equating>; rankings: ReadonlyMap<string, SnapshotRow> },
): OverRoundsView | null {
  const ranked = selectRankedRounds(rounds).flatMap((round) => {
    const [equating, ranking] = [equatings.get(round.roundId), rankings.get(round.roundId)];
    return equating && ranking ? [{ round, equating, leaderboard: ranking.leaderboard }] : [];
  });
  const onScale = ranked.filter(({ equating }) => isOnScale(equating));
  const [newest] = onScale;
  if (!newest || onScale.length < 2) return null;
  const models = new Map<string, ModelOverRounds>();
  const leftOut = new Map<string, LeftOutModel>();
  for (const { round, equating, leaderboard } of ranked)
    for (const entry of leaderboard.entries) {
      const { model, model_slug, team } = entry;
      const point = placePoint(round.number, equating, leaderboard, entry);
      if (typeof point === 'string') {
        // A model that is omitted in several rounds is listed with the reason of the newest one, which readers can check most
        // easily.
        if (!leftOut.has(model_slug))
          leftOut.set(model_slug, { model, model_slug, team, round: round.number, reason: point });
        continue;
      }
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
    left_out: [...leftOut.values()].filter(({ model_slug }) => !models.has(model_slug)),
  };
}

const isOnScale = ({ status, link }: Equating): boolean => status === 'base' || link !== null;

/** A model's score adjusted to the common scale, or the reason why that isn't possible. */
function placePoint(
  round: number,
  equating: Equating,
  { metric, item_count: itemCount }: Leaderboard,
  entry: LeaderboardEntry,
): PointOverRounds | LeftOutModel['reason'] {
  const { rank, score, interval, version, evidence, rank_lower, rank_upper } = entry;
  if (rank === null) return 'not-ranked';
  if (!isOnScale(equating)) return 'round-not-linked';
  if (isAtChance(metric, score)) return 'at-chance';
  const placed = equating.link
    ? equatePublished(equating, { metric, score, itemCount, interval })
    : interval && { score, lower: interval.lower, upper: interval.upper };
  if (!placed) return 'no-interval';
  return {
    ...{ round, version, evidence },
    ...{ score: placed.score, lower: placed.lower, upper: placed.upper },
    rank_lower,
    rank_upper,
  };
}

/** The adjusted scores of a benchmark's models over all rounds that share a scale; the same for every reader. */
export async function findOverRounds(
  slug: string,
  reader: Actor | null = null,
): Promise<Result<OverRoundsView>> {
  const { db } = webPlatform();
  const benchmark = await requireBenchmark(db, slug, reader);
  if (!benchmark.ok) return benchmark;
  const rounds = await listRoundsOf(db, [benchmark.value.benchmarkId], { drafts: false });
  const ranked = selectRankedRounds(rounds);
  const [equatings, rankings] = await Promise.all([
    listNewestEquatings(
      db,
      ranked.map(({ roundId }) => roundId),
    ),
    readRankings(db, ranked),
  ]);
  const view = viewOfOverRounds(benchmark.value, rounds, { equatings, rankings });
  return view ? ok(view) : refuse({ kind: 'not_published_yet', what: 'scale over rounds' });
}
