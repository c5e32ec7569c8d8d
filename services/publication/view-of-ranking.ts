import type { OverfittingView } from '@/lib/contracts/freshness';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { compareWithLastRound } from '@/lib/core/equating/compare-with-last-round';
import { describeEquating, equatePublished } from '@/lib/core/equating/equate-published';
import type { Equating } from '@/lib/core/equating/equating';
import { entryKey } from '@/lib/core/errata/compute-score-changes';
import type { LastRound } from '@/lib/core/leaderboard/last-round';
import type { Leaderboard, LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import type { PublishedGap, PublishedOverfitting } from '@/lib/core/leaderboard/published-overfitting';
import { isBounded } from '@/lib/core/metrics/is-bounded';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { roundPublished } from '@/lib/core/metrics/round-published';
import type { PublicRound } from '@/lib/core/round/round';
import type { ReadRanking } from './read-rankings';

/** The ranking of the round before, and how that one links to the base round. */
export type RankedBefore = { round: number; leaderboard: Leaderboard; equating: Equating | undefined };

/**
 * @param beside how the round links to the base round, which speaks of final scores alone; and the ranked round before, of an official
 *   ranking
 */
export function viewOfRanking(
  slug: string,
  round: Pick<PublicRound, 'number' | 'state'>,
  { snapshotId, publishedAt, leaderboard, corrected, overfitting }: ReadRanking,
  beside: { equating?: Equating | undefined; before?: RankedBefore | undefined },
): LeaderboardView {
  const equating = leaderboard.part === 'final' ? beside.equating : undefined;
  const lastRoundOf = findLastRounds(equating, beside.before);
  const after = new Map(corrected?.leaderboard.entries.map((entry) => [entryKey(entry), entry]));
  const standingAfter = (beside: LeaderboardEntry) =>
    corrected?.leaderboard.standing.find(
      (entry) => entryKey(entry) === entryKey(beside) && entry.version === beside.version,
    );
  return {
    ...leaderboard,
    benchmark: slug,
    round: round.number,
    snapshot_id: snapshotId,
    published_at: viewOfPublishedAt(leaderboard, publishedAt),
    frozen: round.state === 'frozen',
    invalidated: round.state === 'invalidated',
    erratum: corrected?.leaderboard.erratum ?? null,
    equating: equating ? viewOfEquating(equating, leaderboard.metric) : null,
    overfitting: overfitting && viewOfOverfitting(overfitting),
    entries: leaderboard.entries.map((entry) =>
      viewOfEntry(leaderboard, entry, {
        ...{ equating, overfitting, after: after.get(entryKey(entry)), lastRound: lastRoundOf(entry) },
      }),
    ),
    standing: leaderboard.standing.map((entry) =>
      viewOfEntry(leaderboard, entry, { equating, overfitting, after: standingAfter(entry) }),
    ),
  };
}

/** How each row of a ranking stood in the ranked round before. */
function findLastRounds(
  equating: Equating | undefined,
  before: RankedBefore | undefined,
): (entry: LeaderboardEntry) => LastRound | null {
  const rows = new Map(before?.leaderboard.entries.map((entry) => [entryKey(entry), entry]));
  return (entry) => {
    const row = rows.get(entryKey(entry));
    return before && row ? compareWithLastRound(entry, equating, rowBeforeOf(before, row)) : null;
  };
}

const rowBeforeOf = ({ round, leaderboard, equating }: RankedBefore, entry: LeaderboardEntry) => ({
  ...{ round, entry, equating },
  ...{ metric: leaderboard.metric, itemCount: leaderboard.item_count },
});

/**
 * A stored row with the facts that depend on other rounds and on errata.
 * @param after the same row by corrected labels
 */
export const viewOfEntry = (
  { metric, item_count: itemCount }: Pick<Leaderboard, 'metric' | 'item_count'>,
  entry: LeaderboardEntry,
  {
    equating,
    overfitting,
    after,
    lastRound = null,
  }: {
    equating: Equating | undefined;
    overfitting: PublishedOverfitting | null;
    after: LeaderboardEntry | undefined;
    lastRound?: LastRound | null;
  },
): LeaderboardEntry => ({
  ...entry,
  gap: findGap(overfitting, entry),
  equated: equating ? equatePublished(equating, { ...entry, metric, itemCount }) : null,
  after_erratum: after ? { score: after.score, rank: after.rank } : null,
  last_round: lastRound,
});

const findGap = (
  overfitting: PublishedOverfitting | null,
  { model_slug, version }: LeaderboardEntry,
): PublishedGap | null =>
  overfitting?.models.find((one) => one.model === model_slug && one.version === version)?.gap ?? null;

const viewOfOverfitting = ({
  gap,
  testedCount,
  referenceCount,
  shareOfMargin,
}: PublishedOverfitting): OverfittingView => ({
  gap,
  models_with_feedback: testedCount,
  models_without_feedback: referenceCount,
  share_of_margin: shareOfMargin,
});

const viewOfEquating = (equating: Equating, metric: MetricName) => ({
  status: equating.status,
  base_round: equating.baseRound,
  anchors: equating.anchors.map(({ model }) => model),
  residuals: equating.anchors.flatMap(({ model, residual, isOutlier }) =>
    residual === null
      ? []
      : [
          {
            model,
            on_link_scale: Number(residual.onScale.toFixed(4)),
            score: roundPublished(isBounded(metric), residual.score),
            outlier: isOutlier,
          },
        ],
  ),
  text: describeEquating(equating),
});

/** A provisional table follows a scoring at once, and when that ended is the team's to know. */
export const viewOfPublishedAt = ({ provisional }: Pick<Leaderboard, 'provisional'>, at: Date): string =>
  (provisional ? startOfMinute(at) : at).toISOString();

const startOfMinute = (instant: Date): Date => new Date(Math.floor(instant.getTime() / 60_000) * 60_000);
