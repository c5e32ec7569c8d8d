import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { lockBenchmark } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import { listRunnersFor } from '@/db/queries/runner-queries';
import {
  deleteRunnerRequest,
  insertRunnerRequest,
  listRunnerRequestsOf,
} from '@/db/queries/runner-request-queries';
import { newRunnerRequestSchema } from '@/lib/contracts/runner';
import { isUuid } from '@/lib/core/is-uuid';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { asMaintainer } from '../access/authorized';
import { transact } from '../access/budgets';
import type { Actor } from '../access/caller';
import { recordAuditEvent } from '../access/record-audit-event';
import { requireMaintained } from '../access/require-benchmark';

/** The public facts of a runner. */
export type RunnerView = { readonly name: string; readonly place: string };

/** A runner that maintainers can choose for their benchmark. */
export type AvailableRunner = RunnerView & {
  readonly coresMax: number;
  readonly memoryMbMax: number;
  readonly isBound: boolean;
  readonly isAside: boolean;
};

export async function listAvailableRunners(db: Executor, benchmarkId: string): Promise<AvailableRunner[]> {
  const runners = await listRunnersFor(db, benchmarkId);
  return runners.map(({ name, place, coresMax, memoryMbMax, boundTo, asideAt }) => ({
    ...{ name, place, coresMax, memoryMbMax },
    ...{ isBound: boundTo !== null, isAside: asideAt !== null },
  }));
}

/** Maximum number of requests of a benchmark that wait for an operator. */
const requestsMax = 3;

export type RunnerRequestView = RunnerView & { readonly id: string };

export async function listRequestedRunners(db: Executor, benchmarkId: string): Promise<RunnerRequestView[]> {
  const requests = await listRunnerRequestsOf(db, benchmarkId);
  return requests.map(({ runnerRequestId, name, place }) => ({ id: runnerRequestId, name, place }));
}

/**
 * Asks the operator to register a runner for this benchmark alone. Until then nothing is encrypted to the runner's key, since
 * an attacker who controls the web process could send such requests too.
 */
export const requestRunner = asMaintainer(newRunnerRequestSchema, async ({ benchmark, actor: by }, input) => {
  const { benchmarkId } = benchmark;
  const { name, key, place, cores_max: coresMax, memory_mb_max: memoryMbMax } = input;
  const refuseName = (code: string, detail: string) =>
    refuse<Refusal>({ kind: 'invalid_request', faults: [{ code, field: 'name', detail }] });
  return transact(async (tx) => {
    await lockBenchmark(tx, benchmarkId);
    if ((await listRunnerRequestsOf(tx, benchmarkId)).length >= requestsMax)
      return refuseName(
        'too_many',
        `${requestsMax} runners of this benchmark wait for the operator: withdraw one`,
      );
    const id = await insertRunnerRequest(tx, {
      ...{ benchmarkId, userId: by.userId, name, key, place, coresMax, memoryMbMax, gpuCount: 0 },
      requestedAt: await readClock(tx),
    });
    if (id === undefined) return refuseName('taken', 'a runner of this name waits for the operator already');
    await recordAuditEvent(tx, 'runner_requested', {
      actor: by,
      benchmarkId,
      detail: { request: id, name, place },
    });
    return ok(null);
  });
});

export async function withdrawRunnerRequest(
  actor: Actor | null,
  slug: string,
  requestId: string,
): Promise<Result<null>> {
  const maintained = await requireMaintained(webPlatform().db, actor, slug);
  if (!maintained.ok) return maintained;
  const { benchmark, actor: by } = maintained.value;
  const { benchmarkId } = benchmark;
  return transact(async (tx) => {
    const request =
      isUuid(requestId) && (await deleteRunnerRequest(tx, { runnerRequestId: requestId, benchmarkId }));
    if (!request) return refuse<Refusal>({ kind: 'not_found', what: 'request' });
    await recordAuditEvent(tx, 'runner_request_withdrawn', {
      actor: by,
      benchmarkId,
      detail: { request: requestId, name: request.name },
    });
    return ok(null);
  });
}
