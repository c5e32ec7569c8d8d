import { dirname } from 'node:path';
import type { RunLimits } from './run-limits';
import type { SandboxFacts } from './sandbox-facts';
import type { SandboxedProcess } from './sandboxed-process';
import { composeSeccompFilter } from './seccomp-filter';
import { startAsOwnUser } from './start-as-own-user';

/**
 * Starts a program in the sandbox; under root, as a user of its own and in a cgroup of its own. @throws under
 * root when no user id is free, since the program would then be root on the machine
 */
export function startInBubblewrap(
  facts: SandboxFacts,
  limits: RunLimits,
  program: InsideProgram,
): Promise<SandboxedProcess> {
  return startAsOwnUser(limits, {
    setpriv: facts.setpriv,
    command: [facts.bubblewrap, ...composeBubblewrap(facts, limits, program)],
    onThirdDescriptor: composeSeccompFilter(facts.architecture),
  });
}

/** Paths as the program in the sandbox sees them. */
export const insideNode = '/runner/node';
const insideFolder = '/runner/child';
export const insideChild = `${insideFolder}/run-child.mjs`;
const insidePrlimit = '/runner/prlimit';

/** File descriptor from which bubblewrap reads the system call filter. */
const filterDescriptor = 3;

/**
 * A program to run in the sandbox, and its files besides Node and the runtime: outside paths by inside paths.
 */
type InsideProgram = {
  readonly command: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
};

/**
 * Files that describe the machine's processors. Without them, the ONNX runtime doesn't recognise the
 * processor, and warns.
 */
const processorFiles = [
  '/proc/cpuinfo',
  '/sys/devices/system/cpu/possible',
  '/sys/devices/system/cpu/present',
];

const filesMax = 32;

/**
 * Composes the arguments of `bwrap`: all namespaces are new, no further ones can be made, no path is
 * writable, `/proc` has only the description of the processor, and the root folder contains only Node, the
 * runtime and their libraries.
 * A program inside the sandbox sets the rlimits: there, the number of tasks counts those of its user
 * namespace only.
 */
function composeBubblewrap(
  facts: SandboxFacts,
  limits: RunLimits,
  program: InsideProgram,
): readonly string[] {
  const readOnly = (from: string, to = from) => ['--ro-bind', from, to];
  return [
    ...['--unshare-all', '--unshare-user', '--disable-userns', '--uid', '65534', '--gid', '65534'],
    ...['--die-with-parent', '--new-session', '--cap-drop', 'ALL', '--hostname', 'run', '--clearenv'],
    ...Object.entries(environmentOf(facts)).flatMap(([name, value]) => ['--setenv', name, value]),
    ...['--seccomp', String(filterDescriptor)],
    ...facts.libraries.flatMap((path) => readOnly(path)),
    ...processorFiles.flatMap((path) => ['--ro-bind-try', path, path]),
    ...Object.entries(facts.packages).flatMap(([name, folder]) =>
      readOnly(folder, `/runner/node_modules/${name}`),
    ),
    ...readOnly(facts.node, insideNode),
    ...readOnly(facts.prlimit, insidePrlimit),
    ...readOnly(facts.childFolder, insideFolder),
    ...Object.entries(program.files ?? {}).flatMap(([from, to]) => readOnly(from, to)),
    ...['--chdir', '/', '--remount-ro', '/', '--'],
    ...[insidePrlimit, ...composeResourceLimits(limits), ...program.command],
  ];
}

/** All environment variables of a run. */
const environmentOf = ({ libraries }: SandboxFacts): Record<string, string> => ({
  LD_LIBRARY_PATH: [...new Set(libraries.map((path) => dirname(path)))].join(':'),
  ORT_DISABLE_TELEMETRY: '1',
  UV_THREADPOOL_SIZE: '1',
});

/**
 * Additional data limit in bytes. From Node 24 on, V8 reserves its whole code range, and the kernel counts
 * that as data although almost none is used: Node doesn't start without it.
 */
const codeRangeBytes = Number.parseInt(process.versions.node, 10) >= 24 ? 512 * 1024 ** 2 : 0;

/** Composes the arguments of `prlimit`. Each limits one process; cgroup and watchdog limit the tree. */
export const composeResourceLimits = (limits: RunLimits): readonly string[] => [
  `--data=${limits.memoryBytesMax + codeRangeBytes}`,
  `--nproc=${limits.tasksMax}`,
  `--cpu=${2 * Math.ceil(limits.wallMsMax / 1_000)}`,
  `--nofile=${filesMax}`,
  ...['--fsize=0', '--core=0', '--memlock=0', '--msgqueue=0', '--locks=0'],
];

/** Node's own options: its heap is part of the run's memory, and it needs no further threads. */
export const nodeFlags = (limits: RunLimits): readonly string[] => [
  `--max-old-space-size=${Math.ceil(limits.memoryBytesMax / 2 / 1024 ** 2)}`,
  '--max-semi-space-size=16',
  '--v8-pool-size=1',
];
