import type pino from 'pino';
import type { Reachability } from '@/adapters/reachability';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { SchedulePlatform } from '../scorer-platform';
import type { Runner } from './runner';
import { type TestedSandbox, testSandboxOnce } from './test-sandbox-once';

let tested: Promise<TestedSandbox> | undefined;

/**
 * The runner of untrusted models on this machine. The first call of a process may take some seconds.
 * @returns `no_sandbox` where models must not run: the sandbox is missing or failed its self-test, and the site is reachable from
 * elsewhere
 */
export async function findRunner(
  platform: Pick<SchedulePlatform, 'client' | 'bootClock'>,
  reachableFrom: Reachability,
  log: pino.Logger,
): Promise<Result<Runner, 'no_sandbox'>> {
  tested ??= testSandboxOnce(platform, log).catch((error: unknown) => {
    // The next call tries again.
    tested = undefined;
    throw error;
  });
  const sandbox = await tested;
  const decided = decideRunner(sandbox?.failed, reachableFrom);
  if (!decided.ok) return decided;
  return ok(
    decided.value === 'native' && sandbox ? { kind: 'native', facts: sandbox.facts } : { kind: 'wasm' },
  );
}

/**
 * Decides how a machine runs models. A sandbox that passed every attack runs them natively. On a site on loopback, WebAssembly
 * may replace it; a site that is reachable from elsewhere runs none.
 *
 * @param failed trials of the self-test that the sandbox failed; undefined without a sandbox
 */
export function decideRunner(
  failed: readonly string[] | undefined,
  reachableFrom: Reachability,
): Result<'native' | 'wasm', 'no_sandbox'> {
  if (failed?.length === 0) return ok('native');
  return reachableFrom === 'loopback' ? ok('wasm') : refuse('no_sandbox');
}
