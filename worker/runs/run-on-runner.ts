import { createHash, randomUUID, verify } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Encrypter } from 'age-encryption';
import { objectKeys } from '@/adapters/object-store/object-store';
import { fromWebStream, toWebStream } from '@/adapters/spool-file';
import { readClock } from '@/db/queries/clock-queries';
import {
  countActiveRunners,
  countRunners,
  deleteAbandonedRuns,
  deleteRun,
  findAwaitedRun,
  insertRun,
  type Lease,
  type RunnerRow,
  renewWait,
  updateRunPrepared,
} from '@/db/queries/run-queries';
import { ok, type Result } from '@/lib/core/result';
import { awaitedMs, composeResultText, leasesMax, resultBytesMax, runnerSilentMs } from '@/lib/core/run/run';
import type { RunFault } from '../runner/run-limits';
import { type RunModel, type RunOutputs, readRunOutput } from '../runner/run-model';
import { encodeWork, type RunRequest } from '../runner/run-request';
import { decodeResult } from '../runner/run-result';
import type { ScorerPlatform } from '../scorer-platform';

type Platform = Pick<ScorerPlatform, 'client' | 'objects' | 'identity'>;

/** Runs models on the site's registered runners; null while none is heard whose sandbox holds. */
export async function findRemoteRunner(platform: Platform): Promise<RunModel | null> {
  return (await isAnyHeard(platform)) ? (request) => runOnRunner(platform, request) : null;
}

/** The same, but waits some minutes for a registered runner that may be starting again: null without one. */
export async function awaitRemoteRunner(
  platform: Platform,
  withinMs = awaitRunnerMsMax,
): Promise<RunModel | null> {
  for (const until = performance.now() + withinMs; ; await sleep(awaitEveryMs)) {
    const found = await findRemoteRunner(platform);
    const isOver = performance.now() > until || (await countRunners(platform.client.db)) === 0;
    if (found || isOver) return found;
  }
}

const awaitRunnerMsMax = 5 * 60_000;

const awaitEveryMs = 500;

async function isAnyHeard({ client: { db } }: Platform): Promise<boolean> {
  const since = new Date((await readClock(db)).getTime() - runnerSilentMs);
  return (await countActiveRunners(db, since)) > 0;
}

const lookEveryMs = 50;

/** Time in which work and result have to travel, beside the run's own. */
const travelMsMax = 5 * 60_000;

/**
 * Lets a runner run a model, and waits for its result. Model and inputs are encrypted to the runner that has the lease; a runner
 * that is silent loses the run to another one.
 * @returns as `runModel`
 * @throws when each of `leasesMax` runners lost the run, when one holds it for too long or none is heard any more, or when the
 * result isn't signed by its runner: the run may be tried again
 */
export async function runOnRunner(
  platform: Platform,
  request: RunRequest,
  heldMsMax = request.limits.wallMsMax + travelMsMax,
): Promise<Result<RunOutputs, RunFault>> {
  const { db } = platform.client;
  const runId = randomUUID();
  const work = composeWork(platform, request);
  await insertRun(db, runId, await findEndOfWait(platform));
  const stopRenewing = keepRenewing(platform, runId);
  let fence = 0;
  let sentAtMs = 0;
  try {
    for (;;) {
      const run = await findAwaitedRun(db, runId);
      if (!run) throw new Error('the run is gone, since its scorer was silent');
      fence = run.fence;
      if (run.runner && run.state === 'leased') {
        await sendWork(platform, { runId, fence }, run.runner, work);
        sentAtMs = performance.now();
      }
      if (run.runner && run.state === 'returned')
        return await readResult(platform, { runId, fence }, run.runner, { request, work });
      if (!run.runner && run.state === 'returned') throw new Error('the runner was revoked');
      if (run.state === 'prepared' && performance.now() - sentAtMs > heldMsMax)
        throw new Error(`the runner ${run.runner?.name} held the run for too long`);
      if (run.isLost && fence >= leasesMax) throw new Error(`${leasesMax} runners lost the run`);
      if ((run.isLost || run.state === 'waiting') && !(await isAnyHeard(platform)))
        throw new Error('no runner is heard any more');
      await sleep(lookEveryMs);
    }
  } finally {
    stopRenewing();
    // Files first: those of a row that is left are swept.
    await deleteFiles(platform, { runId, fence }).catch(() => {});
    await deleteRun(db, runId);
  }
}

const findEndOfWait = async ({ client: { db } }: Platform): Promise<Date> =>
  new Date((await readClock(db)).getTime() + awaitedMs);

function keepRenewing(platform: Platform, runId: string): () => void {
  const renew = async () => renewWait(platform.client.db, runId, await findEndOfWait(platform));
  // While the database is away nobody takes the run.
  const timer = setInterval(() => renew().catch(() => {}), awaitedMs / 3);
  return () => clearInterval(timer);
}

/** A request for a runner with the scorer's public key, which the web process must not choose. */
type Work = { readonly parts: readonly Uint8Array[]; readonly sha256: string };

function composeWork({ identity }: Platform, request: RunRequest): Work {
  const parts = encodeWork({ recipient: identity.recipient, request });
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return { parts, sha256: hash.digest('hex') };
}

async function sendWork(
  { client, objects }: Platform,
  lease: Lease,
  { recipient }: RunnerRow,
  { parts }: Work,
): Promise<void> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const sealed = await encrypter.encrypt(toWebStream(Readable.from(parts)));
  await objects.put(objectKeys.runWork(lease.runId, lease.fence), fromWebStream(sealed));
  // Another lease may have begun meanwhile: then this work is nobody's.
  await updateRunPrepared(client.db, lease);
}

const signatureBytes = 64;

async function readResult(
  { objects, identity }: Platform,
  { runId, fence }: Lease,
  { publicKey, name }: RunnerRow,
  { request, work }: { request: RunRequest; work: Work },
): Promise<Result<RunOutputs, RunFault>> {
  const { stream } = await objects.open(objectKeys.runResult(runId, fence));
  const opened = await gather(fromWebStream(await identity.openStream(toWebStream(stream))));
  const signature = opened.subarray(0, signatureBytes);
  const bytes = opened.subarray(signatureBytes);
  const result = createHash('sha256').update(bytes).digest('hex');
  const text = composeResultText({ runId, fence }, { work: work.sha256, result });
  if (!verify(null, Buffer.from(text), publicKey, signature))
    throw new Error(`a result of the runner ${name} isn’t signed by it`);
  const ended = decodeResult(bytes);
  const outputs = ended.ok ? readRunOutput(request, ended.value) : ended;
  return outputs.ok ? ok({ ...outputs.value, record: { ...outputs.value.record, runner: name } }) : outputs;
}

async function gather(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let byteCount = 0;
  for await (const chunk of chunks) {
    byteCount += chunk.byteLength;
    if (byteCount > resultBytesMax) throw new Error('a result is longer than the web process takes');
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

async function deleteFiles({ objects }: Pick<Platform, 'objects'>, { runId, fence }: Lease): Promise<void> {
  for (let i = 1; i <= fence; i++)
    for (const key of [objectKeys.runWork(runId, i), objectKeys.runResult(runId, i)])
      await objects.delete(key);
}

/** Deletes the runs of dead scorers, with their files. */
export async function sweepRuns(
  { client: { db }, objects }: Pick<Platform, 'client' | 'objects'>,
  now: Date,
): Promise<void> {
  for (const lease of await deleteAbandonedRuns(db, now)) await deleteFiles({ objects }, lease);
}
