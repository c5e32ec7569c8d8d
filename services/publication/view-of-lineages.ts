import type { SnapshotRow } from '@/db/queries/snapshot-queries';
import type { LineageView } from '@/lib/contracts/lineage';
import { equatePublished } from '@/lib/core/equating/equate-published';
import type { Equating } from '@/lib/core/equating/equating';
import { isProven, selectFrozen, type VouchedVersion } from '@/lib/core/equating/frozen-versions';
import { isAtChance } from '@/lib/core/equating/probit-metric';
import { type LineageScore, rankLineages } from '@/lib/core/equating/rank-lineages';
import { rankedRoundOf } from '@/lib/core/equating/ranked-round';
import { selectByEvidence } from '@/lib/core/leaderboard/evidence-filter';
import type { Leaderboard, LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import type { ClosedRound, PublicRound, RevealedRound } from '@/lib/core/round/round';

/** R: how many rounds a rolling rank is over. */
const roundsNeeded = 3;
/** How far back rounds are read. */
const roundsMax = 12;

type Equatings = ReadonlyMap<string, Equating>;
type RankedRound = ClosedRound | RevealedRound;

/** The rounds that a rolling rank may be over. @param rounds newest first */
export const selectRankedRounds = (rounds: readonly PublicRound[]): RankedRound[] =>
  rounds.filter((round) => round.state === 'closed' || round.state === 'revealed').slice(0, roundsMax);

/** Those of them that are on one scale. */
export const selectOnScale = (rounds: readonly PublicRound[], equatings: Equatings): RankedRound[] =>
  selectRankedRounds(rounds).filter(({ roundId }) => {
    const standing = equatings.get(roundId)?.standing;
    return standing === 'base' || standing === 'equated';
  });

/** A round with its official ranking, and how that reads on the base round's scale. */
type EquatedRound = { round: RankedRound; equating: Equating; leaderboard: Leaderboard };

/**
 * The rolling rank of a benchmark's models: mean equated score over the last rounds in which the version that was ranked had
 * been frozen before they opened. Empty until two rounds are on one scale.
 * @param asked `prospective` counts in each round only versions that prove it by their own receipt, also beside one that counts there
 */
export function viewOfLineages(
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
  asked: LineageEvidence = 'any',
): LineageView[] {
  const onScale = selectOnScale(rounds, equatings).flatMap((round): EquatedRound[] => {
    const [equating, ranking] = [equatings.get(round.roundId), rankings.get(round.roundId)];
    return equating && ranking ? [{ round, equating, leaderboard: ranking.leaderboard }] : [];
  });
  return onScale.length < 2 ? [] : rank(onScale, vouched, asked);
}

/** By whose word a version was frozen before a round: its own receipt alone, or a maintainer's too. */
export type LineageEvidence = 'any' | 'prospective';

function rank(
  rounds: readonly EquatedRound[],
  vouched: readonly VouchedVersion[],
  asked: LineageEvidence,
): LineageView[] {
  const scores = new Map<string, LineageScore[]>();
  const names = new Map<string, LeaderboardEntry>();
  for (const { round, equating, leaderboard: whole } of rounds) {
    const leaderboard = asked === 'prospective' ? keepProspective(whole) : whole;
    const isFrozen = asked === 'prospective' ? isProven : selectFrozen(vouched, round);
    const ranked = rankedRoundOf(round.number, leaderboard, isFrozen);
    for (const [i, version] of ranked.entries.entries()) {
      if (version.kind !== 'entry') continue;
      // Newest round first: that is the name it goes by.
      if (!names.has(version.model)) names.set(version.model, leaderboard.entries[i]!);
      const { metric, item_count: itemCount } = leaderboard;
      const equated = equatePublished(equating, { metric, score: version.score, itemCount });
      const isBase = equating.standing === 'base' && !isAtChance(metric, version.score);
      const found = scores.get(version.model) ?? [];
      found.push({
        round: round.number,
        score: isBase ? version.score : (equated?.score ?? null),
        standardError: equated?.standard_error ?? 0,
        wasFrozenBefore: ranked.isFrozen(version),
      });
      scores.set(version.model, found);
    }
  }
  const needed = Math.min(roundsNeeded, rounds.length);
  return rankLineages(
    [...scores].map(([id, found]) => ({ id, scores: found })),
    needed,
  )
    .filter((lineage) => lineage.rounds.length > 0)
    .map((lineage) => {
      const entry = names.get(lineage.id)!;
      return {
        rank: lineage.rank,
        model: entry.model,
        model_slug: entry.model_slug,
        team: entry.team,
        score: lineage.score === null ? null : toPublished(lineage.score),
        standard_error: lineage.standardError === null ? null : toPublished(lineage.standardError),
        rounds: [...lineage.rounds],
        rounds_needed: needed,
        base_round: rounds[0]!.equating.baseRound,
      };
    });
}

/** Each model by its newest version that was frozen before the opening. */
const keepProspective = (leaderboard: Leaderboard): Leaderboard => ({
  ...leaderboard,
  entries: selectByEvidence(leaderboard, 'prospective'),
});

const toPublished = (value: number): number => Number(value.toFixed(4));
