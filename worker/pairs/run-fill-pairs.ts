import type { Executor } from '@/db/client';
import { listPublishedErrata } from '@/db/queries/erratum-queries';
import { hasPairs, insertPairs } from '@/db/queries/pair-queries';
import { findRoundIn } from '@/db/queries/round-scorer-queries';
import { findCorrectedRanking, findSealedRanking, type SnapshotRow } from '@/db/queries/snapshot-queries';
import { composeOfficialLeaderboard } from '@/lib/core/feedback/compose-leaderboard';
import { composePairs } from '@/lib/core/feedback/compose-pairs';
import type { Disclosed } from '@/lib/core/feedback/disclosed';
import { kindAsPublished } from '@/lib/core/leaderboard/kind-as-published';
import type { Leaderboard, LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import type { PublishedPairs } from '@/lib/core/leaderboard/pair-codes';
import { compareCorrectedModels } from '../errata/compare-corrected-models';
import { composeCorrection } from '../errata/compose-correction';
import type { ScorerPlatform } from '../scorer-platform';
import { compareRankedModels } from '../snapshot/compare-ranked-models';
import { listRankedModels, scoringOf } from '../snapshot/list-ranked-models';
import { measureHalfWidths } from '../snapshot/measure-half-widths';
import type { RoundVault } from '../vault/round-vault';

type Platform = Pick<ScorerPlatform, 'client'>;
type Pairs = Disclosed<PublishedPairs> | null;

/**
 * Adds the pairs to an official ranking from before there were any, and to what an erratum made of it: once, and only where what is
 * stored of the round still comes to the very rows that were published, since pairs of other models would contradict them. Else it
 * notes that there are none.
 */
export async function runFillPairs(
  platform: Platform,
  vault: RoundVault,
  { roundId }: { roundId: string },
): Promise<void> {
  const { db } = platform.client;
  const found = await findRoundIn(db, roundId, 'closed', 'revealed');
  if (!found) return;
  await fill(db, await findSealedRanking(db, roundId), (ranking) =>
    recomputeSealed(db, vault, found, ranking),
  );
  await fill(db, await findCorrectedRanking(db, roundId), (ranking) =>
    recomputeCorrected(platform, vault, ranking),
  );
}

async function fill(
  db: Executor,
  ranking: SnapshotRow | undefined,
  recompute: (ranking: SnapshotRow) => Promise<Pairs>,
): Promise<void> {
  if (ranking && !(await hasPairs(db, ranking.snapshotId)))
    await insertPairs(db, ranking.snapshotId, await recompute(ranking));
}

async function recomputeSealed(
  db: Executor,
  vault: RoundVault,
  { round, benchmark }: NonNullable<Awaited<ReturnType<typeof findRoundIn<'closed' | 'revealed'>>>>,
  { leaderboard: published }: SnapshotRow,
): Promise<Pairs> {
  const opened = await vault.open(round, benchmark);
  const models = (await listRankedModels(db, opened.key, round.roundId)).map((model) => ({
    ...model,
    kind: kindAsPublished(published, model),
  }));
  const { comparison } = await measureHalfWidths(
    await compareRankedModels(db, opened, { round, benchmark, models }),
  );
  const leaderboard = composeOfficialLeaderboard(scoringOf(round, benchmark), models, comparison);
  return saysTheSame(leaderboard, published) ? composePairs(leaderboard, models, comparison) : null;
}

async function recomputeCorrected(
  platform: Platform,
  vault: RoundVault,
  { roundId, leaderboard: published }: SnapshotRow,
): Promise<Pairs> {
  const { db } = platform.client;
  const found = await findRoundIn(db, roundId, 'revealed');
  const errata = await listPublishedErrata(db, roundId);
  const erratum = errata.find(({ number }) => number === published.erratum);
  if (!found || !erratum)
    throw new Error('a corrected ranking is of a published erratum of a revealed round');
  const compared = await measureHalfWidths(
    await compareCorrectedModels(platform, vault, { ...found, erratum }),
  );
  const { leaderboard, models } = await composeCorrection(db, {
    ...found,
    key: await vault.openKey(roundId),
    number: erratum.number,
    compared,
  });
  return saysTheSame(leaderboard, published) ? composePairs(leaderboard, models, compared.comparison) : null;
}

const saysTheSame = (one: Leaderboard, other: Leaderboard): boolean => {
  const [rows, others] = [one, other].map(({ entries }) => entries.filter(({ rank }) => rank !== null));
  return rows!.length === others!.length && rows!.every((row, i) => isSameRow(row, others![i]!));
};

const isSameRow = (one: LeaderboardEntry, other: LeaderboardEntry): boolean =>
  (['model_slug', 'version', 'score', 'rank', 'rank_lower', 'rank_upper'] as const).every(
    (key) => one[key] === other[key],
  );
