import { webPlatform } from '@/adapters/web-platform';
import { listNewestEquatings, listVouchedVersions } from '@/db/queries/assessment-queries';
import { listRoundsOf } from '@/db/queries/round-queries';
import type { SnapshotRow } from '@/db/queries/snapshot-queries';
import type { VersionHistoryView } from '@/lib/contracts/model';
import { isProven, rankedRoundOf, selectFrozen, type VouchedVersion } from '@/lib/core/equating/anchors';
import { adjustByLinks, type PublishedScore } from '@/lib/core/equating/equate-score';
import type { Equating } from '@/lib/core/equating/equating';
import { isAtChance } from '@/lib/core/equating/link-scale';
import {
  type AdjustedScore,
  type RollingRank,
  rankVersionHistories,
  type VersionHistoryScore,
} from '@/lib/core/equating/rank-version-histories';
import {
  type Leaderboard,
  type LeaderboardEntry,
  selectByEvidence,
} from '@/lib/core/leaderboard/leaderboard';
import { isBounded, roundPublished } from '@/lib/core/metrics/format-score';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { ClosedRound, PublicRound, RevealedRound } from '@/lib/core/round/round';
import { normalQuantile975 } from '@/lib/core/statistics/normal-distribution';
import type { Actor } from '../access/caller';
import { requireBenchmark } from '../access/require-benchmark';
import { readRankings } from './view-of-ranking';

/** R: number of rounds in a rolling rank. */
const roundsNeeded = 3;

/** Number of earlier rounds that are read. */
const roundsMax = 12;

type Equatings = ReadonlyMap<string, Equating>;

type RankedRound = ClosedRound | RevealedRound;

/** Candidate rounds of a rolling rank. @param rounds newest first */
export const selectRankedRounds = (rounds: readonly PublicRound[]): RankedRound[] =>
  rounds.filter((round) => round.state === 'closed' || round.state === 'revealed').slice(0, roundsMax);

/** Candidate rounds that are on one scale. */
export const selectOnScale = (rounds: readonly PublicRound[], equatings: Equatings): RankedRound[] =>
  selectRankedRounds(rounds).filter(({ roundId }) => {
    const status = equatings.get(roundId)?.status;
    return status === 'base' || status === 'equated';
  });

/** A round with its official ranking, and its adjustment to the base round's scale. */
type EquatedRound = { round: RankedRound; equating: Equating; leaderboard: Leaderboard };

/**
 * The rolling rank of a benchmark's models: mean adjusted score over the last rounds whose ranked version was frozen before their
 * opening. Omitted models come last, with the reason. Empty until two rounds are linked.
 * @param asked `prospective` counts, in each round, only versions that their own receipt proves frozen before the opening, even
 * where another version of the model is the counting one
 */
export function viewOfVersionHistories(
  rounds: readonly PublicRound[],
  {
    equatings,
    rankings,
    vouched,
  }: {
    equatings: Equatings;
    rankings: ReadonlyMap<string, SnapshotRow>;
    vouched: readonly VouchedVersion[];
  },
  evidence: VersionHistoryEvidence = 'any',
): VersionHistoryView[] {
  const onScale = selectOnScale(rounds, equatings).flatMap((round): EquatedRound[] => {
    const [equating, ranking] = [equatings.get(round.roundId), rankings.get(round.roundId)];
    return equating && ranking ? [{ round, equating, leaderboard: ranking.leaderboard }] : [];
  });
  return onScale.length < 2 ? [] : rank(onScale, vouched, evidence);
}

/**
 * Accepted evidence that a version was frozen before a round. `prospective`: only its own receipt. `any`: also a maintainer's
 * statement.
 */
export type VersionHistoryEvidence = 'any' | 'prospective';

