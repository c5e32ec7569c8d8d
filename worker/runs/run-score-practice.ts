import { readClock } from '@/db/queries/clock-queries';
import { addScorerJob } from '@/db/queries/job-queries';
import {
  claimPractice,
  deleteWaitingPractice,
  findSubmissionToPractise,
  hasWaitingPractice,
  isPracticeTry,
  type PracticeOutcome,
  type PracticeTry,
  updatePracticeFinished,
} from '@/db/queries/practice-queries';
import { findRoundIn } from '@/db/queries/round-scorer-queries';
import { insertRun, type RunRow } from '@/db/queries/run-queries';
import { publishedNumber } from '@/lib/core/feedback/rounding';
import { practiceAttemptsMax } from '@/lib/core/model/model-version';
import { runPriorities } from '@/lib/core/run/run';
import { lostByRunners } from '../ending/end-submission';
import type { ScorerPlatform } from '../scorer-platform';
import { scorePredictions } from '../scoring/score-file';
import { modelKinds, readOnRound } from './model-kinds';
import type { RunPlatform, RunPurposeOf } from './run-purpose';
import { composeOnRound, findModelOf } from './submitted-model';

/**
 * Queues a scored model's run on the newest revealed round for which it has no score yet; the end of each run
 * queues the next. Practice scores are neither ranked nor charged as feedback, since the labels are public.
 */
export async function runScorePractice(
  platform: Pick<ScorerPlatform, 'client'>,
  { submissionId }: { submissionId: string },
): Promise<void> {
  const { db } = platform.client;
  const submission = await findSubmissionToPractise(db, submissionId);
  if (!submission) return;
  if (submission.withdrawnAt !== null) return deleteWaitingPractice(db, submissionId);
  const claimed = await db.transaction((tx) => claimPractice(tx, submissionId));
  if (!claimed) return;
  // Also counts tries that ended without a result.
  if (claimed.attempt > practiceAttemptsMax) return end(db, { submissionId, ...claimed }, gaveUp);
  const { kind } = await findModelOf(platform, submission);
  await insertRun(db, {
    ...{ kind, isLong: modelKinds[kind].isAlwaysLong },
    ...{ purpose: 'practice', submissionId, ...claimed, userId: submission.userId },
    ...{ priority: runPriorities.practice, queuedAt: await readClock(db) },
  });
}

/** A scored model's practice run on a revealed round. */
export const practiceOnRound: RunPurposeOf = {
  async compose(platform, vault, run) {
    const { db } = platform.client;
    const tried = triedBy(run);
    const submission = await findSubmissionToPractise(db, tried.submissionId);
    if (!submission || !(await isPracticeTry(db, tried))) return null;
    // No practice run while the round's labels are hidden, even if the web role asks for one.
    if (!(await findRoundIn(db, tried.roundId, 'revealed'))) {
      await end(db, tried, gaveUp);
      return null;
    }
    // The round's inputs are public since its reveal, even if the benchmark hides the inputs of its open
    // round.
    return composeOnRound(platform, vault, run, submission);
  },
  async finish(platform, vault, run, ran) {
    const { db } = platform.client;
    const tried = triedBy(run);
    const submission = await findSubmissionToPractise(db, tried.submissionId);
    const found = await findRoundIn(db, tried.roundId, 'revealed');
    if (!submission || !found || !(await isPracticeTry(db, tried))) return;
    const { round, benchmark } = found;
    const opened = await vault.open(round, benchmark);
    const predictions = ran.ok ? await readOnRound(platform, benchmark, ran.value, opened) : ran;
    if (!predictions.ok) return end(db, tried, { state: 'rejected', ...predictions.error });
    const scored = await scorePredictions(predictions.value, submission, benchmark, opened);
    const { primary } = scored.final.scores;
    await end(db, tried, {
      state: 'scored',
      score: primary && publishedNumber(benchmark.metric, primary.score),
    });
  },
  async fail({ client: { db } }, _vault, run, ending) {
    await end(db, triedBy(run), ending === lostByRunners ? notRun : gaveUp);
  },
};

function triedBy({ submissionId, roundId, attempt }: RunRow): PracticeTry {
  if (submissionId === null || roundId === null) throw new Error('practice without a submission or a round');
  return { submissionId, roundId, attempt };
}

/** Ends a practice try, and queues the run on the next round. */
async function end(
  db: RunPlatform['client']['db'],
  tried: PracticeTry,
  outcome: PracticeOutcome,
): Promise<void> {
  const { submissionId } = tried;
  await db.transaction(async (tx) => {
    const finishedAt = await readClock(tx);
    if (!(await updatePracticeFinished(tx, tried, { ...outcome, finishedAt }))) return;
    if (await hasWaitingPractice(tx, submissionId))
      await addScorerJob(tx, 'score_practice', { submissionId });
  });
}

const notRun: PracticeOutcome = { state: 'failed', code: lostByRunners.code, message: lostByRunners.message };

const gaveUp: PracticeOutcome = {
  state: 'failed',
  code: 'scorer_failed',
  message: 'The platform could not score this; the operator has the log.',
};
