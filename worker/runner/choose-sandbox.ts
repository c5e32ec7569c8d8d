import type pino from 'pino';
import type { RunnerEnvironment } from '@/adapters/environment';
import { isLoopback, type Reachability } from '@/adapters/reachability';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Runner } from './runner';
import { findSandboxFacts } from './sandbox-facts';
import { testOncePerBoot } from './self-test/test-once-per-boot';
import { testSandbox } from './self-test/test-sandbox';

/**
 * The engine that runs ONNX models on this machine, if any, and the trials of the self-test that its sandbox
 * failed; null without a sandbox.
 */
export type RunnerSandbox = {
  readonly runner: Runner | undefined;
  readonly failedTrials: string[] | null;
};

type SandboxSettings = {
  readonly engine: RunnerEnvironment['TIDEMARK_RUNNER_ENGINE'];
  /** The site's URL as the runner calls it. */
  readonly site: URL;
  readonly reachableFrom: Reachability;
  /**
   * The runner's own folder, which stores the outcome of the self-test; undefined repeats the test at each
   * start.
   */
  readonly folder: string | undefined;
};

/**
 * Finds this machine's sandbox and attacks it. If no sandbox passes, the runner gets no models, except from a
 * site on loopback. @throws with a message for the operator where WebAssembly is required but not allowed
 */
export async function chooseSandbox(
  { engine, site, reachableFrom, folder }: SandboxSettings,
  log: pino.Logger,
): Promise<RunnerSandbox> {
  const from = isLoopback(site.hostname) ? reachableFrom : 'elsewhere';
  if (engine === 'wasm') {
    if (from !== 'loopback') throw new Error(refusedWasm);
    return wasm;
  }
  const facts = await findSandboxFacts();
  if (!facts)
    log.warn('there is no sandbox: apt-get install bubblewrap util-linux, on Linux on x64 or arm64');
  const failed =
    facts &&
    (await testOncePerBoot({ name: 'sandbox', fingerprint: facts.fingerprint, folder }, () =>
      testSandbox(facts),
    ));
  if (failed && failed.length > 0) log.error({ failed }, 'the sandbox does not hold');
  const failedTrials = failed?.map(({ trial }) => trial);
  const decided = decideRunner(failedTrials, engine === 'auto' ? from : 'elsewhere');
  if (decided.ok && decided.value === 'wasm') return wasm;
  if (decided.ok && facts) return { runner: { kind: 'native', facts }, failedTrials: [] };
  log.error('this runner gets no models');
  return { runner: undefined, failedTrials: failedTrials ?? null };
}

const wasm: RunnerSandbox = { runner: { kind: 'wasm' }, failedTrials: [] };

const refusedWasm =
  'Models run as WebAssembly only for a site that this machine alone can reach: its address is on loopback, and ' +
  'TIDEMARK_REACHABLE_FROM is loopback. For other sites: apt-get install bubblewrap util-linux';

/**
 * Decides how a machine runs ONNX models. Native code requires a sandbox that passed every attack. For a site
 * on loopback, WebAssembly may replace the sandbox; for a site that is reachable from elsewhere, the machine
 * then runs no models.
 * @param failed trials of the self-test that the sandbox failed; undefined without a sandbox
 */
export function decideRunner(
  failed: readonly string[] | undefined,
  reachableFrom: Reachability,
): Result<'native' | 'wasm', 'no_sandbox'> {
  if (failed?.length === 0) return ok('native');
  return reachableFrom === 'loopback' ? ok('wasm') : refuse('no_sandbox');
}
