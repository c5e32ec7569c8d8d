import { webPlatform } from '@/adapters/web-platform';
import { listNewestEquatings, listVouchedVersions } from '@/db/queries/assessment-queries';
import { listRoundsOf, type RoundRow } from '@/db/queries/round-queries';
import { findNewestSnapshot } from '@/db/queries/snapshot-queries';
import type { LineageView } from '@/lib/contracts/lineage';
import { equatePublished } from '@/lib/core/equating/equate-published';
import type { Equating } from '@/lib/core/equating/equating';
import { selectFrozen, type VouchedVersion } from '@/lib/core/equating/frozen-versions';
import { isAtChance } from '@/lib/core/equating/probit-metric';
import { type LineageScore, rankLineages } from '@/lib/core/equating/rank-lineages';
import { rankedRoundOf } from '@/lib/core/equating/ranked-round';
import type { Leaderboard, LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import { requireBenchmark } from '../access/require-benchmark';

/** R: how many rounds a rolling rank is over. */
const roundsNeeded = 3;
/** How far back rounds are read. */
const roundsMax = 12;

/**
 * The rolling rank of a benchmark's models: mean equated score over the last rounds in which the version that was ranked had
 * been frozen before they opened. Empty until two rounds are on one scale. The same for everybody.
 */
export async function listLineages(slug: string): Promise<Result<LineageView[], Refusal>> {
  const { db } = webPlatform();
  const benchmark = await requireBenchmark(db, slug);
  if (!benchmark.ok) return benchmark;
  const { benchmarkId } = benchmark.value;
  const rounds = (await listRoundsOf(db, [benchmarkId], { drafts: false }))
    .filter(({ state }) => state === 'closed' || state === 'revealed')
    .slice(0, roundsMax);
  const equatings = await listNewestEquatings(
    db,
    rounds.map(({ roundId }) => roundId),
  );
  const onScale: EquatedRound[] = [];
  for (const round of rounds) {
    const equating = equatings.get(round.roundId);
    if (equating?.standing !== 'base' && equating?.standing !== 'equated') continue;
    const snapshot = await findNewestSnapshot(db, round.roundId, 'final');
    if (snapshot) onScale.push({ round, equating, leaderboard: snapshot.leaderboard });
  }
  return ok(onScale.length < 2 ? [] : rank(onScale, await listVouchedVersions(db, benchmarkId)));
}

/** A round with its official ranking, and how that reads on the base round's scale. */
type EquatedRound = { round: RoundRow; equating: Equating; leaderboard: Leaderboard };

function rank(rounds: readonly EquatedRound[], vouched: readonly VouchedVersion[]): LineageView[] {
  const scores = new Map<string, LineageScore[]>();
  const names = new Map<string, LeaderboardEntry>();
  for (const { round, equating, leaderboard } of rounds) {
    const ranked = rankedRoundOf(round.number, leaderboard, selectFrozen(vouched, round));
    for (const [i, version] of ranked.entries.entries()) {
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

const toPublished = (value: number): number => Number(value.toFixed(4));
