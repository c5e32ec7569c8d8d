import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { insertEvaluation } from '@/db/hidden/vault-queries';
import { addSnapshotJob } from '@/db/queries/add-snapshot-job';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/read-clock';
import type { RoundRow } from '@/db/queries/round-queries';
import { findRoundWithBenchmark } from '@/db/queries/round-scorer-queries';
import { countRoundSlots, deleteSlotsOf } from '@/db/queries/slot-queries';
import type { SubmissionRow } from '@/db/queries/submission-queries';
import { claimSubmission, finishSubmission } from '@/db/queries/submission-scorer-queries';
import { objectKeys } from '@/lib/adapters/object-store/object-store';
import { type PredictionsRefused, readPredictionsFile } from '@/lib/adapters/read-predictions-file';
import { spoolFile } from '@/lib/adapters/spool-file';
import { composeFeedback } from '@/lib/core/feedback/compose-feedback';
import { slotsLeft } from '@/lib/core/quota/quota';
import { metrics } from '@/lib/core/scoring/metrics';
import { attemptsMax, claimsMax, stateDeadlineMs } from '@/lib/core/submission/submission-state';
import type { ScorerPlatform } from '../scorer-platform';
import { scorerVersion } from '../scorer-version';
import { sealPayload } from '../vault/evaluation-payload';
import { encrypt } from '../vault/round-cipher';
import type { OpenedRound, RoundVault } from '../vault/round-vault';
import { type ScoredPart, scorePart } from './score-predictions';
import { requireSealedFacts } from './sealed-facts';

/**
 * One try at scoring a submission. The claim raises the fence; whatever comes after it can only complete while the fence
 * is still this try's, so a killed or stalled scorer neither loses a submission nor scores one twice.
 * @throws to be tried again, while tries are left; after the last one the submission is failed and its slot given back
 */
export async function scoreSubmission(
  platform: ScorerPlatform,
  vault: RoundVault,
  { submissionId }: { submissionId: string },
): Promise<void> {
  const { db } = platform.client;
  const deadline = new Date((await readClock(db)).getTime() + stateDeadlineMs.scoring);
  const submission = await claimSubmission(db, submissionId, deadline);
  if (!submission) return;
  // Tries that ended without a word, killed or stalled, count too: a file that kills its scorer must not do so for ever.
  if (submission.attempt > claimsMax) return giveUp(platform, submission);
  try {
    const found = await findRoundWithBenchmark(db, submission.roundId);
    if (!found) throw new Error('a submission without a round');
    const round = await vault.open(found.round, found.benchmark);
    const { task, classes, metric } = found.benchmark;
    const needsProbabilities = metrics[metric].needs === 'probabilities';
    const file = await platform.objects.open(objectKeys.submission(submissionId));
    const spooled = await spoolFile(file.stream);
    const predictions = await readPredictionsFile(spooled.path, {
      task,
      classes,
      needsProbabilities,
      ids: round.index,
    }).finally(spooled.remove);
    if (!predictions.ok) return await reject(platform, submission, predictions.error);
    const score = (part: 'feedback' | 'final') =>
      scorePart({
        benchmark: found.benchmark,
        round,
        predictions: predictions.value,
        part,
        seed: `${submissionId}:${part}`,
      });
    const feedback = score('feedback');
    // A breath between the two, so that a long score doesn't hold up the heartbeat.
    await setImmediate();
    await complete(platform, submission, found, round, { feedback, final: score('final') });
  } catch (cause) {
    if (submission.attempt >= attemptsMax) await giveUp(platform, submission);
    // Thrown for the log in any case; a job of a finished submission does nothing.
    throw cause;
  }
}

async function complete(
  { client: { db } }: ScorerPlatform,
  submission: SubmissionRow,
  { round, benchmark }: { round: RoundRow; benchmark: BenchmarkRow },
  { key }: OpenedRound,
  scored: { feedback: ScoredPart; final: ScoredPart },
): Promise<void> {
  const evaluationId = randomUUID();
  const { submissionId, roundId, attempt } = submission;
  const policy = requireSealedFacts(round).feedbackPolicy;
  await db.transaction(async (tx) => {
    const now = await readClock(tx);
    const used = await countRoundSlots(tx, roundId, submission.teamId);
    const isMine = await finishSubmission(
      tx,
      { submissionId, attempt, finishedAt: now },
      {
        state: 'scored',
        feedback: composeFeedback({
          policy,
          metric: benchmark.metric,
          feedbackPart: scored.feedback.scores.primary,
          answersUsed: used,
          answersLeft: slotsLeft({ limit: benchmark.quotaPerRound, used }),
          officialAt: round.closesAt ?? now,
        }),
      },
    );
    if (!isMine) return;
    await insertEvaluation(tx, {
      evaluationId,
      roundId,
      submissionId,
      scorerVersion,
      attempt,
      scoredAt: now,
      ciphertext: sealPayload(key, evaluationId, {
        feedback: scored.feedback.scores,
        final: scored.final.scores,
      }),
      outcomes: {
        feedback: sealOutcomes(key, evaluationId, 'feedback', scored.feedback),
        final: sealOutcomes(key, evaluationId, 'final', scored.final),
      },
    });
    await addSnapshotJob(tx, roundId);
  });
}

function sealOutcomes(
  key: Uint8Array,
  evaluationId: string,
  part: 'feedback' | 'final',
  { outcomes }: ScoredPart,
): Buffer {
  return encrypt(
    key,
    `outcomes:${evaluationId}:${part}`,
    new Uint8Array(outcomes.buffer, outcomes.byteOffset, outcomes.byteLength),
  );
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
    await addSnapshotJob(tx, roundId);
  });
}
