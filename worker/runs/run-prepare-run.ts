import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Encrypter } from 'age-encryption';
import { objectKeys } from '@/adapters/object-store/object-store';
import { fromWebStream, toWebStream } from '@/adapters/spool-file';
import { upsertPreparedRun } from '@/db/hidden/model-run-queries';
import { readClock } from '@/db/queries/clock-queries';
import { claimPreparation, lockLease, type RunRow, updateRunPrepared } from '@/db/queries/run-queries';
import type { RunnerRow } from '@/db/queries/runner-queries';
import type { ExpectedOutput } from '@/lib/core/run/run';
import { claimsMax } from '@/lib/core/submission/submission-state';
import { gaveUp } from '../ending/end-submission';
import { expectOutput } from '../runner/run-model';
import { encodeWork } from '../runner/run-request';
import { findEndingOf } from '../scoring/run-score-submission';
import type { RoundVault } from '../vault/round-vault';
import { removeRun } from './remove-run';
import type { ComposedRun, RunPlatform } from './run-purpose';
import { runPurposesOf } from './run-purposes';

/**
 * Encrypts a leased run's model and inputs to its runner, and lets the runner fetch them. @throws to be tried
 * again, while tries are left; after the last one the run's submission, practice or dry run is failed
 */
export async function runPrepareRun(
  platform: RunPlatform,
  vault: RoundVault,
  { runId }: { runId: string },
): Promise<void> {
  const claimed = await claimPreparation(platform.client.db, runId);
  if (!claimed) return;
  const { run, runner } = claimed;
  const purpose = runPurposesOf[run.purpose];
  try {
    // Also counts tries that ended without a result because the scorer was killed or stalled.
    const composed = run.prepares > claimsMax ? 'gave_up' : await purpose.compose(platform, vault, run);
    if (composed === 'gave_up') await purpose.fail(platform, vault, run, gaveUp);
    else if (composed && !composed.ok) await purpose.finish(platform, vault, run, composed);
    else if (composed && (await release(platform, { run, runner }, composed.value))) return;
    await removeRun(platform, run);
  } catch (cause) {
    const ending = findEndingOf(cause, run.prepares);
    if (ending) {
      await purpose.fail(platform, vault, run, ending);
      await removeRun(platform, run);
    }
    throw cause;
  }
}

/**
 * Returns the milliseconds that work and result may take to be transferred beside the run itself, and files
 * at 20 Mbit/s.
 */
const findTravelMsMax = (request: ComposedRun['request']): number =>
  5 * 60_000 + countFileBytes(request) / 2_500;

function countFileBytes(request: ComposedRun['request']): number {
  if (!('artefact' in request)) return 0;
  const ofImage = request.artefact.byteCount + (request.trained?.byteCount ?? 0);
  if (!('versionId' in request)) return ofImage;
  return request.data.reduce((sum, file) => sum + file.byteCount, ofImage + request.limits.trainedBytesMax);
}

/** Stores the work and lets the runner fetch it. @returns false if the run's try is over */
async function release(
  { client: { db }, objects, identity }: RunPlatform,
  { run, runner }: { run: RunRow; runner: RunnerRow },
  { request, inputsSha256, release }: ComposedRun,
): Promise<boolean> {
  const { runId, fence } = run;
  // The work names the scorer's public key, since the web process must not be able to choose another
  // recipient for the result.
  const parts = encodeWork({ recipient: identity.recipient, request });
  const workSha256 = hashOf(parts);
  const encrypter = new Encrypter();
  encrypter.addRecipient(runner.recipient);
  const sealed = await encrypter.encrypt(toWebStream(Readable.from(parts)));
  await objects.put(objectKeys.runWork(runId, fence), fromWebStream(sealed));
  return db.transaction(async (tx) => {
    // If another lease has begun meanwhile, no runner may read this work.
    if (!(await lockLease(tx, run))) return true;
    if (release && !(await release(tx))) return false;
    await upsertPreparedRun(tx, { runId, fence, workSha256, inputsSha256, expected: expect(request) });
    const heldMs = request.limits.wallMsMax + findTravelMsMax(request);
    await updateRunPrepared(tx, run, new Date((await readClock(tx)).getTime() + heldMs));
    return true;
  });
}

function hashOf(parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

function expect(request: ComposedRun['request']): ExpectedOutput {
  if (!('artefact' in request)) return expectOutput(request);
  const { artefact, trained } = request;
  const modelHash = artefact.sha256;
  if ('versionId' in request)
    return { kind: 'training', faultsAs: 'texts', limits: request.limits, modelHash };
  const { input, limits, faultsAs } = request;
  return {
    kind: 'container',
    inputName: input.name,
    trainedHash: trained?.sha256,
    limits,
    faultsAs,
    modelHash,
  };
}
