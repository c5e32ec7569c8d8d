import { insideChild, insideNode, nodeFlags } from './compose-bubblewrap';
import type { RunLimits } from './run-limits';
import type { SandboxFacts } from './sandbox-facts';
import type { SandboxedProcess } from './sandboxed-process';
import { startInBubblewrap } from './start-in-bubblewrap';
import { startWasmChild } from './start-wasm-child';

/** How models run here. */
export type Runner =
  | { readonly kind: 'native'; readonly facts: SandboxFacts }
  /** Without a sandbox of the system's, on loopback only. */
  | { readonly kind: 'wasm' };

/** Starts the child that runs one model. */
export async function startChild(runner: Runner, limits: RunLimits): Promise<SandboxedProcess> {
  if (runner.kind === 'wasm') return startWasmChild(limits);
  return startInBubblewrap(runner.facts, limits, {
    command: [insideNode, ...nodeFlags(limits), insideChild],
  });
}
