import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { listNewestEquatings } from '@/db/queries/assessment-queries';
import { findHost } from '@/db/queries/benchmark-queries';
import { listRoundsOf } from '@/db/queries/round-queries';
import type { AnchorView } from '@/lib/contracts/anchor';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { ChangelogView } from '@/lib/contracts/changelog';
import type { VersionHistoryView } from '@/lib/contracts/model';
import type { OverRoundsView } from '@/lib/contracts/over-rounds';
import { type RoundView, roundsDrawnMax } from '@/lib/contracts/round';
import type { MaintainerRole } from '@/lib/core/benchmark';
import type { VouchedVersion } from '@/lib/core/equating/anchors';
import { ok, type Result } from '@/lib/core/result';
import type { PublicRound } from '@/lib/core/round/round';
import type { Actor } from '../access/caller';
import { requireBenchmark, requireBenchmarkWithRole } from '../access/require-benchmark';
import { readAnchors } from '../anchor/anchor';
import { readFollowing } from '../benchmark/announce';
import { listCurrentRounds, viewOfBenchmark } from '../benchmark/view';
import { readChangelog } from '../publication/list-changelog';
import { viewOfOverRounds } from '../publication/over-rounds';
import { selectRankedRounds, viewOfVersionHistories } from '../publication/version-histories';
import { findRoundBefore, isOfficial, readRankings } from '../publication/view-of-ranking';
import { readFreshness, readRankingFacts } from '../round/read-freshness';
import { readPlannedOpenings } from '../round/read-planned-openings';
import { viewRounds } from '../round/view';
import { listTeamSlugsOf } from '../team/team';
import { type Boards, viewBoards } from './read-boards';

export type BenchmarkPage = {
  benchmark: BenchmarkView & { role: MaintainerRole | null };
  /** Public rounds, newest first. */
  rounds: readonly RoundView[];
  /** Rankings, by round number, of the open round, the newest closed round and the rounds that the page plots. */
  boards: Boards;
  versionHistories: readonly VersionHistoryView[];
  /** Scores adjusted over several rounds, computed when called; null where fewer than two rounds share a scale. */
  viewOverRounds: () => OverRoundsView | null;
  anchors: readonly AnchorView[];
  /** The names of the benchmark's owners; owners without a name are left out. */
  ownerNames: readonly string[];
  /** The newest announcement of the last 30 days. */
  announcement: { title: string; at: string } | null;
  /** Slugs of the reader's teams; none for a visitor. */
  ownTeams: ReadonlySet<string>;
};

/** A benchmark as its page shows it, with all its public rounds. */
export async function findBenchmarkPage(actor: Actor | null, slug: string): Promise<Result<BenchmarkPage>> {
  const { db } = webPlatform();
  const found = await requireBenchmarkWithRole(db, actor, slug);
  if (!found.ok) return found;
  const { benchmark, role } = found.value;
  const rows = await listRoundsOf(db, [benchmark.benchmarkId], { drafts: false });
  const { benchmarkId } = benchmark;
  const freshness = await readFreshness(db, [benchmarkId]);
  const judged = freshness.ofBenchmark(benchmarkId);
  const [rounds, rankingFacts, published, anchors, host, ownTeams] = await Promise.all([
    viewRounds(db, rows, freshness, readPlannedOpenings(db, rows, benchmark)),
    judged && readRankingFacts(db, { benchmarkId, number: judged.round }),
    readPublished(db, rows),
    readAnchors(db, benchmark),
    findHost(db, benchmark.benchmarkId),
    listTeamSlugsOf(db, actor),
  ]);
  return ok({
    benchmark: { ...viewOfBenchmark(benchmark, rounds, judged, rankingFacts), role },
    rounds,
    boards: viewBoards(slug, selectShown(rows), { all: rows, ...published }),
    versionHistories: viewOfVersionHistories(rows, {
      ...published,
      vouched: anchors.filter(({ by }) => by === 'word').map(vouchedVersionOf),
    }),
    viewOverRounds: () => viewOfOverRounds(benchmark, rows, published),
    anchors,
    ...host,
    ownTeams,
  });
}

/** The published rankings and facts of the rounds that the page shows and of those that count in the rolling rank. */
async function readPublished(db: Executor, rounds: readonly PublicRound[]) {
  const shown = [...selectShown(rounds), ...selectBefore(rounds)];
  const compared = new Set([...shown, ...selectRankedRounds(rounds)]);
  const equatings = await listNewestEquatings(
    db,
    [...compared].map(({ roundId }) => roundId),
  );
  const rankings = await readRankings(db, [...compared]);
  return { equatings, rankings };
}

const selectShown = (rounds: readonly PublicRound[]): PublicRound[] => [
  ...new Set([...rounds.slice(0, roundsDrawnMax), ...listCurrentRounds(rounds)]),
];

/** The official round before the newest official one, with which its ranking is compared. */
function selectBefore(rounds: readonly PublicRound[]): PublicRound[] {
  const official = rounds.find(isOfficial);
  const before = official && findRoundBefore(rounds, official);
  return before ? [before] : [];
}

const vouchedVersionOf = ({ model_slug, version, dropped_at }: AnchorView): VouchedVersion => ({
  model: model_slug,
  version,
  droppedAt: dropped_at === null ? null : new Date(dropped_at),
});

/** One page of a benchmark's changelog, with the benchmark's name; `isFollowing` is null for a visitor. */
export async function findChangelogPage(
  slug: string,
  cursor: string | null,
  reader: Actor | null,
): Promise<Result<{ title: string; changelog: ChangelogView; isFollowing: boolean | null }>> {
  const { db } = webPlatform();
  const found = await requireBenchmark(db, slug, reader);
  if (!found.ok) return found;
  const { benchmarkId, title } = found.value;
  const [changelog, isFollowing] = await Promise.all([
    readChangelog(db, benchmarkId, { cursor }),
    readFollowing(db, benchmarkId, reader),
  ]);
  return ok({ title, changelog, isFollowing });
}
