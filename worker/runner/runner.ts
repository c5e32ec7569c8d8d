import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RunLimits } from './run-limits';
import type { SandboxFacts } from './sandbox-facts';
import { type SandboxedProcess, watchProcess } from './sandboxed-process';
import {
  composeResourceLimits,
  insideChild,
  insideNode,
  nodeFlags,
  startInBubblewrap,
} from './start-in-bubblewrap';

const child = fileURLToPath(new URL('./child/run-child.mjs', import.meta.url));

const pageBytes = 65_536;

/** The ways of running ONNX models on this machine. */
export type Runner =
  | { readonly kind: 'native'; readonly facts: SandboxFacts }
  /** WebAssembly without a sandbox of the operating system; only for a site on loopback. */
  | { readonly kind: 'wasm' };

/** Starts the child process that runs one model. */
export async function startChild(runner: Runner, limits: RunLimits): Promise<SandboxedProcess> {
  if (runner.kind === 'wasm') return startWasmChild(limits);
  return startInBubblewrap(runner.facts, limits, {
    command: [insideNode, ...nodeFlags(limits), insideChild],
  });
}

/**
 * Starts the runtime compiled to WebAssembly. A model in it can access only its own memory, which is limited.
 * Only for a site on loopback without bubblewrap: a fault in Node's WebAssembly would give the model the
 * rights of this machine's user.
 */
function startWasmChild(limits: RunLimits): SandboxedProcess {
  const node = [
    process.execPath,
    ...nodeFlags(limits),
    `--wasm-max-mem-pages=${Math.floor(limits.memoryBytesMax / pageBytes)}`,
    ...[child, 'wasm'],
  ];
  const [command = '', ...words] = [...endWithParent(), ...limitResources(limits), ...node];
  return watchProcess(
    spawn(command, words, {
      env: { NODE_ENV: 'production', ORT_DISABLE_TELEMETRY: '1' },
      cwd: '/',
      stdio: 'pipe',
    }),
    limits,
    { countMemoryKills: () => 0, release: async () => {} },
  );
}

/**
 * With util-linux, the child process ends with its parent and has the sandbox's limits, except the number of
 * tasks, which the kernel counts per user.
 */
const endWithParent = () =>
  existsSync('/usr/bin/setpriv') ? ['/usr/bin/setpriv', '--pdeathsig=KILL', '--'] : [];

const limitResources = (limits: RunLimits) =>
  existsSync('/usr/bin/prlimit')
    ? ['/usr/bin/prlimit', ...composeResourceLimits(limits).filter((word) => !word.startsWith('--nproc'))]
    : [];
