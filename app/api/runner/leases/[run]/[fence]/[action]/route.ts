import type { Readable } from 'node:stream';
import { respondPrivate, respondProblem, streamBody } from '@/app/_http/respond';
import { byAction, type Handler, route } from '@/app/_http/serve-operation';
import { isUuid } from '@/lib/core/is-uuid';
import { resultBytesMax } from '@/lib/core/run/run';
import { openArtefact } from '@/services/runner/artefact';
import {
  keepLease,
  type Lease,
  openWork,
  type RunnerRow,
  requireRunner,
  takeResult,
} from '@/services/runner/lease';

type LeaseHandler = (runner: RunnerRow, lease: Lease, request: Request) => Promise<Response>;

/** A call about one lease of the runner that asks. */
const aboutLease =
  (handle: LeaseHandler): Handler =>
  async (request, context) => {
    const runner = await requireRunner(request);
    if (!runner.ok) return respondProblem(runner.error, new Date());
    const { run, fence } = (await context.params) ?? {};
    if (typeof run !== 'string' || !isUuid(run) || !/^\d{1,9}$/.test(String(fence)))
      return respondProblem({ kind: 'not_found', what: 'lease' }, new Date());
    return handle(runner.value, { runId: run, fence: Number(fence) }, request);
  };

const respondEmpty = (status: number) => new Response(null, { status });

const respondStored = ({ stream, byteCount }: { stream: Readable; byteCount: number }) =>
  new Response(streamBody(stream), {
    headers: { 'content-type': 'application/octet-stream', 'content-length': String(byteCount) },
  });

const lost = () => respondPrivate({ code: 'lease_lost' }, 409);

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: byAction({
    artefact: aboutLease(async (runner, lease) => {
      const artefact = await openArtefact(runner, lease);
      return artefact ? respondStored(artefact) : lost();
    }),
    work: aboutLease(async (runner, lease, request) => {
      const work = await openWork(runner, lease, request.signal);
      if (work === 'lost') return lost();
      if (work === 'pending') return respondEmpty(204);
      return respondStored(work);
    }),
  }),
  POST: byAction({
    renewal: aboutLease(async (runner, lease) =>
      (await keepLease(runner, lease)) ? respondEmpty(204) : lost(),
    ),
  }),
  PUT: byAction({
    result: aboutLease(async (runner, lease, request) => {
      const taken = await takeResult(runner, lease, request.body ?? new ReadableStream());
      if (taken === 'too_large')
        return respondProblem({ kind: 'too_large', bytesMax: resultBytesMax }, new Date());
      return taken === 'taken' ? respondEmpty(204) : lost();
    }),
  }),
});
