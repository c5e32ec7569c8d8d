import { objectKeys } from '@/adapters/object-store/object-store';
import type { Transaction } from '@/db/client';
import { lockBenchmark } from '@/db/queries/benchmark-queries';
import { readBenchmarkClock, readClock } from '@/db/queries/clock-queries';
import { insertNotice } from '@/db/queries/notice-queries';
import { findRoundIn } from '@/db/queries/round-scorer-queries';
import { type RunRow, replaceRun } from '@/db/queries/run-queries';
import {
  findLastTrained,
  findTraining,
  insertTrainedVersion,
  lockTrainedVersions,
  type TrainingEnding,
  updateTrainingFinished,
  updateTrainingWritten,
  updateVersionsSuperseded,
} from '@/db/queries/training-queries';
import {
  formatTrainingRounds,
  nameTrainedVersion,
  type TrainingState,
  trainedBytesMax,
  trainedBytesOfTeamMax,
  trainedVersionsMax,
} from '@/lib/core/model/training';
import { skeletonOf } from '@/lib/core/name/name';
import { ok } from '@/lib/core/result';
import { openSealedImage } from '../containers/sealed-image';
import type { WithoutScore } from '../ending/end-submission';
import type { StoredModel } from '../models/open-stored-model';
import { limitsOfNeeds } from '../runner/container/container-limits';
import { modelKinds, readOnSample } from './model-kinds';
import type { RunPlatform, RunPurposeOf } from './run-purpose';
import { storedModelOf } from './submitted-model';

/** Processor weight of a training, half that of a run on a round, for which people wait. */
const trainingWeight = 10;

/**
 * The training of an image on the revealed rounds. The model that it writes is stored, and runs on the public
 * sample next.
 */
export const trainingOfImage: RunPurposeOf = {
  async compose(platform, _vault, run) {
    const found = await findUnended(platform, run, 'queued');
    if (!found) return null;
    const { training, image, benchmark } = found;
    if (benchmark.containerNeeds === null) throw new Error('a training for a benchmark that runs no images');
    const last = await findLastTrained(platform.client.db, image.versionId);
    const rounds = Buffer.from(formatTrainingRounds(training.data));
    const artefact = await openSealedImage(platform, storedModelOf(image));
    const trained = last && (await openSealedImage(platform, storedModelOf(last)));
    return ok({
      inputsSha256: training.dataSha256,
      request: {
        ...{ artefact, ...(trained ? { trained } : {}), rounds, versionId: training.versionId },
        data: training.data.flatMap(({ round, files }) =>
          files.map(({ name, sha256, bytes }) => ({ path: `${round}/${name}`, sha256, byteCount: bytes })),
        ),
        limits: {
          ...limitsOfNeeds(benchmark.containerNeeds, 0),
          ...{ wallMsMax: training.grantedMs, processorWeight: trainingWeight, trainedBytesMax },
        },
      },
    });
  },
  async finish(platform, _vault, run, ran) {
    const found = await findUnended(platform, run, 'queued');
    if (!found) return;
    if (!ran.ok) return end(platform, found, { state: 'rejected', ...ran.error });
    const { returned, record } = ran.value;
    if (returned.kind !== 'training') throw new Error('a training returned predictions');
    const { outcome, tookMs, log } = returned;
    if (!outcome.ok) return end(platform, found, { state: 'rejected', ...outcome.error, tookMs, log });
    if (!record) throw new Error('a training that wrote has no record');
    const { training } = found;
    // Copies the model to the version's key: a runner that has lost its lease can still write to the run's
    // own key, but never to the version's.
    const { stream } = await platform.objects.open(objectKeys.runModel(run.runId, run.fence));
    await platform.objects.put(objectKeys.artefact(training.versionId), stream);
    const { sha256: trainedSha256, byteCount: trainedByteCount } = outcome.value;
    await platform.client.db.transaction(async (tx) => {
      const written = { trainedSha256, trainedByteCount, tookMs, log, conditions: record };
      if (await updateTrainingWritten(tx, training.trainingId, written))
        await replaceRun(tx, run, { purpose: 'trained_sample' });
    });
  },
  fail: (platform, _vault, run, ending) => fail(platform, run, 'queued', ending),
};

/** The first run of a trained model, on the public sample. If it passes, the model is frozen as a version. */
export const sampleOfTrained: RunPurposeOf = {
  async compose(platform, _vault, run) {
    const found = await findUnended(platform, run, 'checking');
    if (!found) return null;
    return modelKinds.container.composeOnSample(
      platform,
      { ...storedModelOf(found.image), trained: trainedOf(found.training) },
      found.benchmark,
      { ...{ isLong: true, isOfSubmission: true, format: found.round.checkReport.format } },
    );
  },
  async finish(platform, _vault, run, ran) {
    const found = await findUnended(platform, run, 'checking');
    if (!found) return;
    const onSample = await readOnSample(platform, found.benchmark, ran, found.round.checkReport.format);
    if (!onSample.ok) return end(platform, found, { state: 'rejected', ...onSample.error });
    await freeze(platform, found);
  },
  fail: (platform, _vault, run, ending) => fail(platform, run, 'checking', ending),
};

