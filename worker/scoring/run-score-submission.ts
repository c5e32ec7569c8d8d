import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isObjectStoreFault } from '@/adapters/faults';
import { ObjectChanged } from '@/adapters/object-store/object-store';
import type { PredictionsRefused } from '@/adapters/read-predictions-file';
import type { Transaction } from '@/db/client';
import { insertModelRun } from '@/db/hidden/model-run-queries';
import { insertEvaluation } from '@/db/hidden/vault-queries';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import { addScorerJob } from '@/db/queries/job-queries';
import { findRoundWithBenchmark } from '@/db/queries/round-scorer-queries';
import type { SubmissionRow } from '@/db/queries/submission-queries';
import {
  claimSubmission,
  extendDeadline,
  findAcceptedFile,
  lockTry,
} from '@/db/queries/submission-scorer-queries';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Round } from '@/lib/core/round/round';
import type { Predictions } from '@/lib/core/submission/predictions';
import { attemptsMax, claimsMax, stateDeadlineMs } from '@/lib/core/submission/submission-state';
import { type Ending, endSubmission, type WithoutScore } from '../ending/end-submission';
import { storePredictionColumns } from '../feedback/prediction-columns';
import { makeHiddenRun, Superseded } from '../models/hidden-run';
import {
  NeedsLonger,
  noRunnerMessage,
  type RanVersion,
  type RunShares,
  runVersion,
  shortRun,
} from '../models/run-version';
import type { ScorerPlatform } from '../scorer-platform';
import type { OpenedRound, RoundVault } from '../vault/round-vault';
import { readSubmittedFile } from './read-submitted-file';
import { scorePredictions, sealScores } from './score-file';

/**
 * One try at scoring a submission. The claim raises the fence; later writes complete only while the fence is still this try's, so
 * a killed or stalled scorer neither loses a submission nor scores one twice.
 *
 * The outcome of a model on hidden inputs is stored, and reported later by a job of its own, since its duration reveals inputs.
 *
 * It decides no feedback: a `decide_feedback` job queued with the end does, since feedback depends on the earlier submissions of
 * the team and of those linked with it, and must neither fail this one nor delay it.
 * @throws to be tried again, while tries are left; after the last one the submission is failed, and after the first where its
 * file isn't the accepted one
 */
export async function runScoreSubmission(
  platform: ScorerPlatform,
  vault: RoundVault,
  { submissionId }: { submissionId: string },
  shares: RunShares = shortRun,
): Promise<void> {
  const { db } = platform.client;
  const submission = await db.transaction(async (tx) => {
    const deadline = new Date((await readClock(tx)).getTime() + stateDeadlineMs.scoring);
    return claimSubmission(tx, submissionId, deadline);
  });
  if (!submission) return;
  const { attempt, requestId } = submission;
  platform.log.info({ request: requestId, submission: submissionId, attempt }, 'a try at a score begins');
  const hiddenRun = makeHiddenRun(platform, vault, submission, shares);
  // A long run has had a short try before.
  const triesMax = shares.isLong ? attemptsMax + 1 : attemptsMax;
  const end: End = (ending, within) =>
    hiddenRun.hasBegun()
      ? hiddenRun.keep(ending, within)
      : endSubmission(platform, submission, ending, within);
  try {
    // Tries that ended without a result, killed or stalled, count too: a file that kills its scorer must not do so for ever.
    if (submission.attempt > claimsMax) await end(gaveUp);
    else await tryOnce({ platform, vault, submission, shares, end, onHiddenRun: hiddenRun.begin });
  } catch (cause) {
    if (cause instanceof Superseded) return;
    if (cause instanceof NeedsLonger) return passOn(platform, submission);
    if (cause instanceof ObjectChanged) await end(fileChanged);
    // A try that the object store ended counts as one that a kill ended.
    else if (submission.attempt >= (isObjectStoreFault(cause) ? claimsMax : triesMax)) await end(gaveUp);
    // Thrown for the log; a job of a finished submission does nothing.
    throw cause;
  } finally {
    await hiddenRun.leaveQueue();
  }
}

/**
 * Moves a run that needs longer to the queue of long runs, where it begins again. Its team isn't told: the time that a model takes
 * depends on its inputs.
 */
