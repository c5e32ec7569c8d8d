import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { listNewestEquatings } from '@/db/queries/assessment-queries';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { findRankedRoundBefore, listCurrentRoundsOf } from '@/db/queries/round-queries';
import { listNewestSnapshots, type MeasuredSnapshot, type SnapshotRow } from '@/db/queries/snapshot-queries';
import type { OverfittingView } from '@/lib/contracts/freshness';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { Split } from '@/lib/core/benchmark';
import { compareWithLastRound, describeEquating, equatePublished } from '@/lib/core/equating/equate-score';
import type { Equating } from '@/lib/core/equating/equating';
import { entryKey } from '@/lib/core/errata/erratum';
import type {
  LastRound,
  Leaderboard,
  LeaderboardEntry,
  PublishedGap,
  PublishedOverfitting,
} from '@/lib/core/leaderboard/leaderboard';
import { isBounded, roundPublished } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { isNewerRound, type PublicRound } from '@/lib/core/round/round';
import type { RoundState } from '@/lib/core/round/round-state';

/** The ranking of the previous ranked round, with the link that adjusts its scores to the base round's scale. */
export type RankedBefore = { round: number; leaderboard: Leaderboard; equating: Equating | undefined };

/**
 * Composes a ranking as pages and the API show it.
 * @param beside `equating`: the link to the base round, which adjusts final scores only; `before`: the previous ranked round,
 * for an official ranking
 */
export function viewOfRanking(
  slug: string,
  round: Pick<PublicRound, 'number' | 'state'>,
  { snapshotId, publishedAt, leaderboard, corrected, overfitting }: ReadRanking,
  beside: { equating?: Equating | undefined; before?: RankedBefore | undefined },
): LeaderboardView {
  const equating = leaderboard.split === 'final' ? beside.equating : undefined;
  const lastRoundOf = findLastRounds(equating, beside.before);
  const after = new Map(corrected?.leaderboard.entries.map((entry) => [entryKey(entry), entry]));
  const correctedReference = (beside: LeaderboardEntry) =>
    corrected?.leaderboard.reference_entries.find(
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
    reference_entries: leaderboard.reference_entries.map((entry) =>
      viewOfEntry(leaderboard, entry, { equating, overfitting, after: correctedReference(entry) }),
    ),
  };
}

/** Finds each row's rank in the previous ranked round. */
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
 * A stored row with facts that come from other rounds and from errata.
 * @param after (in the last argument) the same row in the ranking by corrected labels
 */
