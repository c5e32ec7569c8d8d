import { findModelRun, updateModelRunRepeat } from '@/db/hidden/model-run-queries';
import { listEvaluations } from '@/db/hidden/vault-queries';
import { readClock } from '@/db/queries/clock-queries';
import { addScorerJob, addScorerJobAt } from '@/db/queries/job-queries';
import { insertRun, type RunRow } from '@/db/queries/run-queries';
import { findOtherRunner, findRunnerByName } from '@/db/queries/runner-queries';
import type { SubmissionRow } from '@/db/queries/submission-queries';
import { findSubmissionRow } from '@/db/queries/submission-scorer-queries';
import { sealedLabels } from '@/lib/core/errata/erratum';
import { differsAsPublished } from '@/lib/core/flags/repeat';
import { describeEngine, type RepeatedRun } from '@/lib/core/model/model-version';
import type { Result } from '@/lib/core/result';
import { runPriorities } from '@/lib/core/run/run';
import type { ModelRefused } from '../models/model-refused';
import { findRoundOf } from '../scoring/run-score-submission';
import { scorePredictions } from '../scoring/score-file';
import { openPayload } from '../vault/round-cipher';
import type { RoundVault } from '../vault/round-vault';
import { modelKinds, readOnRound } from './model-kinds';
import type { RanModel, RunPlatform, RunPurposeOf } from './run-purpose';
import { composeOnRound, findModelOf, hashPredictions } from './submitted-model';

const lookAgainMs = 60_000;

/**
 * Queues a repetition of a scored run for another runner, if one is alive. The repetition begins after the
 * score is reported, doesn't affect the score and doesn't use a person's turn, so that its team can't observe
 * it.
 */
export async function runRepeatRun(
  platform: Pick<RunPlatform, 'client'>,
  { submissionId }: { submissionId: string },
): Promise<void> {
  const { db } = platform.client;
  const submission = await findSubmissionRow(db, submissionId);
  if (submission?.state === 'scoring') {
    const at = new Date((await readClock(db)).getTime() + lookAgainMs);
    return addScorerJobAt(db, 'repeat_run', { submissionId }, at);
  }
  const ran = await findModelRun(db, submissionId);
  const name = ran?.conditions.runner;
  if (!isRepeatable(submission) || !name || ran.repeat) return;
  const first = await findRunnerByName(db, name);
  const { benchmark } = await findRoundOf(platform, submission);
  const { kind } = await findModelOf(platform, submission);
  const { benchmarkId } = benchmark;
  if (!first || !(await findOtherRunner(db, { benchmarkId, kind, name }))) return;
  await insertRun(db, {
    ...{ purpose: 'repeat', kind, isLong: modelKinds[kind].isAlwaysLong, otherThanRunnerId: first.runnerId },
    ...{ submissionId, roundId: submission.roundId, attempt: submission.attempt },
    ...{ priority: runPriorities.repeat, queuedAt: await readClock(db) },
  });
}

const isRepeatable = (submission: SubmissionRow | undefined): submission is SubmissionRow =>
  submission?.state === 'scored' && submission.withdrawnAt === null;

/** Repeats a scored model's run on its round. */
export const repeatOnRound: RunPurposeOf = {
  async compose(platform, vault, run) {
    const submission = await findScored(platform, run);
    return submission ? composeOnRound(platform, vault, run, submission) : null;
  },
  async finish(platform, vault, run, ran, runner) {
    const submission = await findScored(platform, run);
    if (!submission) return;
    const score = await compareScores(platform, vault, submission, ran);
    const record = ran.ok ? ran.value.record : null;
    const engine = record && describeEngine(record);
    if (runner !== undefined) await storeRepeat(platform, submission, { runner, engine, score });
  },
  // The repetition affects nothing, so neither does its failure.
  async fail() {},
};

async function findScored(
  { client: { db } }: Pick<RunPlatform, 'client'>,
  { submissionId }: Pick<RunRow, 'submissionId'>,
): Promise<SubmissionRow | undefined> {
  const submission = submissionId === null ? undefined : await findSubmissionRow(db, submissionId);
  return isRepeatable(submission) ? submission : undefined;
}

async function compareScores(
  platform: RunPlatform,
  vault: RoundVault,
  submission: SubmissionRow,
  ran: Result<RanModel, ModelRefused>,
): Promise<RepeatedRun['score']> {
  const { db } = platform.client;
  const { round, benchmark } = await findRoundOf(platform, submission);
  const opened = await vault.open(round, benchmark);
  const predictions = ran.ok ? await readOnRound(platform, benchmark, ran.value, opened) : ran;
  if (!predictions.ok) return 'none';
  const first = await findModelRun(db, submission.submissionId);
  if (first?.predictionsSha256 === hashPredictions(predictions.value)) return 'same';
  const [evaluation] = await listEvaluations(db, [submission.submissionId], sealedLabels);
  if (!evaluation) throw new Error('a scored submission without an evaluation');
  const scored = openPayload(opened.key, evaluation.evaluationId, evaluation.ciphertext);
  const again = await scorePredictions(predictions.value, submission, benchmark, opened);
  const scoreOf = (one: { primary: { score: number } | null }) => one.primary?.score ?? null;
  return differsAsPublished(benchmark.metric, scoreOf(scored.final), scoreOf(again.final.scores))
    ? 'other'
    : 'same';
}

async function storeRepeat(
  { client: { db } }: Pick<RunPlatform, 'client'>,
  { submissionId, roundId }: SubmissionRow,
  repeat: RepeatedRun,
): Promise<void> {
  await db.transaction(async (tx) => {
    await updateModelRunRepeat(tx, submissionId, repeat);
    // A difference raises a flag only after the round's close: before, a maintainer's own team could learn
    // from it.
    if (repeat.score !== 'same') await addScorerJob(tx, 'raise_flags', { roundId });
  });
}