async function passOn({ client: { db } }: ScorerPlatform, submission: SubmissionRow): Promise<void> {
  const { submissionId } = submission;
  await db.transaction(async (tx) => {
    if (!(await lockTry(tx, submission))) return;
    const now = await readClock(tx);
    await extendDeadline(tx, submissionId, new Date(now.getTime() + stateDeadlineMs.queued));
    await addScorerJob(tx, 'score_long_model', { submissionId });
  });
}

/** Ends the submission now, or stores its outcome. */
type End = (ending: Ending, within?: (tx: Transaction, now: Date) => Promise<void>) => Promise<boolean>;

type Try = {
  platform: ScorerPlatform;
  vault: RoundVault;
  submission: SubmissionRow;
  shares: RunShares;
  end: End;
  onHiddenRun: () => Promise<void>;
};

async function tryOnce({ platform, vault, submission, shares, end, onHiddenRun }: Try): Promise<void> {
  const startedAtMs = performance.now();
  const { submissionId, roundId, attempt } = submission;
  const found = await findRoundWithBenchmark(platform.client.db, roundId);
  if (!found || found.round.openedAt === null) throw new Error('a submission to a round that has not opened');
  const { benchmark } = found;
  const opened = await vault.open(found.round, benchmark);
  const said = await findPredictions(platform, submission, { ...found, opened, shares, onHiddenRun });
  if (!said.ok) {
    await end(said.error);
    return;
  }
  const { predictions, run } = said.value;
  const scored = await scorePredictions(predictions, submission, benchmark, opened);
  await storePredictionColumns(platform.objects, { submissionId, key: opened.key, predictions });
  if (benchmark.task === 'text') await paceScoring(startedAtMs);
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
    if (run) await insertModelRun(tx, submissionId, run, now);
  });
}

type Said = { predictions: Predictions; run: RanVersion | null };

/** A submission's predictions: its file, read again, or its model, run on the round. */
async function findPredictions(
  platform: ScorerPlatform,
  { submissionId, isAutomatic, versionId }: SubmissionRow,
  found: { round: Round; benchmark: BenchmarkRow; opened: OpenedRound } & Pick<Try, 'shares' | 'onHiddenRun'>,
): Promise<Result<Said, WithoutScore>> {
  const { round, benchmark, opened, shares, onHiddenRun } = found;
  if (versionId === null) {
    const read = await readSubmittedFile(platform, submissionId, benchmark, opened);
    return read.ok ? ok({ predictions: read.value, run: null }) : refuse(rejectedFile(read.error));
  }
  if (round.state === 'draft') throw new Error('a submission to a draft');
  const runner = await platform.findRunner();
  if (runner === null) return refuse(noRunner);
  const ran = { round, benchmark, opened, shares, wasAccepted: isAutomatic, onHiddenRun };
  const run = await runVersion(platform, runner, versionId, ran);
  if (run.ok) return ok({ predictions: run.value.predictions, run: run.value });
  return refuse({ state: 'rejected', ...run.error, line: null, column: null });
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

const noRunner = failed('runner_unavailable', noRunnerMessage);

const gaveUp = failed('scorer_failed', 'The platform could not score this; the operator has the log.');

const fileChanged = failed(
  'file_changed',
  'The stored file is not the one that was accepted, so it was not scored. The fault is the platform’s: you can send the file again.',
);

/** The messages name no cause: an error's text may quote hidden data. */
function failed(code: string, message: string): WithoutScore {
  return { state: 'failed', code, message, line: null, column: null };
}

const stepMs = 1000;

/**
 * Delay until a scoring has taken a whole number of seconds. The time to compare texts depends on the lengths of hidden ones: a
 * participant who sends one long text at a time would read them off the clock.
 */
export const computePaceMs = (tookMs: number): number => Math.ceil(tookMs / stepMs) * stepMs - tookMs;

async function paceScoring(startedAtMs: number): Promise<void> {
  await sleep(computePaceMs(performance.now() - startedAtMs));
}

/**
 * Scores a submitted file. A model that was queued as a file is passed on to the queue of models, since a participant's program
 * may run long.
 */
export async function runScoreFile(
  platform: ScorerPlatform,
  vault: RoundVault,
  payload: { submissionId: string },
): Promise<void> {
  const accepted = await findAcceptedFile(platform.client.db, payload.submissionId);
  return accepted && accepted.kind !== 'predictions'
    ? addScorerJob(platform.client.db, 'score_model', payload)
    : runScoreSubmission(platform, vault, payload);
}
