import { randomUUID } from 'node:crypto';
import { ObjectChanged } from '@/adapters/object-store/object-changed';
import type { PredictionsRefused } from '@/adapters/predictions-readers/predictions-readers';
import { insertEvaluation } from '@/db/hidden/vault-queries';
import { addScorerJob } from '@/db/queries/add-scorer-job';
import { readClock } from '@/db/queries/read-clock';
import { findRoundWithBenchmark } from '@/db/queries/round-scorer-queries';
import { deleteSlotsOf } from '@/db/queries/slot-queries';
import type { SubmissionRow } from '@/db/queries/submission-queries';
import { claimSubmission, finishSubmission } from '@/db/queries/submission-scorer-queries';
import { attemptsMax, claimsMax, stateDeadlineMs } from '@/lib/core/submission/submission-state';
import { storePredictionColumns } from '../answers/prediction-columns';
import type { ScorerPlatform } from '../scorer-platform';
import type { OpenedRound, RoundVault } from '../vault/round-vault';
import { paceScoring } from './pace-scoring';
import { type ScoredFile, scoreFile, sealScores } from './score-file';

/**
 * One try at scoring a submission. The claim raises the fence; whatever comes after it can only complete while the fence
 * is still this try's, so a killed or stalled scorer neither loses a submission nor scores one twice.
 *
 * It decides no answer: a `decide_answers` job that is written in the same transaction does, since an answer depends on the
 * earlier submissions of the team and of those linked with it, and must neither fail this one nor keep it waiting.
 * @throws to be tried again, while tries are left; after the last one the submission is failed and its slot given back, and after
 * the first where its file is another than the one that was accepted
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
  if (submission.attempt > claimsMax) return giveUp(platform, submission);
  try {
    const found = await findRoundWithBenchmark(db, submission.roundId);
    if (!found || found.round.openedAt === null) throw new Error('a submission to no round that has opened');
    const round = await vault.open(found.round, found.benchmark);
    const scored = await scoreFile(platform, submission, found.benchmark, round);
    if (!scored.ok) return await reject(platform, submission, scored.error);
    const { predictions } = scored.value;
    await storePredictionColumns(platform.objects, { submissionId, key: round.key, predictions });
    if (found.benchmark.task === 'text') await paceScoring(startedAtMs);
    await complete(platform, submission, round, scored.value);
  } catch (cause) {
    if (cause instanceof ObjectChanged) await finishWithoutScore(platform, submission, fileChanged);
    else if (submission.attempt >= attemptsMax) await giveUp(platform, submission);
    // Thrown for the log in any case; a job of a finished submission does nothing.
    throw cause;
  }
}

async function complete(
  { client: { db } }: ScorerPlatform,
  submission: SubmissionRow,
  { key, scorer }: OpenedRound,
  scored: ScoredFile,
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
    await addScorerJob(tx, 'decide_answers', { roundId });
    await addScorerJob(tx, 'publish_snapshot', { roundId });
  });
}

async function reject(
  platform: ScorerPlatform,
  submission: SubmissionRow,
  { problems }: PredictionsRefused,
): Promise<void> {
  const [first] = problems;
  await finishWithoutScore(platform, submission, {
    state: 'rejected',
    code: first?.code ?? 'file_rejected',
    message: first ? `${first.detail}. ${first.hint}` : 'The file is at fault.',
    line: first?.line ?? null,
    column: first?.column ?? null,
  });
}

/** The message says nothing of the cause: an error's text may quote what it was working on. */
async function giveUp(platform: ScorerPlatform, submission: SubmissionRow): Promise<void> {
  await finishWithoutScore(platform, submission, {
    state: 'failed',
    code: 'scorer_failed',
    message: 'The platform could not score this. The slot was given back; the operator has the log.',
    line: null,
    column: null,
  });
}

const fileChanged: WithoutScore = {
  state: 'failed',
  code: 'file_changed',
  message:
    'The stored file is not the one that was accepted, so it was not scored. The fault is the platform’s: the slot was given back, and you can send the file again.',
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
  { client: { db } }: ScorerPlatform,
  submission: SubmissionRow,
  outcome: WithoutScore,
): Promise<void> {
  const { submissionId, roundId, attempt } = submission;
  await db.transaction(async (tx) => {
    const finishedAt = await readClock(tx);
    if (!(await finishSubmission(tx, { submissionId, attempt, finishedAt }, outcome))) return;
    await deleteSlotsOf(tx, submissionId);
    await addScorerJob(tx, 'decide_answers', { roundId });
    await addScorerJob(tx, 'publish_snapshot', { roundId });
  });
}
