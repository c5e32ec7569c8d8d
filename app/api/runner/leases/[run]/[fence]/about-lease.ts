import type { Readable } from 'node:stream';
import { respondPrivate, respondProblem, streamBody } from '@/app/_http/respond';
import type { Handler } from '@/app/_http/serve-operation';
import { isUuid } from '@/lib/core/is-uuid';
import { type Lease, type RunnerRow, requireRunner } from '@/services/runner/lease';

type LeaseHandler = (
  runner: RunnerRow,
  lease: Lease,
  request: Request,
  params: Record<string, unknown>,
) => Promise<Response>;

/**
 * Makes a route handler for a runner's call about its lease: authenticates the runner and parses the lease, then calls
 * `handle`.
 */
export const aboutLease =
  (handle: LeaseHandler): Handler =>
  async (request, context) => {
    const runner = await requireRunner(request);
    if (!runner.ok) return respondProblem(runner.error, new Date());
    const { run, fence, ...rest } = (await context.params) ?? {};
    if (typeof run !== 'string' || !isUuid(run) || !/^\d{1,9}$/.test(String(fence)))
      return respondProblem({ kind: 'not_found', what: 'lease' }, new Date());
    return handle(runner.value, { runId: run, fence: Number(fence) }, request, rest);
  };

export const respondEmpty = (status: number) => new Response(null, { status });

type Stored = { stream: Readable; byteCount: number };

/** Responds with a stored file, or with a refusal. @param stored null if the lease has ended or its run has no such file */
export const respondStored = (stored: Stored | null) =>
  stored
    ? new Response(streamBody(stored.stream), {
        headers: { 'content-type': 'application/octet-stream', 'content-length': String(stored.byteCount) },
      })
    : respondLost();

export const respondLost = () => respondPrivate({ code: 'lease_lost' }, 409);
