import type { Executor, Transaction } from '@/db/client';
import { countRanOn } from '@/db/hidden/model-run-queries';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import { type ErratumRow, listPublishedErrata } from '@/db/queries/erratum-queries';
import { addScorerJob } from '@/db/queries/job-queries';
import { insertPairs } from '@/db/queries/pair-queries';
import { lockRound } from '@/db/queries/round-queries';
import { findRoundIn } from '@/db/queries/round-scorer-queries';
import { findSealedRanking, insertSnapshot, type SnapshotRow } from '@/db/queries/snapshot-queries';
import { isWithdrawnSince, listWithdrawnSubmissions } from '@/db/queries/submission-scorer-queries';
import { composeOfficialLeaderboard, composePairs } from '@/lib/core/feedback/compose-leaderboard';
import type { Disclosed } from '@/lib/core/feedback/disclosed';
import { kindAsPublished, type Leaderboard } from '@/lib/core/leaderboard/leaderboard';
import type { RevealedRound } from '@/lib/core/round/round';
import { recordAct } from '../record-act';
import type { ScorerPlatform } from '../scorer-platform';
import {
  addVersionPairs,
  type ComparedModels,
  compareRankedModels,
  compareVersions,
  isOfModels,
  measureHalfWidths,
  type VersionPairs,
} from '../snapshot/compare-ranked-models';
import {
  type EvaluatedModel,
  idsOf,
  listAutomaticModels,
  listRankedModels,
  scoringOf,
} from '../snapshot/list-ranked-models';
import type { RoundVault } from '../vault/round-vault';
import { compareCorrectedModels, composeCorrection } from './compose-correction';

/**
 * Publishes the official ranking of a revealed round again, exactly once, without the submissions that were
 * withdrawn since. If errata are published, the same transaction publishes the ranking by corrected labels
 * again. Archive and commitment don't change.
 */
export async function runRepublishRanking(
  platform: ScorerPlatform,
  vault: RoundVault,
  { roundId }: { roundId: string },
): Promise<void> {
  const { db } = platform.client;
  const found = await findRoundIn(db, roundId, 'revealed');
  if (!found) return;
  // The comparison becomes outdated if a team is withdrawn or an erratum published between the comparison and
  // the lock.
  let isOutdated = true;
  while (isOutdated) {
    const compared = await compareIfDue(platform, vault, found);
    if (!compared) return;
    isOutdated = await db.transaction((tx) => publish(tx, found.benchmark, compared));
  }
}

type Compared = {
  readonly roundId: string;
  readonly key: Uint8Array;
  readonly bySealed: ComparedModels & { readonly versions: VersionPairs };
  /** Comparison by the labels of the newest published erratum; null without errata. */
  readonly corrected: { readonly erratum: ErratumRow; readonly compared: ComparedModels } | null;
};

async function compareIfDue(
  platform: ScorerPlatform,
  vault: RoundVault,
  { round, benchmark }: { round: RevealedRound; benchmark: BenchmarkRow },
): Promise<Compared | null> {
  const { db } = platform.client;
  const { roundId } = round;
  if (!(await findOutdated(db, roundId))) return null;
  const opened = await vault.open(round, benchmark);
  const models = await listRankedModels(db, opened.key, roundId);
  const bySealed = await measureHalfWidths(await compareRankedModels(db, opened, { benchmark, models }));
  const beside = await listAutomaticModels(db, opened.key, roundId);
  const versions = await compareVersions(db, opened, { benchmark, models, beside });
  const erratum = (await listPublishedErrata(db, roundId)).at(-1);
  const corrected = erratum && {
    erratum,
    compared: await measureHalfWidths(
      await compareCorrectedModels(platform, vault, { round, benchmark, erratum }),
    ),
  };
  return {
    roundId,
    key: opened.key,
    bySealed: { ...bySealed, versions },
    corrected: corrected ?? null,
  };
}

/** Finds the official ranking, if a submission was withdrawn since its publication. */
async function findOutdated(db: Executor, roundId: string): Promise<SnapshotRow | null> {
  const ranking = await findSealedRanking(db, roundId);
  return ranking && (await isWithdrawnSince(db, roundId, ranking.publishedAt)) ? ranking : null;
}

/** Publishes both rankings. @returns true if nothing was published because the comparison is outdated */
async function publish(tx: Transaction, benchmark: BenchmarkRow, compared: Compared): Promise<boolean> {
  const { roundId, key, bySealed, corrected } = compared;
  const round = await lockRound(tx, roundId);
  const before = await findOutdated(tx, roundId);
  if (round?.state !== 'revealed' || !before) return false;
  const newest = (await listPublishedErrata(tx, roundId)).at(-1);
  // Marks label holders as the first ranking does: roles that were given later don't matter.
  const asPublished = (models: EvaluatedModel[]) =>
    models.map((model) => ({ ...model, kind: kindAsPublished(before.leaderboard, model) }));
  const models = asPublished(await listRankedModels(tx, key, roundId));
  if (newest?.erratumId !== corrected?.erratum.erratumId || !isOfModels(bySealed, models)) return true;
  const beside = asPublished(await listAutomaticModels(tx, key, roundId));
  const leaderboard = composeOfficialLeaderboard(scoringOf(round, benchmark), models, bySealed.comparison, {
    reference_entries: addVersionPairs(beside, bySealed.versions),
    ran_on: await countRanOn(tx, idsOf([...models, ...beside])),
    withdrawn: await listWithdrawnSubmissions(tx, round),
  });
  const at = await readClock(tx);
  const insert = async (
    ranking: Disclosed<Leaderboard>,
    ranked: readonly EvaluatedModel[],
    { comparison }: ComparedModels,
  ) => {
    const snapshotId = await insertSnapshot(tx, { roundId, publishedAt: at, leaderboard: ranking });
    await insertPairs(tx, snapshotId, composePairs(ranking, ranked, comparison));
  };
  await insert(leaderboard, models, bySealed);
  if (corrected) {
    const { number } = corrected.erratum;
    const beside = await composeCorrection(tx, {
      key,
      round,
      benchmark,
      number,
      compared: corrected.compared,
    });
    await insert(beside.leaderboard, beside.models, corrected.compared);
  }
  await describeAgain(tx, round, leaderboard, at);
  return false;
}

/** Records the event, and queues the jobs that compute further results from the ranking. */
async function describeAgain(
  tx: Transaction,
  { benchmarkId, roundId, number }: RevealedRound,
  { entered, item_count }: Leaderboard,
  at: Date,
): Promise<void> {
  await recordAct(tx, {
    act: 'ranking_published',
    by: 'scorer',
    at,
    benchmarkId,
    roundId,
    detail: { round: number, entered, item_count, again: true },
  });
  await addScorerJob(tx, 'equate_rounds', { benchmarkId, scope: 'all' });
  await addScorerJob(tx, 'measure_overfitting', { roundId });
  await addScorerJob(tx, 'score_subgroups', { roundId });
}
