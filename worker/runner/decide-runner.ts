import type { Reachability } from '@/adapters/reachability';
import { ok, type Result, refuse } from '@/lib/core/result';

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
