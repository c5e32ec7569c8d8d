import { createHash } from 'node:crypto';
import { objectKeys } from '@/adapters/object-store/object-store';
import { insertHiddenRun, insertModelRun } from '@/db/hidden/model-run-queries';
import { readClock } from '@/db/queries/clock-queries';
import { addScorerJob } from '@/db/queries/job-queries';
import { findModelVersion, type ModelVersionRow } from '@/db/queries/model-version-queries';
import { type RunRow, replaceRun } from '@/db/queries/run-queries';
import type { SubmissionRow } from '@/db/queries/submission-queries';
import { findTry, lockTry } from '@/db/queries/submission-scorer-queries';
import { ok, type Result } from '@/lib/core/result';
import { encodePredictions, type Predictions } from '@/lib/core/submission/predictions';
import type { WithoutScore } from '../ending/end-submission';
import type { ModelRefused } from '../models/model-refused';
import type { StoredModel } from '../models/open-stored-model';
import { findRoundOf, storeScore } from '../scoring/run-score-submission';
import type { RoundVault } from '../vault/round-vault';
import { endModel } from './hidden-run';
import { modelKinds, readOnRound, readOnSample } from './model-kinds';
import type { ComposedRun, RanModel, RunPlatform, RunPurposeOf } from './run-purpose';

/**
 * A submitted model's run on the public sample, whose error messages its team may read. If it passes, the run
 * on the round's inputs follows.
 */
export const sampleOfSubmission: RunPurposeOf = {
  async compose(platform, _vault, run) {
    const submission = await findTryOf(platform, run);
    if (!submission) return null;
    const { round, benchmark } = await findRoundOf(platform, submission);
    return modelKinds[run.kind].composeOnSample(
      platform,
      await findModelOf(platform, submission),
      benchmark,
      { ...{ isLong: run.isLong, isOfSubmission: true }, format: round.checkReport.format },
    );
  },
  async finish(platform, vault, run, ran) {
    const submission = await findTryOf(platform, run);
    if (!submission) return;
    const { round, benchmark } = await findRoundOf(platform, submission);
    const onSample = await readOnSample(platform, benchmark, ran, round.checkReport.format);
    if (!onSample.ok) return end(platform, vault, { run, submission }, rejected(onSample.error));
    await platform.client.db.transaction(async (tx) => {
      if (await lockTry(tx, submission)) await replaceRun(tx, run, { purpose: 'round' });
    });
  },
  fail,
};

/**
 * A run of a submitted or automatically evaluated model on its round's inputs. If these are hidden, the quota
 * slot is used even when the run fails.
 */
export const roundOfSubmission: RunPurposeOf = {
  async compose(platform, vault, run) {
    const submission = await findTryOf(platform, run);
    if (!submission) return null;
    const composed = await composeOnRound(platform, vault, run, submission);
    const { benchmark } = await findRoundOf(platform, submission);
    if (!composed.ok || benchmark.inputs !== 'hidden') return composed;
    return ok({
      ...composed.value,
      async release(tx) {
        if (!(await lockTry(tx, submission))) return false;
        await insertHiddenRun(tx, submission.submissionId, await readClock(tx));
        return true;
      },
    });
  },
  async finish(platform, vault, run, ran) {
    const submission = await findTryOf(platform, run);
    if (!submission) return;
    const { round, benchmark } = await findRoundOf(platform, submission);
    const opened = await vault.open(round, benchmark);
    if (!ran.ok) return end(platform, vault, { run, submission }, rejected(ran.error));
    const predictions = await readOnRound(platform, benchmark, ran.value, opened);
    if (!predictions.ok) return end(platform, vault, { run, submission }, rejected(predictions.error));
    await storeScore(platform, submission, predictions.value, {
      ...{ benchmark, opened },
      end: (ending, within) =>
        endModel(platform, vault, submission, ending, {
          isLong: run.isLong,
          async within(tx, now) {
            await within(tx, now);
            const { submissionId } = submission;
            const { benchmarkId } = benchmark;
            const ranModel = recordOf(predictions.value, ran.value);
            if (await insertModelRun(tx, { submissionId, benchmarkId }, ranModel, now))
              await addScorerJob(tx, 'repeat_run', { submissionId });
          },
        }),
    });
  },
  fail,
};

/** Composes the request to run a submission's model on the inputs of the run's round. */
export async function composeOnRound(
  platform: RunPlatform,
  vault: RoundVault,
  { kind, roundId, isLong }: Pick<RunRow, 'kind' | 'roundId' | 'isLong'>,
  submission: Pick<SubmissionRow, 'versionId'>,
): Promise<Result<ComposedRun, ModelRefused>> {
  if (roundId === null) throw new Error('a run on a round without one');
  const { round, benchmark } = await findRoundOf(platform, { roundId });
  const opened = await vault.open(round, benchmark);
  const model = await findModelOf(platform, submission);
  return modelKinds[kind].composeOnRound(platform, model, { round, benchmark, opened, isLong });
}

const findTryOf = async (
  { client: { db } }: RunPlatform,
  { submissionId, attempt }: RunRow,
): Promise<SubmissionRow | undefined> =>
  submissionId === null ? undefined : findTry(db, { submissionId, attempt });

/** Finds a submission's frozen model file. */
export async function findModelOf(
  { client: { db } }: Pick<RunPlatform, 'client'>,
  { versionId }: Pick<SubmissionRow, 'versionId'>,
) {
  const version = versionId === null ? undefined : await findModelVersion(db, versionId);
  if (!version) throw new Error('the submission has no model version');
  const { kind, frozenBy, imageVersionId } = version;
  const own = storedModelOf(version);
  if (imageVersionId === null) return { ...own, kind, frozenBy };
  const image = await findModelVersion(db, imageVersionId);
  if (!image) throw new Error('a trained version has no image');
  return { ...storedModelOf(image), trained: own, kind, frozenBy };
}

/** Describes the stored file of a version. */
export const storedModelOf = ({
  versionId: id,
  sha256,
  byteCount,
}: Pick<ModelVersionRow, 'versionId' | 'sha256' | 'byteCount'>): StoredModel => ({
  ...{ key: objectKeys.artefact(id), id, sha256, byteCount },
});

const rejected = (refused: ModelRefused): WithoutScore => ({
  ...{ state: 'rejected', ...refused },
  ...{ line: null, column: null },
});

async function fail(
  platform: RunPlatform,
  vault: RoundVault,
  run: RunRow,
  ending: WithoutScore,
): Promise<void> {
  const submission = await findTryOf(platform, run);
  if (submission) await end(platform, vault, { run, submission }, ending);
}

async function end(
  platform: RunPlatform,
  vault: RoundVault,
  { run: { isLong }, submission }: { run: RunRow; submission: SubmissionRow },
  ending: WithoutScore,
): Promise<void> {
  await endModel(platform, vault, submission, ending, { isLong, within: async () => {} });
}

function recordOf(predictions: Predictions, { record, inputsSha256 }: RanModel) {
  if (!record) throw new Error('predictions of a run without a record');
  return { record, inputsSha256, predictionsSha256: hashPredictions(predictions) };
}

/** Hashes a run's predictions, for the comparison with a repetition. */
export const hashPredictions = (predictions: Predictions): string =>
  createHash('sha256').update(encodePredictions(predictions)).digest('hex');
