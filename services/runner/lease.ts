import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { objectKeys } from '@/adapters/object-store/object-store';
import { hashToken, isWellFormedToken } from '@/adapters/tokens';
import { webPlatform } from '@/adapters/web-platform';
import type { Database } from '@/db/client';
import { readClock } from '@/db/queries/clock-queries';
import { addJob } from '@/db/queries/job-queries';
import {
  findLeasedRun,
  hasFreeRun,
  type Lease,
  leaseRun,
  renewLease,
  type TakenRuns,
  updateRunReturned,
} from '@/db/queries/run-queries';
import { findRunnerByToken, type RunnerRow, updateRunnerSeen } from '@/db/queries/runner-queries';
import type { AskedLease, LeaseView } from '@/lib/contracts/runner';
import { ok, type Result, refuse } from '@/lib/core/result';
import { classOf, leaseMs, resultBytesMax } from '@/lib/core/run/run';

/** A lease (the right to one run for a limited time), and the row of the registered runner that has it. */
export type { Lease, RunnerRow };

/** Maximum time for which a request waits for a run or its work; then the response is empty, and the runner asks again. */
const waitMsMax = 10_000;

/** The same maximum for a runner that is busy: it may ask for other classes of runs as soon as one of its runs ends. */
const busyWaitMsMax = 200;

const lookForRunEveryMs = 100;

const lookForWorkEveryMs = 20;

/** The registered runner that sends this request, by its token. Runner tokens are valid in no other API calls. */
export async function requireRunner(request: Request): Promise<Result<RunnerRow>> {
  const token = /^Bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  const runner =
    token && isWellFormedToken(token)
      ? await findRunnerByToken(webPlatform().db, hashToken(token))
      : undefined;
  return runner ? ok(runner) : refuse({ kind: 'token_invalid' });
}

/**
 * Leases the next suitable run to a runner as soon as there is one, and queues the scorer's job that prepares its work. Null
 * after `waitMsMax` without a run, and for a runner whose sandbox failed its self-test.
 */
export async function takeLease(
  { runnerId }: RunnerRow,
  { failed_trials: failedTrials, takes: classes, kinds }: AskedLease,
  signal: AbortSignal,
): Promise<LeaseView | null> {
  const { db } = webPlatform();
  await updateRunnerSeen(db, runnerId, { failedTrials, kinds });
  const mayRun = failedTrials?.length === 0;
  const taken = { classes, kinds };
  const isIdle = ['dry_run', 'short', 'long'].every((one) => classes.some((taken) => taken === one));
  const waitMs = isIdle ? waitMsMax : busyWaitMsMax;
  for (let waitedMs = 0; waitedMs < waitMs && !signal.aborted; waitedMs += lookForRunEveryMs) {
    const lease = mayRun && (await hasFreeRun(db, runnerId, taken)) && (await leaseNext(db, runnerId, taken));
    if (lease) return lease;
    await sleep(lookForRunEveryMs);
  }
  return null;
}

const leaseNext = (db: Database, runnerId: string, taken: TakenRuns): Promise<LeaseView | null> =>
  db.transaction(async (tx) => {
    const now = await readClock(tx);
    const leasedUntil = new Date(now.getTime() + leaseMs);
    const run = await leaseRun(tx, runnerId, { taken, now, leasedUntil });
    if (!run) return null;
    await addJob(tx, 'prepare_run', { runId: run.runId });
    return {
      run_id: run.runId,
      fence: run.fence,
      lease_ms: leaseMs,
      class: classOf(run),
      is_paced: run.purpose === 'round' || run.purpose === 'repeat',
    };
  });

/** The encrypted work of a lease; `pending` while the scorer prepares it, `lost` when the lease has ended. */
export async function openWork(
  { runnerId }: RunnerRow,
  lease: Lease,
  signal: AbortSignal,
): Promise<{ stream: Readable; byteCount: number } | 'pending' | 'lost'> {
  const { db, objects } = webPlatform();
  for (let waitedMs = 0; waitedMs < waitMsMax && !signal.aborted; waitedMs += lookForWorkEveryMs) {
    const run = await findLeasedRun(db, lease, { runnerId, now: await readClock(db) });
    if (!run || run.state === 'returned') return 'lost';
    if (run.state === 'prepared') return objects.open(objectKeys.runWork(lease.runId, lease.fence));
    await sleep(lookForWorkEveryMs);
  }
  return 'pending';
}

/** Renews a lease, which also counts as a sign of life of the runner. @returns false when the lease has ended */
export async function keepLease({ runnerId }: RunnerRow, lease: Lease): Promise<boolean> {
  const { db } = webPlatform();
  const now = await readClock(db);
  await updateRunnerSeen(db, runnerId);
  return renewLease(db, lease, { runnerId, now, leasedUntil: new Date(now.getTime() + leaseMs) });
}

/**
 * Stores the encrypted result of a lease, once, and queues the scorer's job that reads it. A result beyond the size limit isn't
 * stored; the job then finds none.
 * @returns `lost` when the lease has ended, `too_large` beyond the limit
 */
export async function takeResult(
  { runnerId }: RunnerRow,
  lease: Lease,
  body: AsyncIterable<Uint8Array>,
): Promise<'taken' | 'lost' | 'too_large'> {
  const { db, objects } = webPlatform();
  const before = await findLeasedRun(db, lease, { runnerId, now: await readClock(db) });
  if (!before) return 'lost';
  // The runner may have lost the response to its first upload and repeated it.
  if (before.state === 'returned') return 'taken';
  const key = objectKeys.runResult(lease.runId, lease.fence);
  let taken: 'taken' | 'too_large' = 'taken';
  try {
    await objects.put(key, limitBytes(body, resultBytesMax));
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    taken = 'too_large';
  }
  const now = await readClock(db);
  const isMine = await db.transaction(async (tx) => {
    if (!(await updateRunReturned(tx, lease, { runnerId, now }))) return false;
    const job = before.purpose === 'train' ? 'finish_training' : 'finish_run';
    await addJob(tx, job, { runId: lease.runId });
    return true;
  });
  if (isMine) return taken;
  // The same result may have been uploaded twice concurrently, and the other upload stored.
  if ((await findLeasedRun(db, lease, { runnerId, now }))?.state === 'returned') return 'taken';
  await objects.delete(key);
  return 'lost';
}

export class TooLarge extends Error {}

export async function* limitBytes(
  chunks: AsyncIterable<Uint8Array>,
  bytesMax: number,
): AsyncGenerator<Uint8Array> {
  let byteCount = 0;
  for await (const chunk of chunks) {
    byteCount += chunk.byteLength;
    if (byteCount > bytesMax) throw new TooLarge();
    yield chunk;
  }
}