type Found = NonNullable<Awaited<ReturnType<typeof findUnended>>>;

/**
 * Finds a run's training with its image, model, newest revealed round and benchmark; undefined unless the
 * training is in the given state.
 */
async function findUnended(
  { client: { db } }: Pick<RunPlatform, 'client'>,
  { trainingId }: RunRow,
  state: TrainingState,
) {
  const found = trainingId === null ? undefined : await findTraining(db, trainingId, state);
  const inRound = found && (await findRoundIn(db, found.training.roundId, 'revealed'));
  return found && inRound && { ...found, ...inRound };
}

/** Describes the stored model that a training wrote. */
function trainedOf({ versionId, trainedSha256, trainedByteCount }: Found['training']): StoredModel {
  if (trainedSha256 === null || trainedByteCount === null)
    throw new Error('a training is checked before it has written');
  return storedModelOf({ versionId, sha256: trainedSha256, byteCount: trainedByteCount });
}

/**
 * Freezes a trained model as a version, at the time of the database's clock. It locks the benchmark's row, as
 * each opening does: the version is frozen either before an opening, and evaluated in that round, or after
 * it.
 */
async function freeze({ client: { db }, objects }: RunPlatform, found: Found): Promise<void> {
  const { training, image, model, round, benchmark } = found;
  const { id: versionId, sha256, byteCount } = trainedOf(training);
  const version = nameTrainedVersion(image.version, round.number);
  const isFrozen = await db.transaction(async (tx) => {
    await lockBenchmark(tx, benchmark.benchmarkId);
    const now = await readBenchmarkClock(tx, benchmark.benchmarkId);
    const isNew = await insertTrainedVersion(tx, {
      ...{ versionId, modelId: model.modelId, imageVersionId: image.versionId },
      ...{ version, skeleton: skeletonOf(version), sha256, byteCount },
      ...{ frozenAt: now, frozenBy: image.frozenBy },
    });
    const ending = isNew ? ({ state: 'frozen' } as const) : sameModel;
    if (!(await endWithin(tx, found, ending, now)))
      throw new Error('a training has ended while it was frozen');
    await retireOldest(tx, model, now);
    return isNew;
  });
  if (!isFrozen) await objects.delete(objectKeys.artefact(versionId));
}

/** Retires a team's oldest trained versions beyond its limits on number and size. */
async function retireOldest(
  tx: Transaction,
  { benchmarkId, teamId }: Found['model'],
  now: Date,
): Promise<void> {
  const newestFirst = await lockTrainedVersions(tx, { benchmarkId, teamId });
  let byteCount = 0;
  const retired = newestFirst.filter((version, i) => {
    byteCount += version.byteCount;
    return i >= trainedVersionsMax || byteCount > trainedBytesOfTeamMax;
  });
  if (retired.length > 0)
    await updateVersionsSuperseded(
      tx,
      retired.map(({ versionId }) => versionId),
      now,
    );
}

const sameModel = {
  state: 'rejected',
  code: 'same_model',
  message: 'It wrote the same as an earlier version of the model, or the name of its version is taken.',
} as const;

async function fail(
  platform: RunPlatform,
  run: RunRow,
  state: TrainingState,
  { code, message }: WithoutScore,
): Promise<void> {
  const found = await findUnended(platform, run, state);
  if (found) await end(platform, found, { state: 'failed', code, message });
}

/** Ends a training without a new version: the model's newest earlier version remains active. */
async function end({ client: { db }, objects }: RunPlatform, found: Found, ending: Failed): Promise<void> {
  const isMine = await db.transaction(async (tx) => endWithin(tx, found, ending, await readClock(tx)));
  if (isMine) await objects.delete(objectKeys.artefact(found.training.versionId));
}

type Failed = Exclude<TrainingEnding, { state: 'frozen' }>;

/**
 * Ends a training, and notifies its team if it made no version. Returns false, without a change, if the
 * training has ended already.
 */
async function endWithin(
  tx: Transaction,
  { training: { trainingId }, model, round, benchmark }: Found,
  ending: TrainingEnding,
  now: Date,
): Promise<boolean> {
  if (!(await updateTrainingFinished(tx, trainingId, { ...ending, finishedAt: now }))) return false;
  if (ending.state !== 'frozen')
    await insertNotice(tx, {
      ...{ key: `training_failed:${trainingId}`, kind: 'training_failed', createdAt: now },
      ...{ benchmarkId: benchmark.benchmarkId, roundId: round.roundId },
      detail: { team: model.teamId, model: model.name, model_slug: model.slug, code: ending.code },
    });
  return true;
}
