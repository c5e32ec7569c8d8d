import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Encrypter } from 'age-encryption';
import type pino from 'pino';
import { describeFault } from '@/adapters/faults';
import { fromWebStream, toWebStream } from '@/adapters/spool-file';
import { type AskedLease, type LeaseView, leaseSchema } from '@/lib/contracts/runner';
import { artefactKinds } from '@/lib/core/benchmark';
import { versionEnvelope } from '@/lib/core/model/model-version';
import { computeSlotHeldMs } from '@/lib/core/run/pace';
import {
  composeResultText,
  leaseMs,
  listTakenClasses,
  type RunClass,
  type RunnerSlots,
} from '@/lib/core/run/run';
import type { Identity } from '../vault/identity';
import type { RunnerSandbox } from './choose-sandbox';
import { countSlots } from './choose-slots';
import { encodeContainerResult } from './container/container-result';
import { encodeTrainResult } from './container/train-result';
import type { ContainerRunner, StoredFiles } from './container-runner';
import { runChild } from './run-model';
import { type DecodedWork, decodeWork } from './run-request';
import { encodeResult } from './run-result';

export type RunnerSettings = {
  /** Calls the site at a path below `/api/runner/`. @throws without a connection */
  readonly call: SiteCall;
  readonly identity: Identity;
  readonly log: pino.Logger;
};

export type SiteCall = (path: string, init: CallInit) => Promise<Response>;

type CallInit = RequestInit & { readonly responseMsMax?: number; readonly duplex?: 'half' };

/** The engines of this machine: one for ONNX files, and one for containers, if there is one. */
export type RunnerEngines = RunnerSandbox & { readonly containers?: ContainerRunner | undefined };

/** A current run, and the number of slots that its memory takes: one until its work states the limit. */
type RunInSlots = { readonly class: RunClass; slots: number };

type Working = { readonly signal: AbortSignal; readonly onMemoryKnown: (bytes: number) => void };

const retryAfterMs = 2_000;

/**
 * Asks for runs while a slot is free, and does them, until stopped; current runs are finished first. One
 * request at a time, so that many slots take only one of the site's connections.
 */
export async function workOnLeases(
  settings: RunnerSettings,
  engines: RunnerEngines,
  { slots, trainings = 1, signal }: { slots: number; trainings?: number; signal: AbortSignal },
): Promise<void> {
  const running = new Map<Promise<void>, RunInSlots>();
  const begin = (lease: LeaseView) => {
    const own: RunInSlots = { class: lease.class, slots: 1 };
    const run = workInSlot(settings, engines, lease, {
      signal,
      onMemoryKnown: (bytes) => {
        own.slots = countSlots(bytes);
      },
    })
      .catch(reportFault)
      .finally(() => running.delete(run));
    running.set(run, own);
  };
  for (const lease of await listLeft(settings, engines)) begin(lease);
  while (!signal.aborted) {
    const takes = listTaken([...running.values()], { slots, trainings: engines.containers ? trainings : 0 });
    if (takes.length === 0) await Promise.race(running.keys());
    else
      try {
        const lease = await takeLease(settings, composeAsked(engines, takes), signal);
        if (lease) begin(lease);
      } catch (error) {
        if (signal.aborted) break;
        reportFault(error);
        await sleep(retryAfterMs, undefined, { signal }).catch(() => {});
      }
  }
  await Promise.all(running.keys());

  function reportFault(error: unknown): void {
    settings.log.warn(describeFault(error), 'the site did not respond, or a run could not be done');
  }
}

/**
 * Lists the run classes that fit beside the current runs. A run takes a slot of its class, and one more for
 * each further slot of memory.
 */
function listTaken(running: readonly RunInSlots[], { slots, trainings }: RunnerSlots): RunClass[] {
  const furtherSlots = running.reduce((sum, run) => sum + run.slots - 1, 0);
  return listTakenClasses(
    { slots: slots - furtherSlots, trainings },
    running.map((run) => run.class),
  );
}

const composeAsked = ({ failedTrials, containers }: RunnerEngines, takes: RunClass[]): AskedLease => ({
  failed_trials: failedTrials,
  kinds: containers ? [...artefactKinds] : ['onnx'],
  takes,
});

/** Lists the runs that a killed runner left on a cluster, if their lease is still this runner's. */
async function listLeft(settings: RunnerSettings, { containers }: RunnerEngines): Promise<LeaseView[]> {
  const left = await containers?.listLeft(async ({ runId, fence }) => {
    const path = pathOf({ run_id: runId, fence });
    return (await callAgain(settings, `${path}/renewal`, { method: 'POST' })).status !== 409;
  });
  return (left ?? []).map(({ runId, fence, isTraining }) => ({
    ...{ run_id: runId, fence, lease_ms: leaseMs },
    ...{ class: isTraining ? 'training' : 'long', is_paced: !isTraining },
  }));
}

