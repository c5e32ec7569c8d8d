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
import { ok, type Result } from '@/lib/core/result';
import type { ClosedRound, PublicRound, RevealedRound } from '@/lib/core/round/round';
import { normalQuantile975 } from '@/lib/core/statistics/normal-distribution';
import type { Actor } from '../access/caller';
import { requireBenchmark } from '../access/require-benchmark';
import { readRankings } from './view-of-ranking';

/** R: the number of rounds over which a rolling rank averages. */
const roundsNeeded = 3;

/** Maximum number of earlier rounds that are read to find R rounds. */
const roundsMax = 12;

type Equatings = ReadonlyMap<string, Equating>;

type RankedRound = ClosedRound | RevealedRound;

/** Rounds that may count in a rolling rank. @param rounds newest first */
export const selectRankedRounds = (rounds: readonly PublicRound[]): RankedRound[] =>
  rounds.filter((round) => round.state === 'closed' || round.state === 'revealed').slice(0, roundsMax);

/** Those of the rounds whose scores can be adjusted to the scale of the base round. */
export const selectOnScale = (rounds: readonly PublicRound[], equatings: Equatings): RankedRound[] =>
  selectRankedRounds(rounds).filter(({ roundId }) => {
    const status = equatings.get(roundId)?.status;
    return status === 'base' || status === 'equated';
  });

/** A round with its official ranking, and the link that adjusts its scores to the base round's scale. */
type EquatedRound = { round: RankedRound; equating: Equating; leaderboard: Leaderboard };

/**
 * The rolling rank of a benchmark's models: by the mean adjusted score over the last rounds before whose opening the ranked
 * version was frozen. Omitted models come last, with the reason. Empty until two rounds are on one scale.
 * @param evidence with `prospective`, a round counts only versions that their own receipt proves frozen before its opening,
 * even where another version of the model is the one that counts in the ranking
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
 * The accepted evidence that a version was frozen before a round opened. `prospective`: only a receipt of the version. `any`:
 * also a maintainer's statement.
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
      // Rounds come newest first, and the newest ranking gives a model its name.
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
 * Adjusts a final score to the base round's difficulty. Scores of the base round itself stay unchanged. Null in a round without
 * a link to the base round, and in the base round for a score without an interval or at chance level.
 */
function adjust({ status, link }: Equating, published: PublishedScore): AdjustedScore | null {
  const { metric, score, interval } = published;
  if (link) return adjustByLinks([link], published);
  if (status !== 'base' || interval === null || isAtChance(metric, score)) return null;
  const standardError = (interval.upper - interval.lower) / 2 / normalQuantile975;
  return { score, standardError, degreesOfFreedom: Number.POSITIVE_INFINITY };
}

/** Keeps only versions that their receipt proves frozen before the opening, of each model the newest. */
const keepProspective = (leaderboard: Leaderboard): Leaderboard => ({
  ...leaderboard,
  entries: selectByEvidence(leaderboard, 'prospective'),
});

/**
 * The rolling rank of a benchmark's models; the same for every reader. @param evidence as in
 * `viewOfVersionHistories`
 */
export async function listVersionHistories(
  slug: string,
  evidence: VersionHistoryEvidence = 'any',
  reader: Actor | null = null,
): Promise<Result<VersionHistoryView[]>> {
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
