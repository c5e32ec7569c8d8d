import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isObjectStoreFault } from '@/adapters/faults';
import { ObjectChanged } from '@/adapters/object-store/object-store';
import type { PredictionsRefused } from '@/adapters/read-predictions-file';
import type { Transaction } from '@/db/client';
import { insertEvaluation } from '@/db/hidden/vault-queries';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import { addScorerJob } from '@/db/queries/job-queries';
import { findRoundWithBenchmark } from '@/db/queries/round-scorer-queries';
import type { SubmissionRow } from '@/db/queries/submission-queries';
import { claimSubmission, findAcceptedFile } from '@/db/queries/submission-scorer-queries';
import type { PublicRound } from '@/lib/core/round/round';
import type { Predictions } from '@/lib/core/submission/predictions';
import { attemptsMax, claimsMax, stateDeadlineMs } from '@/lib/core/submission/submission-state';
import { type Ending, endSubmission, fileChanged, gaveUp, type WithoutScore } from '../ending/end-submission';
import { storePredictionColumns } from '../feedback/prediction-columns';
import type { ScorerPlatform } from '../scorer-platform';
import type { OpenedRound, RoundVault } from '../vault/round-vault';
import { readSubmittedFile } from './read-submitted-file';
import { scorePredictions, sealScores } from './score-file';

/**
 * Scores a submitted file. A model that was queued as a file is passed on to the queue `models`.
 * Feedback isn't decided here but by a `decide_feedback` job, which is queued when the submission ends:
 * feedback depends on the earlier submissions of the team and of linked teams, and must neither fail this
 * submission nor delay it. @throws as `trySubmission`
 */
export async function runScoreSubmission(
  platform: ScorerPlatform,
  vault: RoundVault,
  { submissionId }: { submissionId: string },
): Promise<void> {
  const { db } = platform.client;
  const accepted = await findAcceptedFile(db, submissionId);
  if (accepted && accepted.kind !== 'predictions') return addScorerJob(db, 'score_model', { submissionId });
  await trySubmission(platform, submissionId, stateDeadlineMs.scoring, (submission) =>
    scoreFile(platform, vault, submission),
  );
}

/**
 * Makes one try at a submission. Claiming it raises the fence; later writes succeed only while the fence is
 * still this try's, so a killed or stalled scorer neither loses a submission nor scores one twice. @param
 * deadlineMs maximum time until the submission's end @throws to be tried again, while tries are left; the
 * submission fails after the last try, or after the first if its file isn't the accepted one
 */
export async function trySubmission(
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'log'>,
  submissionId: string,
  deadlineMs: number,
  work: (submission: SubmissionRow) => Promise<void>,
): Promise<void> {
  const submission = await platform.client.db.transaction(async (tx) =>
    claimSubmission(tx, submissionId, new Date((await readClock(tx)).getTime() + deadlineMs)),
  );
  if (!submission) return;
  const { attempt, requestId } = submission;
  platform.log.info({ request: requestId, submission: submissionId, attempt }, 'a try at a score begins');
  try {
    // Also counts tries that ended without a result because the scorer was killed or stalled: a file that
    // kills its scorer must not do so for ever.
    if (attempt > claimsMax) await endSubmission(platform, submission, gaveUp);
    else await work(submission);
  } catch (cause) {
    const ending = findEndingOf(cause, attempt);
    if (ending) await endSubmission(platform, submission, ending);
    // Rethrown for the log; the retried job does nothing for a finished submission.
    throw cause;
  }
}

/** Decides how a submission ends whose try has thrown; null while it will be tried again. */
export function findEndingOf(cause: unknown, tries: number): WithoutScore | null {
  if (cause instanceof ObjectChanged) return fileChanged;
  // A try that failed because of the object store counts like a try that a kill ended.
  return tries >= (isObjectStoreFault(cause) ? claimsMax : attemptsMax) ? gaveUp : null;
}

async function scoreFile(
  platform: ScorerPlatform,
  vault: RoundVault,
  submission: SubmissionRow,
): Promise<void> {
  const startedAtMs = performance.now();
  const { round, benchmark } = await findRoundOf(platform, submission);
  const opened = await vault.open(round, benchmark);
  const read = await readSubmittedFile(platform, submission.submissionId, benchmark, opened);
  if (!read.ok) {
    await endSubmission(platform, submission, rejectedFile(read.error));
    return;
  }
  await storeScore(platform, submission, read.value, {
    ...{ benchmark, opened },
    async end(ending, within) {
      if (benchmark.task === 'text') await paceScoring(startedAtMs);
      return endSubmission(platform, submission, ending, within);
    },
  });
}

/** Finds a submission's round, which must have opened, with its benchmark. */
export async function findRoundOf(
  { client: { db } }: Pick<ScorerPlatform, 'client'>,
  { roundId }: Pick<SubmissionRow, 'roundId'>,
): Promise<{ round: PublicRound; benchmark: BenchmarkRow }> {
  const found = await findRoundWithBenchmark(db, roundId);
  if (!found || found.round.state === 'draft' || found.round.openedAt === null)
    throw new Error('a submission to a round that has not opened');
  return { round: found.round, benchmark: found.benchmark };
}

/**
 * Scores a submission's predictions and calls `end`, which stores the score and ends the submission in one
 * transaction.
 */
export async function storeScore(
  platform: Pick<ScorerPlatform, 'objects'>,
  submission: SubmissionRow,
  predictions: Predictions,
  {
    benchmark,
    opened,
    end,
  }: {
    benchmark: BenchmarkRow;
    opened: OpenedRound;
    end: (ending: Ending, within: (tx: Transaction, now: Date) => Promise<void>) => Promise<boolean>;
  },
): Promise<void> {
  const { submissionId, roundId, attempt } = submission;
  const scored = await scorePredictions(predictions, submission, benchmark, opened);
  await storePredictionColumns(platform.objects, { submissionId, key: opened.key, predictions });
  const evaluationId = randomUUID();
  await end({ state: 'scored' }, async (tx, now) => {
    await insertEvaluation(tx, {
      evaluationId,
      roundId,
      submissionId,
      scorerVersion: opened.scorerVersion,
      attempt,
      scoredAt: now,
      ...sealScores(opened.key, evaluationId, scored),
    });
  });
}

function rejectedFile({ problems }: PredictionsRefused): WithoutScore {
  const [first] = problems;
  return {
    state: 'rejected',
    code: first?.code ?? 'file_rejected',
    message: first ? `${first.detail}. ${first.hint}` : 'The file is at fault.',
    line: first?.line ?? null,
    column: first?.column ?? null,
  };
}

const stepMs = 1000;

/**
 * Returns the delay until a scoring has taken a whole number of steps. The time to compare texts depends on
 * the lengths of hidden texts: a participant who sends one long text at a time could read those lengths off
 * the clock.
 */
export const computePaceMs = (tookMs: number): number => Math.ceil(tookMs / stepMs) * stepMs - tookMs;

async function paceScoring(startedAtMs: number): Promise<void> {
  await sleep(computePaceMs(performance.now() - startedAtMs));
}
