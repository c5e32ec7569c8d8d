import { createServer, type Server } from 'node:net';
import { z } from 'zod';
import type { SandboxFacts } from '../sandbox-facts';
import { controlProbe } from './probes';
import { runHostile, trialLimits } from './run-hostile';
import type { Findings, SandboxTrial } from './sandbox-report';

type Surroundings = {
  readonly secretFile: string;
  readonly probeFolder: string;
  readonly probes: readonly string[];
};

const sightSchema = z.strictObject({
  isConnected: z.boolean(),
  isSysctlOpened: z.boolean(),
  isProcessSeen: z.boolean(),
  isFileRead: z.boolean(),
  writtenTo: z.array(z.string()),
  root: z.array(z.string()),
  environment: z.array(z.string()),
  probes: z.record(z.string(), z.union([z.number(), z.string()])),
});

const trials: readonly SandboxTrial[] = [
  'network',
  'proc-sys',
  'other-processes',
  'files-outside',
  'disk',
  'environment',
  'ptrace',
  'user-namespaces',
  'system-calls',
];
const writableElsewhere = [
  '/',
  '/tmp',
  '/dev/shm',
  '/dev',
  '/run',
  '/var/tmp',
  '/runner',
  '/runner/child',
  '/probe',
  '/proc',
];
const rootExpected = /^(runner|probe|hostile\.mjs|lib\d*|usr|etc|opt|nix|proc|sys)$/;
const environmentExpected = ['LD_LIBRARY_PATH', 'ORT_DISABLE_TELEMETRY', 'PWD', 'UV_THREADPOOL_SIZE'];

/**
 * Examines which files, processes and network a hostile program in the sandbox can reach; no attack here
 * exhausts resources.
 */
export async function inspectSandbox(
  facts: SandboxFacts,
  { secretFile, probeFolder, probes }: Surroundings,
): Promise<Findings> {
  const server = await listen();
  try {
    const address = server.address();
    const port = address && typeof address === 'object' ? address.port : 0;
    const task = { port, scorerPid: process.pid, secretFile, folders: writableElsewhere, probes };
    const end = await runHostile(facts, trialLimits, ['inspect', JSON.stringify(task)], {
      [probeFolder]: '/probe',
    });
    const sight = parseSight(end.said);
    if (!sight)
      return Object.fromEntries(
        trials.map((trial) => [trial, `it said nothing: ${end.complaint.slice(-300)}`]),
      );
    return judge(sight);
  } catch (error) {
    return Object.fromEntries(
      trials.map((trial) => [trial, error instanceof Error ? error.message : 'it did not start']),
    );
  } finally {
    server.close();
  }
}

function judge(sight: z.output<typeof sightSchema>): Findings {
  const strange = sight.root.filter((name) => !rootExpected.test(name));
  const unknown = sight.environment.filter((name) => !environmentExpected.includes(name));
  const isRun = !isRefused(sight.probes[controlProbe]) && sight.probes[controlProbe] !== undefined;
  const passed = (names: readonly string[]) =>
    isRun
      ? names
          .filter((name) => !isRefused(sight.probes[name]))
          .map((name) => `${name} (${sight.probes[name]})`)
          .join(', ') || undefined
      : `no probe ran: ${sight.probes[controlProbe]}`;
  const [forks, traces] = [
    ['unshare', 'clone-user', 'setns'],
    ['ptrace', 'process_vm_readv', 'process_vm_writev'],
  ];
  return {
    network: sight.isConnected ? 'connected' : undefined,
    'proc-sys': sight.isSysctlOpened ? 'core_pattern could be written' : undefined,
    'other-processes': sight.isProcessSeen ? 'another process was reached' : undefined,
    'files-outside': sight.isFileRead ? 'another job’s file was read' : strange.join(', ') || undefined,
    disk: sight.writtenTo.join(', ') || undefined,
    environment: unknown.join(', ') || undefined,
    ptrace: passed(traces),
    'user-namespaces': passed(forks),
    'system-calls': passed(
      Object.keys(sight.probes).filter(
        (name) => name !== controlProbe && ![...forks, ...traces].includes(name),
      ),
    ),
  };
}

const [notPermitted, noSuchCall] = [1, 38];

/** True for the filter's own errno. Any other errno comes from the kernel, which then executed the call. */
const isRefused = (outcome: number | string | undefined): boolean =>
  outcome === notPermitted || outcome === noSuchCall || outcome === 'SIGSYS' || outcome === 'SIGSEGV';

function parseSight(said: string) {
  try {
    return sightSchema.safeParse(JSON.parse(said)).data;
  } catch {
    return undefined;
  }
}

function listen(): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}
