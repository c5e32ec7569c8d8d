import { randomUUID } from 'node:crypto';
import { ObjectChanged } from '@/adapters/object-store/object-changed';
import type { PredictionsRefused } from '@/adapters/predictions-readers/predictions-readers';
import { insertModelRun } from '@/db/hidden/model-run-queries';
import { insertEvaluation } from '@/db/hidden/vault-queries';
import { addScorerJob } from '@/db/queries/add-scorer-job';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/read-clock';
import { findRoundWithBenchmark } from '@/db/queries/round-scorer-queries';
import { deleteSlotsOf } from '@/db/queries/slot-queries';
import type { SubmissionRow } from '@/db/queries/submission-queries';
import {
  claimSubmission,
  finishSubmission,
  isModelOnHiddenInputs,
} from '@/db/queries/submission-scorer-queries';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Round } from '@/lib/core/round/round';
import { describeSlot } from '@/lib/core/submission/describe-slot';
import type { Predictions } from '@/lib/core/submission/predictions';
import { attemptsMax, claimsMax, stateDeadlineMs } from '@/lib/core/submission/submission-state';
import { storePredictionColumns } from '../answers/prediction-columns';
import { deleteRefusedArtefact } from '../models/delete-artefact';
import { readSample } from '../models/read-sample';
import { type RanVersion, runVersion } from '../models/run-version';
import type { ScorerPlatform } from '../scorer-platform';
import type { OpenedRound, RoundVault } from '../vault/round-vault';
import { paceScoring } from './pace-scoring';
import { readSubmittedFile } from './read-submitted-file';
import { type ScoredFile, scorePredictions, sealScores } from './score-file';

/**
 * One try at scoring a submission. The claim raises the fence; whatever comes after it can only complete while the fence
 * is still this try's, so a killed or stalled scorer neither loses a submission nor scores one twice.
 *
 * It decides no answer: a `decide_answers` job that is written in the same transaction does, since an answer depends on the
 * earlier submissions of the team and of those linked with it, and must neither fail this one nor keep it waiting.
 * @throws to be tried again, while tries are left; after the last one the submission is failed, and after the first where its file is
 * another than the one that was accepted. Its slot is given back, unless a model of it may have seen hidden inputs
 */
export async function runScoreSubmission(
  platform: ScorerPlatform,
  vault: RoundVault,
  { submissionId }: { submissionId: string },
): Promise<void> {
  const { db } = platform.client;
  const startedAtMs = performance.now();
  const deadline = new Date((await readClock(db)).getTime() + stateDeadlineMs.scoring);
  const submission = await claimSubmission(db, submissionId, deadline);
  if (!submission) return;
  // Tries that ended without a word, killed or stalled, count too: a file that kills its scorer must not do so for ever.
  if (submission.attempt > claimsMax)
    return giveUp(platform, submission, await isModelOnHiddenInputs(db, submissionId));
  const progress: Progress = { hasSeenHidden: false };
  try {
    const found = await findRoundWithBenchmark(db, submission.roundId);
    if (!found || found.round.openedAt === null) throw new Error('a submission to no round that has opened');
    const { benchmark } = found;
    const opened = await vault.open(found.round, benchmark);
    const said = await findPredictions(platform, submission, { ...found, opened, progress });
    if (!said.ok) return await finishWithoutScore(platform, submission, said.error, progress);
    const { predictions } = said.value;
    const scored = await scorePredictions(predictions, submission, benchmark, opened);
    await storePredictionColumns(platform.objects, { submissionId, key: opened.key, predictions });
    if (benchmark.task === 'text') await paceScoring(startedAtMs);
    await complete(platform, submission, opened, { scored, run: said.value.run });
  } catch (cause) {
    if (cause instanceof ObjectChanged) await finishWithoutScore(platform, submission, fileChanged, progress);
    else if (submission.attempt >= attemptsMax) await giveUp(platform, submission, progress.hasSeenHidden);
    // Thrown for the log in any case; a job of a finished submission does nothing.
    throw cause;
  }
}