export const viewOfEntry = <Row extends LeaderboardEntry>(
  { metric, item_count: itemCount }: Pick<Leaderboard, 'metric' | 'item_count'>,
  entry: Row,
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
): Row => ({
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

/**
 * The publication time that readers see: of a provisional table only the minute, since it is published right after a scoring
 * whose exact time only the scored team may know.
 */
export const viewOfPublishedAt = ({ provisional }: Pick<Leaderboard, 'provisional'>, at: Date): string =>
  (provisional ? startOfMinute(at) : at).toISOString();

const startOfMinute = (instant: Date): Date => new Date(Math.floor(instant.getTime() / 60_000) * 60_000);

/** A round's newest published ranking as pages and the API show it; undefined where there is none. */
export async function readBoard(
  db: Executor,
  slug: string,
  round: PublicRound,
): Promise<{ ranking: ReadRanking; board: LeaderboardView } | undefined> {
  const last = isOfficial(round) ? await findRankedRoundBefore(db, round) : undefined;
  const shown = last ? [round, last] : [round];
  const [rankings, equatings] = await Promise.all([
    readRankings(db, shown),
    listNewestEquatings(
      db,
      shown.map(({ roundId }) => roundId),
    ),
  ]);
  const ranking = rankings.get(round.roundId);
  if (!ranking) return undefined;
  const equating = equatings.get(round.roundId);
  const before = last && rankedBeforeOf(last, rankings, equatings);
  return { ranking, board: viewOfRanking(slug, round, ranking, { equating, before }) };
}

/** The previous ranked round, if its ranking was read; else undefined. */
export function rankedBeforeOf(
  { roundId, number }: PublicRound,
  rankings: ReadonlyMap<string, SnapshotRow>,
  equatings: ReadonlyMap<string, Equating>,
): RankedBefore | undefined {
  const ranking = rankings.get(roundId);
  return ranking && { round: number, leaderboard: ranking.leaderboard, equating: equatings.get(roundId) };
}

/** A ranking by the sealed labels, and, in `corrected`, the ranking by the labels of the newest erratum. */
export type ReadRanking = MeasuredSnapshot & { corrected: MeasuredSnapshot | null };

/**
 * The newest published ranking of each round, by the round's id: after the close the official one, before it the provisional
 * table. A frozen or invalidated round keeps its last ranking; a round without a ranking has no entry.
 */
export async function readRankings(
  db: Executor,
  rounds: readonly PublicRound[],
): Promise<ReadonlyMap<string, ReadRanking>> {
  const snapshots = await listNewestSnapshots(db, listShownTables(rounds));
  return chooseShown(snapshots, ({ leaderboard }) => leaderboard.erratum !== null);
}

/** The rounds and splits whose newest rankings are shown. */
export const listShownTables = (rounds: readonly PublicRound[]): { roundId: string; split: Split }[] =>
  rounds.flatMap(({ roundId, state }) => splitsShown(state).map((split) => ({ roundId, split })));

/** Selects, for each round, the snapshot to show: that of the final split if there is one, otherwise that of the feedback split. */
export function chooseShown<T extends { roundId: string; split: Split }>(
  snapshots: readonly T[],
  isCorrected: (snapshot: T) => boolean,
): ReadonlyMap<string, T & { corrected: T | null }> {
  const corrected = new Map(
    snapshots.filter(isCorrected).map((snapshot) => [snapshot.roundId, snapshot] as const),
  );
  const shown = new Map<string, T & { corrected: T | null }>();
  for (const snapshot of snapshots)
    if (!isCorrected(snapshot) && (snapshot.split === 'final' || !shown.has(snapshot.roundId)))
      shown.set(snapshot.roundId, { ...snapshot, corrected: corrected.get(snapshot.roundId) ?? null });
  return shown;
}

function splitsShown(state: RoundState): readonly Split[] {
  if (state === 'frozen' || state === 'invalidated') return ['final', 'feedback'];
  return state === 'open' ? ['feedback'] : ['final'];
}

/** True if the round's ranking is official. Only official rankings are exported. */
export const isOfficial = ({ state }: PublicRound): boolean => state === 'closed' || state === 'revealed';

/**
 * The official round before this official round, among rounds that are already read; `findRankedRoundBefore` queries the
 * database instead.
 * @param rounds of the benchmark, newest first
 */
export const findRoundBefore = (
  rounds: readonly PublicRound[],
  round: PublicRound,
): PublicRound | undefined =>
  isOfficial(round) ? rounds.find((other) => isOfficial(other) && isNewerRound(round, other)) : undefined;

export const absoluteUrl = (path: string): string => new URL(path, webPlatform().environment.PUBLIC_URL).href;

export const urlOfRound = (slug: string, number: number): string =>
  absoluteUrl(`/benchmarks/${slug}/rounds/${number}`);

export type OfficialRounds = {
  /** The newest round whose official ranking counts. */
  official: PublicRound | undefined;
  /** A frozen round that is newer than `official`. */
  frozen: PublicRound | undefined;
};

export async function readOfficialRounds(
  db: Executor,
  { benchmarkId }: Pick<BenchmarkRow, 'benchmarkId'>,
): Promise<OfficialRounds> {
  const rounds = await listCurrentRoundsOf(db, [benchmarkId]);
  const official = rounds.find(({ state }) => state === 'closed' || state === 'revealed');
  const frozen = rounds.find(
    (round) => round.state === 'frozen' && (!official || isNewerRound(round, official)),
  );
  return { official, frozen };
}