async function takeLease(
  settings: RunnerSettings,
  asked: AskedLease,
  signal: AbortSignal,
): Promise<LeaseView | null> {
  const response = await call(settings, 'leases', {
    method: 'POST',
    body: JSON.stringify(asked),
    signal,
  });
  return response.status === 204 ? null : leaseSchema.parse(await response.json());
}

/**
 * Works on a lease. For a run on hidden inputs, the slot stays occupied until one of a few fixed durations:
 * otherwise the owner of the next run could observe how long this one took.
 */
async function workInSlot(
  settings: RunnerSettings,
  engines: RunnerEngines,
  lease: LeaseView,
  working: Working,
): Promise<void> {
  const beganAtMs = performance.now();
  const hasRun = await workOn(settings, engines, lease, working);
  if (!hasRun || !lease.is_paced) return;
  const tookMs = performance.now() - beganAtMs;
  const leftMs = computeSlotHeldMs(tookMs, lease.class === 'long') - tookMs;
  await sleep(leftMs, undefined, { signal: working.signal }).catch(() => {});
}

/**
 * @returns false if the lease ended without work @throws when the site can't be reached; a run whose lease
 * ends meanwhile goes to another runner
 */
async function workOn(
  settings: RunnerSettings,
  engines: RunnerEngines,
  lease: LeaseView,
  { signal, onMemoryKnown }: Working,
): Promise<boolean> {
  const { identity, log } = settings;
  const lost = new AbortController();
  const stopRenewing = keepRenewing(settings, lease, () => lost.abort());
  try {
    const sealed = await fetchWork(settings, lease, signal);
    if (!sealed) return false;
    const bytes = await identity.open(sealed).catch(() => null);
    const work = bytes && decodeOwn(bytes, engines);
    if (!work) {
      // Ends the lease without a result, so that the site gives the run to another runner at once.
      log.error({ run: lease.run_id, fence: lease.fence }, 'this runner can’t do the work that it got');
      await callAgain(settings, `${pathOf(lease)}/result`, { method: 'PUT', body: new Uint8Array() });
      return false;
    }
    if (work.kind === 'onnx' || engines.containers?.isHere) onMemoryKnown(work.request.limits.memoryBytesMax);
    const own = { runId: lease.run_id, fence: lease.fence };
    const files = filesOf(settings, lease);
    const result = await runWork(own, work, engines, { ...files, lost: lost.signal });
    await sendResult(settings, lease, { recipient: work.recipient, work: bytes, result });
    await engines.containers?.forget(own);
    log.info({ run: lease.run_id, fence: lease.fence }, 'a run ended');
    return true;
  } catch (error) {
    if (!lost.signal.aborted) throw error;
    log.warn({ run: lease.run_id, fence: lease.fence }, 'a run was ended, since its lease was lost');
    return false;
  } finally {
    stopRenewing();
  }
}

/**
 * Decodes the work of a lease; null for a format of another version, or for an engine that this machine
 * lacks.
 */
function decodeOwn(bytes: Uint8Array, { runner, containers }: RunnerEngines): DecodedWork | null {
  try {
    const work = decodeWork(bytes);
    return (work.kind === 'onnx' ? runner : containers) ? work : null;
  } catch {
    return null;
  }
}

/** @throws for a kind of work that this machine can't run, and for faults of the platform */
async function runWork(
  lease: { readonly runId: string; readonly fence: number },
  work: DecodedWork,
  { runner, containers }: RunnerEngines,
  { stored, putModel, lost }: LeaseFiles & { lost: AbortSignal },
): Promise<Uint8Array> {
  if (work.kind === 'onnx') {
    if (!runner) throw new Error('a runner without a sandbox got a run');
    return encodeResult(await runChild(work.request, runner, lost));
  }
  if (!containers) throw new Error('this runner has no engine for containers');
  if (work.kind === 'container')
    return encodeContainerResult(await containers.run(lease, work.request, stored, lost));
  const { recipient, request } = work;
  const outcome = await containers.train(lease, request, stored, {
    putModel: (archive) => putModel(archive, { recipient, versionId: request.versionId }),
    signal: lost,
  });
  return encodeTrainResult(outcome);
}

type LeaseFiles = {
  readonly stored: StoredFiles;
  /**
   * Sends the model that a training wrote, encrypted to the scorer for one version. @throws when the lease
   * has ended
   */
  putModel(archive: string, to: { recipient: string; versionId: string }): Promise<void>;
};

