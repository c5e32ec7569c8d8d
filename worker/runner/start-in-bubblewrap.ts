import { dirname } from 'node:path';
import type { RunLimits } from './run-limits';
import type { SandboxFacts } from './sandbox-facts';
import type { SandboxedProcess } from './sandboxed-process';
import { composeSeccompFilter } from './seccomp-filter';
import { startAsOwnUser } from './start-as-own-user';

/**
 * Starts a program in the sandbox: under root, as a user of its own and in a group of its own.
 * @throws under root when no user id is free, since it would be the machine's root outside
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

/** Paths inside the sandbox. */
export const insideNode = '/runner/node';
const insideFolder = '/runner/child';
export const insideChild = `${insideFolder}/run-child.mjs`;
const insidePrlimit = '/runner/prlimit';

/** File descriptor of bubblewrap's system call filter. */
const filterDescriptor = 3;

/** A program to run inside, and its files besides Node and the runtime: outside paths by inside paths. */
type InsideProgram = {
  readonly command: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
};

/**
 * Files about the machine's processors, and nothing more. Without them the runtime doesn't recognise the processor, and warns.
 */
const processorFiles = [
  '/proc/cpuinfo',
  '/sys/devices/system/cpu/possible',
  '/sys/devices/system/cpu/present',
];

const filesMax = 32;

/**
 * Arguments of `bwrap`: every namespace of its own, no way to make another, no writable path, no `/proc` except the description
 * of the processor, and only Node, the runtime and their libraries in its root.
 *
 * A program inside sets rlimits: there the number of tasks counts those of this user namespace only.
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

/** The whole environment of a run. */
const environmentOf = ({ libraries }: SandboxFacts): Record<string, string> => ({
  LD_LIBRARY_PATH: [...new Set(libraries.map((path) => dirname(path)))].join(':'),
  ORT_DISABLE_TELEMETRY: '1',
  UV_THREADPOOL_SIZE: '1',
});

/**
 * From Node 24 on V8 reserves its whole code range, and the kernel counts it as data though nearly none of it is used: Node
 * doesn't start without it.
 */
const codeRangeBytes = Number.parseInt(process.versions.node, 10) >= 24 ? 512 * 1024 ** 2 : 0;

/** The arguments of `prlimit`. Each limits one process; cgroup and watchdog limit the tree. */
export const composeResourceLimits = (limits: RunLimits): readonly string[] => [
  `--data=${limits.memoryBytesMax + codeRangeBytes}`,
  `--nproc=${limits.tasksMax}`,
  `--cpu=${2 * Math.ceil(limits.wallMsMax / 1_000)}`,
  `--nofile=${filesMax}`,
  ...['--fsize=0', '--core=0', '--memlock=0', '--msgqueue=0', '--locks=0'],
];

/** Node's own options: its heap is a part of the memory, and needs no further threads. */
export const nodeFlags = (limits: RunLimits): readonly string[] => [
  `--max-old-space-size=${Math.ceil(limits.memoryBytesMax / 2 / 1024 ** 2)}`,
  '--max-semi-space-size=16',
  '--v8-pool-size=1',
];
