import { createHash, verify } from 'node:crypto';
import { isObjectMissing, ObjectChanged, objectKeys } from '@/adapters/object-store/object-store';
import { fromWebStream, toWebStream } from '@/adapters/spool-file';
import { findPreparedRun } from '@/db/hidden/model-run-queries';
import { claimReturn, type RunRow, replaceRun, updateRunWaiting } from '@/db/queries/run-queries';
import { type RunnerRow, recordCompletedRun, updateRunnersAside } from '@/db/queries/runner-queries';
import { ok, type Result, refuse } from '@/lib/core/result';
import { composeResultText, type ExpectedOutput, resultBytesMax } from '@/lib/core/run/run';
import { claimsMax } from '@/lib/core/submission/submission-state';
import { describeContainerFault } from '../containers/container-messages';
import { gaveUp, lostByRunners } from '../ending/end-submission';
import type { ModelRefused } from '../models/model-refused';
import { refuseFor } from '../models/onnx-model';
import { recordSiteAct } from '../record-act';
import { decodeContainerResult } from '../runner/container/container-result';
import { decodeTrainResult } from '../runner/container/train-result';
import { countResultBytesMax, readRunOutput } from '../runner/run-model';
import { decodeResult } from '../runner/run-result';
import { findEndingOf } from '../scoring/run-score-submission';
import type { RoundVault } from '../vault/round-vault';
import { removeRun } from './remove-run';
import type { RanModel, RunPlatform } from './run-purpose';
import { runPurposesOf } from './run-purposes';

/** Error: the bytes that a runner returned aren't the signed result of the work that it got. */
class NoResult extends Error {
  override name = 'NoResult';
}

/**
 * Processes the result of a run once: ends the submission, practice or dry run for which the model ran, or
 * begins its next run. A run without a result waits for another runner, or fails when too many runners have
 * lost it. @throws to be tried again, while tries are left; after the last one the run's submission, practice
 * or dry run is failed
 */
export async function runFinishRun(
  platform: RunPlatform,
  vault: RoundVault,
  { runId }: { runId: string },
): Promise<void> {
  const claimed = await claimReturn(platform.client.db, runId);
  if (!claimed) return;
  const { run, runner } = claimed;
  const { db } = platform.client;
  if (run.state === 'lost' || run.finishes > claimsMax) {
    const ending = run.state === 'lost' ? lostByRunners : gaveUp;
    await runPurposesOf[run.purpose].fail(platform, vault, run, ending);
    return removeRun(platform, run);
  }
  // The scorer accepts no result from a runner that was revoked meanwhile.
  if (!runner) return updateRunWaiting(db, run);
  try {
    const ran = await readRan(platform, run, runner);
    await recordCompletion(platform, run, runner);
    await goOn(platform, vault, run, ran, runner.name);
    await removeRun(platform, run);
  } catch (cause) {
    if (cause instanceof NoResult) {
      platform.log.warn({ run: runId, runner: runner.name }, cause.message);
      return updateRunWaiting(db, run);
    }
    const ending = findEndingOf(cause, run.finishes);
    if (ending) {
      await runPurposesOf[run.purpose].fail(platform, vault, run, ending);
      await removeRun(platform, run);
    }
    throw cause;
  }
}

/**
 * Records that this runner completed the run, and sets aside the runners that lost it before and have now
 * lost too many in a row.
 */
async function recordCompletion(
  { client: { db }, log }: RunPlatform,
  { runId }: RunRow,
  { runnerId }: RunnerRow,
): Promise<void> {
  const losers = await recordCompletedRun(db, { runId, runnerId });
  if (losers.length === 0) return;
  await db.transaction(async (tx) => {
    for (const name of await updateRunnersAside(tx, losers)) {
      log.error({ runner: name }, 'a runner was set aside, since it has lost too many runs in a row');
      await recordSiteAct(tx, 'runner_set_aside', { name });
    }
  });
}

async function goOn(
  platform: RunPlatform,
  vault: RoundVault,
  run: RunRow,
  ran: Result<RanModel, ModelRefused>,
  runner: string,
): Promise<void> {
  // A run begins again as a long run without a message to the team: a model's run time depends on its inputs,
  // which may be hidden.
  const needsLonger = !ran.ok && ran.error.code === 'model_timed_out';
  if (needsLonger && !run.isLong && run.purpose !== 'dry_run')
    return platform.client.db.transaction((tx) => replaceRun(tx, run, { isLong: true }));
  await runPurposesOf[run.purpose].finish(platform, vault, run, ran, runner);
}

/**
 * Reads a run's result. @throws NoResult; and ObjectChanged if the runner got another image than the accepted
 * one
 */
async function readRan(
  platform: RunPlatform,
  { runId, fence }: RunRow,
  runner: RunnerRow,
): Promise<Result<RanModel, ModelRefused>> {
  const prepared = await findPreparedRun(platform.client.db, { runId, fence });
  if (!prepared) throw new Error('a result of work that was not prepared');
  const { workSha256, inputsSha256, expected } = prepared;
  const bytes = await openResult(platform, { runId, fence, workSha256 }, runner);
  const ran = readExpected(expected, bytes);
  if (!ran.ok) return ran;
  const { returned, record } = ran.value;
  return ok({ returned, record: record && { ...record, runner: runner.name }, inputsSha256 });
}