async function complete(
  { client: { db } }: ScorerPlatform,
  submission: SubmissionRow,
  { key, scorer }: OpenedRound,
  { scored, run }: { scored: ScoredFile; run: RanVersion | null },
): Promise<void> {
  const evaluationId = randomUUID();
  const { submissionId, roundId, attempt } = submission;
  await db.transaction(async (tx) => {
    const now = await readClock(tx);
    const finished = { submissionId, attempt, finishedAt: now };
    const isMine = await finishSubmission(tx, finished, { state: 'scored' });
    if (!isMine) return;
    await insertEvaluation(tx, {
      evaluationId,
      roundId,
      submissionId,
      scorerVersion: scorer.version,
      attempt,
      scoredAt: now,
      ...sealScores(key, evaluationId, scored),
    });
    if (run) await insertModelRun(tx, submissionId, run, now);
    await addScorerJob(tx, 'decide_answers', { roundId });
    await addScorerJob(tx, 'publish_snapshot', { roundId });
  });
}

/**
 * From here on the slot stays spent, however it ends. What ends a run can hang on the inputs, also where it looks like the platform's
 * fault: the scorer killed, its memory or its time used up. Else that would be a question about hidden inputs that costs nothing.
 */
type Progress = { hasSeenHidden: boolean };

type Said = { predictions: Predictions; run: RanVersion | null };

/** What a submission predicts: its file, read once more, or its model, run on the round. */
async function findPredictions(
  platform: ScorerPlatform,
  { submissionId, versionId }: SubmissionRow,
  found: { round: Round; benchmark: BenchmarkRow; opened: OpenedRound; progress: Progress },
): Promise<Result<Said, WithoutScore>> {
  const { round, benchmark, opened, progress } = found;
  if (versionId === null) {
    const read = await readSubmittedFile(platform, submissionId, benchmark, opened);
    return read.ok ? ok({ predictions: read.value, run: null }) : refuse(rejectedFile(read.error));
  }
  if (round.state === 'draft') throw new Error('a submission to a draft');
  const runner = await platform.findRunner();
  if (runner === null) return refuse(noRunner);
  const run = await runVersion(platform, runner, versionId, {
    ...{ round, benchmark, opened },
    sample: readSample(benchmark),
    onHiddenRun() {
      progress.hasSeenHidden = true;
    },
  });
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

const noRunner: WithoutScore = {
  state: 'failed',
  code: 'runner_unavailable',
  message: 'This site can’t run models safely at the moment; the operator finds the reason at /readyz.',
  line: null,
  column: null,
};

/** The message says nothing of the cause: an error's text may quote what it was working on. */
async function giveUp(
  platform: ScorerPlatform,
  submission: SubmissionRow,
  hasSeenHidden: boolean,
): Promise<void> {
  await finishWithoutScore(platform, submission, gaveUp, { hasSeenHidden });
}

const gaveUp: WithoutScore = {
  state: 'failed',
  code: 'scorer_failed',
  message: 'The platform could not score this; the operator has the log.',
  line: null,
  column: null,
};

const fileChanged: WithoutScore = {
  state: 'failed',
  code: 'file_changed',
  message:
    'The stored file is not the one that was accepted, so it was not scored. The fault is the platform’s: you can send the file again.',
  line: null,
  column: null,
};

type WithoutScore = {
  state: 'rejected' | 'failed';
  code: string;
  message: string;
  line: number | null;
  column: number | null;
};

async function finishWithoutScore(
  platform: ScorerPlatform,
  submission: SubmissionRow,
  outcome: WithoutScore,
  { hasSeenHidden }: Progress,
): Promise<void> {
  const { submissionId, roundId, attempt, isStanding } = submission;
  const message = `${outcome.message} ${describeSlot({ isStanding, hasSeenHidden })}`;
  const isMine = await platform.client.db.transaction(async (tx) => {
    const finishedAt = await readClock(tx);
    const finished = { submissionId, attempt, finishedAt };
    if (!(await finishSubmission(tx, finished, { ...outcome, message }))) return false;
    if (!hasSeenHidden) await deleteSlotsOf(tx, submissionId);
    await addScorerJob(tx, 'decide_answers', { roundId });
    await addScorerJob(tx, 'publish_snapshot', { roundId });
    return true;
  });
  if (isMine) await deleteRefusedArtefact(platform, submission);
}
