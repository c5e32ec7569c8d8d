import { findNewestSnapshot } from '@/db/queries/snapshot-queries';
import { webPlatform } from '@/lib/adapters/web-platform';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from './actor';
import { requirePublicRound } from './require-round';

/** The newest published snapshot: the final part once it is out, the provisional table before. */
export async function findLeaderboard(
  _actor: Actor | null,
  slug: string,
  number: number,
): Promise<Result<LeaderboardView, Refusal>> {
  const { db } = webPlatform();
  const found = await requirePublicRound(db, slug, number);
  if (!found.ok) return found;
  const { benchmark, round } = found.value;
  const part = round.state === 'open' ? 'feedback' : 'final';
  const snapshot = await findNewestSnapshot(db, round.roundId, part);
  if (!snapshot) return refuse({ kind: 'not_published_yet', what: 'ranking' });
  const { leaderboard } = snapshot;
  return ok({
    benchmark: benchmark.slug,
    round: round.number,
    snapshot_id: snapshot.snapshotId,
    published_at: snapshot.publishedAt.toISOString(),
    part: leaderboard.part,
    provisional: leaderboard.provisional,
    metric: leaderboard.metric,
    direction: leaderboard.direction,
    item_count: leaderboard.item_count,
    entered: leaderboard.entered,
    withheld: leaderboard.withheld,
    entries: [...leaderboard.entries],
  });
}