type Read = Result<Pick<RanModel, 'returned' | 'record'>, ModelRefused>;

function readExpected(expected: ExpectedOutput, bytes: Uint8Array): Read {
  switch (expected.kind) {
    case 'onnx':
      return readTensors(expected, bytes);
    case 'container':
      return readFile(expected, bytes);
    case 'training':
      return readTraining(expected, bytes);
  }
}

function readTensors(expected: Extract<ExpectedOutput, { kind: 'onnx' }>, bytes: Uint8Array): Read {
  if (bytes.byteLength > countResultBytesMax(expected))
    throw new NoResult('a result is longer than those of runners');
  const ended = decoded(() => decodeResult(bytes));
  const ran = ended.ok ? readRunOutput(expected, ended.value) : ended;
  if (!ran.ok) return refuse(refuseFor(ran.error));
  const { outputs, record } = ran.value;
  return ok({ returned: { kind: 'onnx', outputs }, record });
}

function readFile(expected: Extract<ExpectedOutput, { kind: 'container' }>, bytes: Uint8Array): Read {
  const { faultsAs, limits, modelHash, trainedHash } = expected;
  const ended = decoded(() => decodeContainerResult(bytes, expected));
  if (!ended.ok) {
    if (ended.error.code === 'artefact_changed') throw new ObjectChanged('the image of a run');
    return refuse(describeContainerFault(ended.error, faultsAs));
  }
  const { output, record } = ended.value;
  const { engine: runtime, engineVersion: runtimeVersion, architecture, imageDigest } = record;
  const outputsHash = createHash('sha256').update(output.bytes).digest('hex');
  return ok({
    returned: { kind: 'container', output, faultsAs },
    record: {
      ...{ runtime, runtimeVersion, architecture, imageDigest, limits, modelHash, outputsHash },
      ...(trainedHash === undefined ? {} : { trainedHash }),
    },
  });
}

function readTraining(expected: Extract<ExpectedOutput, { kind: 'training' }>, bytes: Uint8Array): Read {
  const { limits, modelHash, faultsAs } = expected;
  const { outcome, tookMs, log } = decoded(() => decodeTrainResult(bytes, expected));
  const ended = { kind: 'training', tookMs, log } as const;
  if (!outcome.ok) {
    if (outcome.error.code === 'artefact_changed') throw new ObjectChanged('a file of a training');
    const fault = describeContainerFault(outcome.error, faultsAs);
    return ok({ returned: { ...ended, outcome: refuse(fault) }, record: null });
  }
  const { trained, record } = outcome.value;
  const { engine: runtime, engineVersion: runtimeVersion, architecture, imageDigest } = record;
  return ok({
    returned: { ...ended, outcome: ok(trained) },
    record: {
      runtime,
      runtimeVersion,
      architecture,
      imageDigest,
      limits,
      modelHash,
      outputsHash: trained.sha256,
    },
  });
}

function decoded<T>(decode: () => T): T {
  try {
    return decode();
  } catch {
    throw new NoResult('a result has another form than those of runners');
  }
}

const signatureBytes = 64;

/** Decrypts and verifies a runner's result. @throws NoResult */
async function openResult(
  { objects, identity }: RunPlatform,
  { runId, fence, workSha256 }: { runId: string; fence: number; workSha256: string },
  { publicKey }: RunnerRow,
): Promise<Uint8Array> {
  const { stream } = await objects.open(objectKeys.runResult(runId, fence)).catch((error: unknown) => {
    // The web process doesn't store a result that is too long.
    throw isObjectMissing(error) ? new NoResult('no result is stored') : error;
  });
  const opened = await decrypt(() => identity.openStream(toWebStream(stream)));
  const signature = opened.subarray(0, signatureBytes);
  const bytes = opened.subarray(signatureBytes);
  const result = createHash('sha256').update(bytes).digest('hex');
  const text = composeResultText({ runId, fence }, { work: workSha256, result });
  if (!verify(null, Buffer.from(text), publicKey, signature))
    throw new NoResult('a result isn’t signed by its runner');
  return bytes;
}

/**
 * @throws NoResult for bytes that aren't encrypted to the scorer, and for more bytes than the web process
 * accepts
 */
async function decrypt(open: () => Promise<ReadableStream<Uint8Array>>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let byteCount = 0;
  try {
    for await (const chunk of fromWebStream(await open())) {
      byteCount += chunk.byteLength;
      if (byteCount > resultBytesMax) break;
      parts.push(chunk);
    }
  } catch {
    throw new NoResult('a result isn’t encrypted to the scorer');
  }
  if (byteCount > resultBytesMax) throw new NoResult('a result is longer than the web process takes');
  return Buffer.concat(parts);
}
