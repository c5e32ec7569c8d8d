import { dirname } from 'node:path';
import type { RunLimits } from './run-limits';
import type { SandboxFacts } from './sandbox-facts';

/** Where things lie inside. */
export const insideNode = '/runner/node';
const insideFolder = '/runner/child';
export const insideChild = `${insideFolder}/run-child.mjs`;
const insidePrlimit = '/runner/prlimit';

/** Under this file descriptor bubblewrap finds the filter of system calls. */
export const filterDescriptor = 3;

/** A program to run inside, and what it needs besides Node and the runtime: paths here by paths there. */
export type InsideProgram = {
  readonly command: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
};

/** Without it the runtime doesn't know the processor, and warns; the files name the machine's processors and nothing else. */
const processorFiles = [
  '/proc/cpuinfo',
  '/sys/devices/system/cpu/possible',
  '/sys/devices/system/cpu/present',
];

const filesMax = 32;

/**
 * The words behind `bwrap`: every namespace of its own, no way to make another, nothing to write to, no `/proc` but the description
 * of the processor, and in its root Node, the runtime and their libraries alone.
 *
 * rlimits are set by a program inside: there the number of tasks counts those of this user namespace only.
 */
export function composeBubblewrap(
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

/** All that a run finds in its environment. */
const environmentOf = ({ libraries }: SandboxFacts): Record<string, string> => ({
  LD_LIBRARY_PATH: [...new Set(libraries.map((path) => dirname(path)))].join(':'),
  ORT_DISABLE_TELEMETRY: '1',
  UV_THREADPOOL_SIZE: '1',
});

/**
 * From Node 24 on V8 reserves the place of its machine code whole, and the kernel counts it as data though nearly none of it is used:
 * Node doesn't start without it.
 */
const codeRangeBytes = Number.parseInt(process.versions.node, 10) >= 24 ? 512 * 1024 ** 2 : 0;

/** The words behind `prlimit`. Each binds one process; the tree is bound by cgroup and watchdog. */
export const composeResourceLimits = (limits: RunLimits): readonly string[] => [
  `--data=${limits.memoryBytesMax + codeRangeBytes}`,
  `--nproc=${limits.tasksMax}`,
  `--cpu=${2 * Math.ceil(limits.wallMsMax / 1_000)}`,
  `--nofile=${filesMax}`,
  ...['--fsize=0', '--core=0', '--memlock=0', '--msgqueue=0', '--locks=0'],
];

/** Node's own words: its heap is a part of the memory, and needs no threads beside it. */
export const nodeFlags = (limits: RunLimits): readonly string[] => [
  `--max-old-space-size=${Math.ceil(limits.memoryBytesMax / 2 / 1024 ** 2)}`,
  '--max-semi-space-size=16',
  '--v8-pool-size=1',
];
