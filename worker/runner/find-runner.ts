import type pino from 'pino';
import type { Reachability } from '@/adapters/reachability';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { SchedulePlatform } from '../scorer-platform';
import type { Runner } from './runner';
import { type TestedSandbox, testSandboxOnce } from './test-sandbox-once';

let tested: Promise<TestedSandbox> | undefined;

/**
 * How this machine runs a model that nobody trusts. The first question of a process may take some seconds.
 * @returns `no_sandbox` where it must not: the sandbox is missing or doesn't hold, and others reach the site
 */
export async function findRunner(
  platform: Pick<SchedulePlatform, 'client' | 'bootClock'>,
  reachableFrom: Reachability,
  log: pino.Logger,
): Promise<Result<Runner, 'no_sandbox'>> {
  tested ??= testSandboxOnce(platform, log).catch((error: unknown) => {
    // The next one asks again.
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
 * Decides how models are run on a machine. One whose sandbox held against every attack runs them natively in it. Where only this
 * machine's own people get at the site, WebAssembly may stand in; a site that others reach runs none.
 *
 * @param failed trials of the self-test against which the sandbox didn't hold; undefined where there is none to test
 */
export function decideRunner(
  failed: readonly string[] | undefined,
  reachableFrom: Reachability,
): Result<'native' | 'wasm', 'no_sandbox'> {
  if (failed?.length === 0) return ok('native');
  return reachableFrom === 'loopback' ? ok('wasm') : refuse('no_sandbox');
}
