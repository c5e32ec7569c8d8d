import { webPlatform } from '@/adapters/web-platform';
import { listNewestEquatings } from '@/db/queries/assessment-queries';
import { findNewestSnapshot } from '@/db/queries/snapshot-queries';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { Part } from '@/lib/core/benchmark';
import { describeEquating, equatePublished } from '@/lib/core/equating/equate-published';
import type { Equating } from '@/lib/core/equating/equating';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { requirePublicRound } from '../access/require-round';

/**
 * The newest published snapshot: the final part once it is out, the provisional table before. A frozen or invalidated
 * round keeps the last one it had.
 */
export async function findLeaderboard(
  slug: string,
  number: number,
): Promise<Result<LeaderboardView, Refusal>> {
  const { db } = webPlatform();
  const found = await requirePublicRound(db, slug, number);
  if (!found.ok) return found;
  const { benchmark, round } = found.value;
  const [frozen, invalidated] = [round.state === 'frozen', round.state === 'invalidated'];
  const newest = (part: Part) => findNewestSnapshot(db, round.roundId, part);
  const snapshot =
    frozen || invalidated
      ? ((await newest('final')) ?? (await newest('feedback')))
      : await newest(round.state === 'open' ? 'feedback' : 'final');
  if (!snapshot) return refuse({ kind: 'not_published_yet', what: 'ranking' });
  const { leaderboard } = snapshot;
  const equating =
    leaderboard.part === 'final'
      ? (await listNewestEquatings(db, [round.roundId])).get(round.roundId)
      : undefined;
  return ok({
    benchmark: benchmark.slug,
    round: round.number,
    snapshot_id: snapshot.snapshotId,
    published_at: snapshot.publishedAt.toISOString(),
    frozen,
    invalidated,
    part: leaderboard.part,
    provisional: leaderboard.provisional,
    metric: leaderboard.metric,
    direction: leaderboard.direction,
    item_count: leaderboard.item_count,
    entered: leaderboard.entered,
    withheld: leaderboard.withheld,
    // Snapshots of before there were paired tests or errata lack these keys, and are never rewritten.
    comparison: leaderboard.comparison ?? null,
    erratum: leaderboard.erratum ?? null,
    equating: equating ? viewOfEquating(equating) : null,
    entries: leaderboard.entries.map((entry) => ({
      ...entry,
      best_of: entry.best_of ?? null,
      equated: equating
        ? equatePublished(equating, {
            metric: leaderboard.metric,
            score: entry.score,
            itemCount: leaderboard.item_count,
          })
        : null,
      score_before_erratum: entry.score_before_erratum ?? null,
    })),
  });
}

const viewOfEquating = (equating: Equating) => ({
  standing: equating.standing,
  base_round: equating.baseRound,
  marks: equating.marks.map(({ model }) => model),
  text: describeEquating(equating),
});
