import type pino from 'pino';
import type { Reachability } from '@/adapters/reachability';
import { ok, type Result } from '@/lib/core/result';
import type { SchedulePlatform } from '../scorer-platform';
import { decideRunner } from './decide-runner';
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
