import type { SnapshotRow } from '@/db/queries/snapshot-queries';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { describeEquating, equatePublished } from '@/lib/core/equating/equate-published';
import type { Equating } from '@/lib/core/equating/equating';
import type { PublicRound } from '@/lib/core/round/round';

/** @param newest how the round links to the base round; it speaks of final scores alone */
export function viewOfRanking(
  slug: string,
  round: Pick<PublicRound, 'number' | 'state'>,
  { snapshotId, publishedAt, leaderboard }: SnapshotRow,
  newest: Equating | undefined,
): LeaderboardView {
  const equating = leaderboard.part === 'final' ? newest : undefined;
  return {
    benchmark: slug,
    round: round.number,
    snapshot_id: snapshotId,
    published_at: (leaderboard.provisional ? startOfMinute(publishedAt) : publishedAt).toISOString(),
    frozen: round.state === 'frozen',
    invalidated: round.state === 'invalidated',
    part: leaderboard.part,
    provisional: leaderboard.provisional,
    metric: leaderboard.metric,
    direction: leaderboard.direction,
    item_count: leaderboard.item_count,
    entered: leaderboard.entered,
    withheld: leaderboard.withheld,
    // Snapshots from before there were paired tests or errata lack these keys, and are never rewritten.
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
  };
}

const viewOfEquating = (equating: Equating) => ({
  standing: equating.standing,
  base_round: equating.baseRound,
  marks: equating.marks.map(({ model }) => model),
  text: describeEquating(equating),
});

/** A provisional table follows a scoring at once, and when that ended is the team's to know. */
const startOfMinute = (instant: Date): Date => new Date(Math.floor(instant.getTime() / 60_000) * 60_000);
