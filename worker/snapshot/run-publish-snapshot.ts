import type { Transaction } from '@/db/client';
import { countRanOn } from '@/db/hidden/model-run-queries';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import { addScorerJob, addScorerJobAt } from '@/db/queries/job-queries';
import { insertNotice } from '@/db/queries/notice-queries';
import { insertPairs } from '@/db/queries/pair-queries';
import { lockRound } from '@/db/queries/round-queries';
import { findRoundIn, findRoundWithBenchmark } from '@/db/queries/round-scorer-queries';
import { findNewestSnapshot, findPublicationTime, insertSnapshot } from '@/db/queries/snapshot-queries';
import { countReported, countScoredModels } from '@/db/queries/submission-scorer-queries';
import { composeOfficialLeaderboard, composePairs } from '@/lib/core/feedback/compose-leaderboard';
import { composeProvisionalLeaderboard } from '@/lib/core/feedback/compose-provisional-leaderboard';
import type { Round } from '@/lib/core/round/round';
import { enterVersionsLeft } from '../automatic/run-begin-automatic';
import { deleteSpentColumns } from '../feedback/prediction-columns';
import { recordAct } from '../record-act';
import type { ScorerPlatform } from '../scorer-platform';
import type { RoundVault } from '../vault/round-vault';
import {
  addVersionPairs,
  type ComparedModels,
  compareRankedModels,
  compareVersions,
  isOfModels,
  measureHalfWidths,
  type VersionPairs,
} from './compare-ranked-models';
import {
  idsOf,
  isOfficialDue,
  listAutomaticModels,
  listRankedModels,
  listReportedModels,
  scoringOf,
} from './list-ranked-models';

/**
 * Publishes the current public table of a round: the provisional table while it is open; after the close,
 * once every accepted submission is finished, the official ranking, exactly once, and again after later
 * withdrawals. The round is locked during publication, which excludes closing and other publishers; models of
 * the official ranking are compared before the lock is taken.
 */
export async function runPublishSnapshot(
  platform: ScorerPlatform,
  vault: RoundVault,
  { roundId }: { roundId: string },
): Promise<void> {
  const { db } = platform.client;
  const found = await findRoundWithBenchmark(db, roundId);
  if (!found) return;
  await enterVersionsLeft(platform, found.round);
  // The comparison becomes outdated if a submission is finished or withdrawn between the comparison and the
  // lock.
  let isOutdated = true;
  while (isOutdated) {
    const compared = await compareIfDue(platform, vault, found);
    isOutdated = await db.transaction((tx) => publish(tx, { ...found, compared }));
  }
  await deleteSpentColumns(platform, roundId);
}

type ComparedUnderKey = ComparedModels & { readonly versions: VersionPairs; readonly key: Uint8Array };

type Found = { round: Round; benchmark: BenchmarkRow };

/** Compares the models of the official ranking, if that is due. */
async function compareIfDue(
  platform: ScorerPlatform,
  vault: RoundVault,
  { round: { roundId }, benchmark }: Found,
): Promise<ComparedUnderKey | null> {
  const { db } = platform.client;
  const found = await findRoundIn(db, roundId, 'closed');
  if (!found || !(await isOfficialDue(db, roundId))) return null;
  const opened = await vault.open(found.round, benchmark);
  const models = await listRankedModels(db, opened.key, roundId);
  const compared = await compareRankedModels(db, opened, { benchmark, models });
  const beside = await listAutomaticModels(db, opened.key, roundId);
  const versions = await compareVersions(db, opened, { benchmark, models, beside });
  return { ...(await measureHalfWidths(compared)), versions, key: opened.key };
}

/**
 * A provisional table with more reported scores than this is published with pauses between, in proportion to
 * their number, since each publication reads and stores the whole table. Otherwise a submission would cost
 * the more the larger its round is.
 */
const reportedWithoutPauseMax = 50;

/** Milliseconds of pause for each reported score; publishing takes about a fiftieth of that. */
const pauseMsPerReported = 10;

/** Returns the earliest time at which the next provisional table may be published; null for now. */
async function findPauseEnd(tx: Transaction, roundId: string, now: Date): Promise<Date | null> {
  const reportedCount = await countReported(tx, roundId);
  if (reportedCount <= reportedWithoutPauseMax) return null;
  const lastAt = await findPublicationTime(tx, roundId, 'feedback');
  // If the clock was set back, the last table's time is in the future, and must not stop the next table.
  if (!lastAt || lastAt > now) return null;
  const end = new Date(lastAt.getTime() + reportedCount * pauseMsPerReported);
  return end > now ? end : null;
}

/**
 * @returns true if nothing was published because the comparison is of other models than those that are ranked
 * now
 */
async function publish(
  tx: Transaction,
  { round: { roundId }, benchmark, compared }: Found & { compared: ComparedUnderKey | null },
): Promise<boolean> {
  const round = await lockRound(tx, roundId);
  if (round?.state === 'open') {
    const pauseEnd = await findPauseEnd(tx, roundId, await readClock(tx));
    if (pauseEnd) {
      await addScorerJobAt(tx, 'publish_snapshot', { roundId }, pauseEnd);
      return false;
    }
    // The provisional table uses only reported scores, and nothing that must be decrypted.
    const [entered, reported] = [await countScoredModels(tx, roundId), await listReportedModels(tx, roundId)];
    await insertSnapshot(tx, {
      roundId,
      publishedAt: await readClock(tx),
      leaderboard: composeProvisionalLeaderboard(scoringOf(round, benchmark), entered, reported),
    });
  }
  // Queued even if no ranking is due: a freeze may have prevented this job after the last ranking.
  if (round?.state === 'closed') await addScorerJob(tx, 'score_subgroups', { roundId });
  if (round?.state === 'closed' && (await isOfficialDue(tx, roundId))) {
    if (compared === null) return true;
    const { key, versions } = compared;
    const models = await listRankedModels(tx, key, roundId);
    if (!isOfModels(compared, models)) return true;
    const beside = await listAutomaticModels(tx, key, roundId);
    const leaderboard = composeOfficialLeaderboard(scoringOf(round, benchmark), models, compared.comparison, {
      reference_entries: addVersionPairs(beside, versions),
      ran_on: await countRanOn(tx, idsOf([...models, ...beside])),
    });
    const publishedAt = await readClock(tx);
    const isAgain = (await findNewestSnapshot(tx, roundId, 'final')) !== undefined;
    const snapshotId = await insertSnapshot(tx, { roundId, publishedAt, leaderboard });
    await insertPairs(tx, snapshotId, composePairs(leaderboard, models, compared.comparison));
    await recordAct(tx, {
      act: 'ranking_published',
      by: 'scorer',
      at: publishedAt,
      benchmarkId: round.benchmarkId,
      roundId,
      detail: {
        round: round.number,
        entered: leaderboard.entered,
        item_count: leaderboard.item_count,
        ...(isAgain && { again: true }),
      },
    });
    await addScorerJob(tx, 'equate_rounds', { benchmarkId: round.benchmarkId, scope: 'newest' });
    await addScorerJob(tx, 'measure_overfitting', { roundId });
    if (isAgain) return false;
    await insertNotice(tx, {
      key: `round_closed:${roundId}`,
      kind: 'round_closed',
      benchmarkId: round.benchmarkId,
      roundId,
      detail: {},
      createdAt: publishedAt,
    });
    await addScorerJob(tx, 'raise_flags', { roundId });
  }
  return false;
}
