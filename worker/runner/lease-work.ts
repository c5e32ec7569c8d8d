import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Encrypter } from 'age-encryption';
import type pino from 'pino';
import { describeFault } from '@/adapters/faults';
import { fromWebStream } from '@/adapters/spool-file';
import { type LeaseView, leaseSchema } from '@/lib/contracts/runner';
import { artefactKinds } from '@/lib/core/benchmark';
import { composeResultText } from '@/lib/core/run/run';
import type { Identity } from '../vault/identity';
import { encodeContainerResult } from './container/container-result';
import type { ContainerEngine } from './container/find-engine';
import { runSealedImage } from './container/run-sealed-image';
import { runChild } from './run-model';
import { decodeWork } from './run-request';
import { encodeResult } from './run-result';
import type { Runner } from './runner';

export type RunnerSettings = {
  /** The site's address, without a slash at its end. */
  readonly site: string;
  readonly token: string;
  readonly identity: Identity;
  readonly log: pino.Logger;
};

/** The sandbox of this machine, with the trials that it failed. */
export type RunnerSandbox = {
  readonly runner: Runner;
  readonly failedTrials: readonly string[];
  /** What runs containers; absent where nothing does. */
  readonly engine?: ContainerEngine | undefined;
};

const retryAfterMs = 2_000;

/**
 * Asks for runs while a slot is free, one request at a time so that many slots take one of the site's connections, and runs them,
 * until stopped. Runs under way are finished.
 */
export async function workOnLeases(
  settings: RunnerSettings,
  sandbox: RunnerSandbox,
  { slots, signal }: { slots: number; signal: AbortSignal },
): Promise<void> {
  const running = new Set<Promise<void>>();
  while (!signal.aborted) {
    if (running.size >= slots) await Promise.race(running);
    try {
      const lease = await takeLease(settings, sandbox, signal);
      if (!lease) continue;
      const run = workOn(settings, sandbox, lease)
        .catch(reportFault)
        .finally(() => running.delete(run));
      running.add(run);
    } catch (error) {
      if (signal.aborted) break;
      reportFault(error);
      await sleep(retryAfterMs, undefined, { signal }).catch(() => {});
    }
  }
  await Promise.all(running);

  function reportFault(error: unknown): void {
    settings.log.warn(describeFault(error), 'the site did not respond, or a run could not be done');
  }
}

async function takeLease(
  settings: RunnerSettings,
  { failedTrials, engine }: RunnerSandbox,
  signal: AbortSignal,
): Promise<LeaseView | null> {
  const response = await call(settings, 'leases', {
    method: 'POST',
    body: JSON.stringify({ failed_trials: failedTrials, kinds: engine ? artefactKinds : ['onnx'] }),
    signal,
  });
  return response.status === 204 ? null : leaseSchema.parse(await response.json());
}

/** @throws when the site is away; a lease that ends meanwhile is another runner's */
async function workOn(settings: RunnerSettings, sandbox: RunnerSandbox, lease: LeaseView): Promise<void> {
  const { identity, log } = settings;
  const stopRenewing = keepRenewing(settings, lease);
  try {
    const sealed = await fetchWork(settings, lease);
    if (!sealed) return;
    const work = await identity.open(sealed);
    const { recipient, result } = await runWork(work, sandbox, () => openArtefact(settings, lease));
    await sendResult(settings, lease, { recipient, work, result });
    log.info({ run: lease.run_id, fence: lease.fence }, 'a run ended');
  } finally {
    stopRenewing();
  }
}

/** @throws for work of a kind that this machine doesn't run, and for faults of the platform */
async function runWork(
  bytes: Uint8Array,
  { runner, engine }: RunnerSandbox,
  openStored: () => Promise<AsyncIterable<Uint8Array>>,
): Promise<{ recipient: string; result: Uint8Array }> {
  const { recipient, ...work } = decodeWork(bytes);
  if (work.kind === 'onnx') return { recipient, result: encodeResult(await runChild(work.request, runner)) };
  if (!engine) throw new Error('this runner has no engine for containers');
  return {
    recipient,
    result: encodeContainerResult(await runSealedImage(work.request, engine, openStored)),
  };
}

/** The encrypted image of a lease's run. @throws when the lease has ended */
async function openArtefact(settings: RunnerSettings, lease: LeaseView): Promise<AsyncIterable<Uint8Array>> {
  const { status, body } = await callAgain(settings, `${pathOf(lease)}/artefact`, {}, artefactMsMax);
  if (status !== 200 || !body) throw new Error('the lease has ended before the image arrived');
  return fromWebStream(body);
}

function keepRenewing(settings: RunnerSettings, lease: LeaseView): () => void {
  const renew = () => call(settings, `${pathOf(lease)}/renewal`, { method: 'POST' });
  const timer = setInterval(() => renew().catch(() => {}), lease.lease_ms / 4);
  return () => clearInterval(timer);
}

/** The lease's encrypted work; null when the lease has ended. */
async function fetchWork(settings: RunnerSettings, lease: LeaseView): Promise<Uint8Array | null> {
  for (;;) {
    const response = await callAgain(settings, `${pathOf(lease)}/work`, {});
    if (response.status === 409) return null;
    if (response.status === 200) return new Uint8Array(await response.arrayBuffer());
  }
}

/** Signs a result, encrypts it to the scorer and sends it; the same lease takes it once. */
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

const pathOf = ({ run_id, fence }: LeaseView): string => `leases/${run_id}/${fence}`;

const triesMax = 10;

const firstRetryMs = 100;

/** Calls again where the connection is lost or the site responds with a fault, for about a lease. */
async function callAgain(
  settings: RunnerSettings,
  path: string,
  init: RequestInit,
  msMax?: number,
): Promise<Response> {
  for (let tries = 1; ; tries++)
    try {
      return await call(settings, path, init, msMax);
    } catch (error) {
      if (tries === triesMax) throw error;
      await sleep(firstRetryMs * 2 ** tries);
    }
}

/** As long as the site waits for a result's body. */
const responseMsMax = 5 * 60_000;

/** The largest image at 20 Mbit/s. */
const artefactMsMax = 30 * 60_000;

/** @throws without a connection, and for every status but success and 409 (the lease has ended) */
async function call(
  { site, token }: RunnerSettings,
  path: string,
  { signal, ...init }: RequestInit,
  msMax = responseMsMax,
): Promise<Response> {
  const timeout = AbortSignal.timeout(msMax);
  const response = await fetch(`${site}/api/runner/${path}`, {
    ...init,
    headers: { authorization: `Bearer ${token}` },
    redirect: 'error',
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  });
  if (!response.ok && response.status !== 409)
    throw new Error(`the site responded ${response.status} to ${path.split('/').at(-1)}`);
  return response;
}
