import { Readable } from 'node:stream';
import { hashToken } from '@/adapters/tokens';
import { findRunnerByToken } from '@/db/queries/runner-queries';
import { askedLeaseSchema } from '@/lib/contracts/runner';
import { openArtefact, openTrained, openTrainingFile, takeModel } from '@/services/runner/artefact';
import { keepLease, openWork, type RunnerRow, takeLease, takeResult } from '@/services/runner/lease';
import { onThisMachine } from '@/worker/runner/choose-container-runner';
import type { ContainerEngine } from '@/worker/runner/container/find-engine';
import { type SiteCall, workOnLeases } from '@/worker/runner/lease-work';
import type { Runner } from '@/worker/runner/runner';
import { findSandboxFacts } from '@/worker/runner/sandbox-facts';
import { makeRunner } from './make-runner';
import type { TestSite } from './make-test-site';

/** Options of the runner. `containers`: the engine that runs images; without one the runner accepts no images. */
export type TestRunnerOptions = { slots?: number; containers?: ContainerEngine | undefined };

/** Starts a registered runner in the test's own process, which calls the site's functions directly instead of by HTTP. */
export async function startTestRunner(
  site: TestSite,
  { slots = 3, containers }: TestRunnerOptions = {},
): Promise<{ stop: () => Promise<void> }> {
  const { token, identity } = await makeRunner(site);
  const row = await findRunnerByToken(site.web.db, hashToken(token));
  if (!row) throw new Error('the runner is not registered');
  const stop = new AbortController();
  const settings = { call: callDirectly(row), identity, log: site.scorer.log };
  const engines = {
    runner: await findTestRunner(),
    failedTrials: [],
    containers: containers && onThisMachine(containers),
  };
  const ended = workOnLeases(settings, engines, { slots, signal: stop.signal });
  return {
    async stop() {
      stop.abort();
      await ended;
      // Ends leases without prepared work, which would otherwise last for a minute.
      await site.superuser`update runs set leased_until = '-infinity' where state = 'leased' and runner_id = ${row.runnerId}`;
    },
  };
}

/** A runner of models for tests: with the sandbox if this machine can have one, otherwise with WebAssembly, as on a laptop. */
export async function findTestRunner(): Promise<Runner> {
  const facts = await findSandboxFacts();
  return facts ? { kind: 'native', facts } : { kind: 'wasm' };
}

const callDirectly =
  (runner: RunnerRow): SiteCall =>
  async (path, { body, signal }) => {
    const aborted = signal ?? new AbortController().signal;
    const [, runId = '', fence = '', action, index] = path.split('/');
    const lease = { runId, fence: Number(fence) };
    const respondStored = (stored: { stream: Readable } | null) =>
      stored ? new Response(Readable.toWeb(stored.stream) as ReadableStream) : lost;
    const lost = new Response(null, { status: 409 });
    const done = new Response(null, { status: 204 });
    if (action === 'renewal') return (await keepLease(runner, lease)) ? done : lost;
    if (action === 'result') {
      const taken = await takeResult(runner, lease, Readable.from([body]));
      return taken === 'taken' ? done : lost;
    }
    if (action === 'model')
      return (await takeModel(runner, lease, body as ReadableStream<Uint8Array>)) === 'taken' ? done : lost;
    if (action === 'artefact') return respondStored(await openArtefact(runner, lease));
    if (action === 'trained') return respondStored(await openTrained(runner, lease));
    if (action === 'data') return respondStored(await openTrainingFile(runner, lease, Number(index)));
    if (action === 'work') {
      const work = await openWork(runner, lease, aborted);
      return work === 'pending' ? done : respondStored(work === 'lost' ? null : work);
    }
    const taken = await takeLease(runner, askedLeaseSchema.parse(JSON.parse(String(body))), aborted);
    return taken ? Response.json(taken) : done;
  };
