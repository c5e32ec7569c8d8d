import { isObjectMissing } from '@/adapters/object-store/object-store';
import { readClock } from '@/db/queries/clock-queries';
import { addScorerJob } from '@/db/queries/job-queries';
import {
  claimPractice,
  deleteWaitingPractice,
  findSubmissionToPractise,
  hasWaitingPractice,
  type PracticeOutcome,
  updatePracticeFinished,
} from '@/db/queries/practice-queries';
import { findRoundIn } from '@/db/queries/round-scorer-queries';
import { publishedNumber } from '@/lib/core/feedback/rounding';
import { practiceAttemptsMax } from '@/lib/core/model/model-version';
import { NeedsLonger, noRunnerMessage, type RunShares, runVersion, shortRun } from '../models/run-version';
import type { ScorerPlatform } from '../scorer-platform';
import { scorePredictions } from '../scoring/score-file';
import type { RoundVault } from '../vault/round-vault';

/**
 * Runs a submitted model on one revealed round and stores its score, then queues the next waiting round: each run is a job of its
 * own, so that submissions to the open round run in between. Practice scores are neither ranked nor charged as feedback, and the
 * labels are public.
 * @throws to be tried again, while tries are left
 */
export async function runScorePractice(
  platform: ScorerPlatform,
  vault: RoundVault,
  { submissionId }: { submissionId: string },
  shares: RunShares = shortRun,
): Promise<void> {
  const { db } = platform.client;
  const submission = await findSubmissionToPractise(db, submissionId);
  if (!submission) return;
  const { versionId, fileSha256, state, withdrawnAt } = submission;
  const isRefused = state === 'rejected' || state === 'failed';
  if (versionId === null || isRefused || withdrawnAt !== null) return deleteWaitingPractice(db, submissionId);
  const claimed = await db.transaction((tx) => claimPractice(tx, submissionId));
  if (!claimed) return;
  const { roundId, attempt } = claimed;
  const end = (outcome: PracticeOutcome) =>
    db.transaction(async (tx) => {
      const finishedAt = await readClock(tx);
      if (!(await updatePracticeFinished(tx, { submissionId, ...claimed }, { ...outcome, finishedAt })))
        return;
      if (await hasWaitingPractice(tx, submissionId))
        await addScorerJob(tx, 'score_practice', { submissionId });
    });
  // Tries that ended without a result count too: a model that kills its scorer must not do so for ever.
  // A long run has had a short try before.
  const triesMax = shares.isLong ? practiceAttemptsMax + 1 : practiceAttemptsMax;
  if (attempt > triesMax) return end(gaveUp);
  try {
    await end(await findOutcome(platform, vault, { roundId, versionId, fileSha256, shares }));
  } catch (cause) {
    if (cause instanceof NeedsLonger) return addScorerJob(db, 'score_long_practice', { submissionId });
    // The file of a refused model is deleted.
    if (isObjectMissing(cause)) return deleteWaitingPractice(db, submissionId);
    if (attempt >= triesMax) await end(gaveUp);
    throw cause;
  }
}

async function findOutcome(
  platform: ScorerPlatform,
  vault: RoundVault,
  {
    roundId,
    versionId,
    fileSha256,
    shares,
  }: { roundId: string; versionId: string; fileSha256: string; shares: RunShares },
): Promise<PracticeOutcome> {
  // Scores nothing while labels are hidden, even if the web role asks.
  const found = await findRoundIn(platform.client.db, roundId, 'revealed');
  if (!found) return gaveUp;
  const { round, benchmark } = found;
  const runner = await platform.findRunner();
  if (runner === null) return { state: 'failed', code: 'runner_unavailable', message: noRunnerMessage };
  const opened = await vault.open(round, benchmark);
  // The round's inputs are public by now, even where the open round's are hidden. The version has passed the public sample
  // before, as in an automatic evaluation.
  const run = {
    ...{ round, benchmark, opened, shares, wasAccepted: true },
    onHiddenRun: async () => {},
  };
  const ran = await runVersion(platform, runner, versionId, run);
  if (!ran.ok) return { state: 'rejected', ...ran.error };
  const scored = await scorePredictions(ran.value.predictions, { fileSha256 }, benchmark, opened);
  const { primary } = scored.final.scores;
  return { state: 'scored', score: primary && publishedNumber(benchmark.metric, primary.score) };
}

const gaveUp: PracticeOutcome = {
  state: 'failed',
  code: 'scorer_failed',
  message: 'The platform could not score this; the operator has the log.',
};