function filesOf(settings: RunnerSettings, lease: LeaseView): LeaseFiles {
  const open = async (name: string) => {
    const { status, body } = await callAgain(settings, `${pathOf(lease)}/${name}`, {
      responseMsMax: fileMsMax,
    });
    if (status !== 200 || !body) throw new Error(`the lease has ended before its ${name} arrived`);
    return fromWebStream(body);
  };
  return {
    stored: {
      openImage: () => open('artefact'),
      openTrained: () => open('trained'),
      openData: (index) => open(`data/${index}`),
    },
    async putModel(archive, to) {
      // Each try encrypts the model again, so that no encrypted copy needs disk space.
      const { status } = await callAgain(settings, `${pathOf(lease)}/model`, async () => ({
        ...{ method: 'PUT', body: await sealModel(archive, to), duplex: 'half' as const },
        responseMsMax: fileMsMax,
      }));
      if (status === 409) throw new Error('the lease has ended before its model was sent');
    },
  };
}

/** Time limit in milliseconds for a file: the largest image or model at 20 Mbit/s. */
const fileMsMax = 30 * 60_000;

/** Encrypts the model that a training wrote while reading it. */
async function sealModel(
  archive: string,
  { recipient, versionId }: { recipient: string; versionId: string },
): Promise<ReadableStream<Uint8Array>> {
  async function* enveloped() {
    yield versionEnvelope(versionId);
    yield* createReadStream(archive, { highWaterMark: 1024 ** 2 });
  }
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return encrypter.encrypt(toWebStream(Readable.from(enveloped(), { objectMode: false })));
}

/**
 * Renews a lease until the run ends. @param onLost called when the site says that the lease has ended, or
 * didn't respond for the duration of a whole lease
 */
function keepRenewing(settings: RunnerSettings, lease: LeaseView, onLost: () => void): () => void {
  let renewedAtMs = performance.now();
  const renew = async () => {
    const askedAtMs = performance.now();
    const { status } = await call(settings, `${pathOf(lease)}/renewal`, { method: 'POST' });
    if (status === 409) onLost();
    else renewedAtMs = askedAtMs;
  };
  const timer = setInterval(() => {
    renew().catch(() => {
      if (performance.now() - renewedAtMs > lease.lease_ms) onLost();
    });
  }, lease.lease_ms / 4);
  return () => clearInterval(timer);
}

/**
 * Fetches the lease's encrypted work; null when the lease has ended, and for a runner that is stopped before
 * there is work.
 */
async function fetchWork(
  settings: RunnerSettings,
  lease: LeaseView,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  while (!signal.aborted) {
    const response = await callAgain(settings, `${pathOf(lease)}/work`, {});
    if (response.status === 409) return null;
    if (response.status === 200) return new Uint8Array(await response.arrayBuffer());
  }
  return null;
}

/** Signs a result, encrypts it to the scorer and sends it; the site accepts one result for each lease. */
async function sendResult(
  settings: RunnerSettings,
  lease: LeaseView,
  { recipient, work, result }: { recipient: string; work: Uint8Array; result: Uint8Array },
): Promise<void> {
  const text = composeResultText(
    { runId: lease.run_id, fence: lease.fence },
    { work: hashOf(work), result: hashOf(result) },
  );
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const signature = settings.identity.sign(Buffer.from(text));
  const body = Buffer.from(await encrypter.encrypt(Buffer.concat([signature, result])));
  await callAgain(settings, `${pathOf(lease)}/result`, { method: 'PUT', body });
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const pathOf = ({ run_id, fence }: Pick<LeaseView, 'run_id' | 'fence'>): string =>
  `leases/${run_id}/${fence}`;

const triesMax = 10;

const firstRetryMs = 100;

/**
 * Repeats a call for about the duration of a lease while the connection is lost or the site responds with
 * another status than success and 409.
 */
async function callAgain(
  settings: RunnerSettings,
  path: string,
  init: CallInit | (() => Promise<CallInit>),
): Promise<Response> {
  for (let tries = 1; ; tries++)
    try {
      return await call(settings, path, typeof init === 'function' ? await init() : init);
    } catch (error) {
      if (tries === triesMax) throw error;
      await sleep(firstRetryMs * 2 ** tries);
    }
}

/** @throws without a connection, and for every status except success and 409 (the lease has ended) */
async function call(settings: RunnerSettings, path: string, init: CallInit): Promise<Response> {
  const response = await settings.call(path, init);
  if (!response.ok && response.status !== 409)
    throw new Error(`the site responded ${response.status} to ${path.split('/').at(-1)}`);
  return response;
}

/** Time limit in milliseconds of other calls: as long as the site waits for a result's body. */
const usualMsMax = 5 * 60_000;

/** @param site the site's base URL, without a trailing slash */
export const callOverHttp =
  ({ site, token }: { site: string; token: string }): SiteCall =>
  (path, { signal, responseMsMax = usualMsMax, ...init }) => {
    const timeout = AbortSignal.timeout(responseMsMax);
    return fetch(`${site}/api/runner/${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}` },
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
  };