function rank(
  rounds: readonly EquatedRound[],
  vouched: readonly VouchedVersion[],
  evidence: VersionHistoryEvidence,
): VersionHistoryView[] {
  const scores = new Map<string, VersionHistoryScore[]>();
  const names = new Map<string, LeaderboardEntry>();
  for (const { round, equating, leaderboard: whole } of rounds) {
    const leaderboard = evidence === 'prospective' ? keepProspective(whole) : whole;
    const isFrozen = evidence === 'prospective' ? isProven : selectFrozen(vouched, round);
    const ranked = rankedRoundOf(round.number, leaderboard, isFrozen);
    for (const [i, version] of ranked.entries.entries()) {
      if (version.kind !== 'entry') continue;
      // Newest round first, since it gives the model's name.
      if (!names.has(version.model)) names.set(version.model, leaderboard.entries[i]!);
      const { metric, item_count: itemCount } = leaderboard;
      const found = scores.get(version.model) ?? [];
      found.push({
        round: round.number,
        adjusted: adjust(equating, { ...leaderboard.entries[i]!, metric, itemCount }),
        wasFrozenBefore: ranked.isFrozen(version),
      });
      scores.set(version.model, found);
    }
  }
  const [newest] = rounds;
  if (!newest) return [];
  const { metric, direction } = newest.leaderboard;
  const round = (value: number) => roundPublished(isBounded(metric), value);
  const needed = Math.min(roundsNeeded, rounds.length);
  return rankVersionHistories(
    [...scores].map(([id, found]) => ({ id, scores: found })),
    { roundCount: needed, direction },
  ).map((versionHistory) => {
    const entry = names.get(versionHistory.id)!;
    return {
      rank: versionHistory.rank,
      rank_lower: versionHistory.rankLower,
      rank_upper: versionHistory.rankUpper,
      model: entry.model,
      model_slug: entry.model_slug,
      team: entry.team,
      score: versionHistory.score === null ? null : round(versionHistory.score),
      standard_error: versionHistory.standardError === null ? null : round(versionHistory.standardError),
      rounds: [...versionHistory.rounds],
      rounds_needed: needed,
      left_out: findReason(versionHistory),
      base_round: newest.equating.baseRound,
    };
  });
}

function findReason({ rank, rounds }: RollingRank): VersionHistoryView['left_out'] {
  if (rank !== null) return null;
  return rounds.length === 0 ? 'no-round' : 'too-few-rounds';
}

/**
 * Adjusts a final score to the base round's difficulty. The base round's own scores stay unchanged. Null in a round without a
 * link to the base round, and for a base score without an interval or at chance.
 */
function adjust({ status, link }: Equating, published: PublishedScore): AdjustedScore | null {
  const { metric, score, interval } = published;
  if (link) return adjustByLinks([link], published);
  if (status !== 'base' || interval === null || isAtChance(metric, score)) return null;
  const standardError = (interval.upper - interval.lower) / 2 / normalQuantile975;
  return { score, standardError, degreesOfFreedom: Number.POSITIVE_INFINITY };
}

/** Keeps, of each model, the newest version that was frozen before the round's opening. */
const keepProspective = (leaderboard: Leaderboard): Leaderboard => ({
  ...leaderboard,
  entries: selectByEvidence(leaderboard, 'prospective'),
});

/** The rolling rank of a benchmark's models; the same for every reader. @param asked see `viewOfVersionHistories` */
export async function listVersionHistories(
  slug: string,
  evidence: VersionHistoryEvidence = 'any',
  reader: Actor | null = null,
): Promise<Result<VersionHistoryView[], Refusal>> {
  const { db } = webPlatform();
  const benchmark = await requireBenchmark(db, slug, reader);
  if (!benchmark.ok) return benchmark;
  const { benchmarkId } = benchmark.value;
  const rounds = await listRoundsOf(db, [benchmarkId], { drafts: false });
  const equatings = await listNewestEquatings(
    db,
    selectRankedRounds(rounds).map(({ roundId }) => roundId),
  );
  const rankings = await readRankings(db, selectOnScale(rounds, equatings));
  const vouched = await listVouchedVersions(db, benchmarkId);
  return ok(viewOfVersionHistories(rounds, { equatings, rankings, vouched }, evidence));
}
