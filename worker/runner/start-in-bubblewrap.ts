import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { dirname } from 'node:path';
import { makeRunCgroup } from './run-cgroup';
import type { RunLimits } from './run-limits';
import type { SandboxFacts } from './sandbox-facts';
import { type SandboxedProcess, watchProcess } from './sandboxed-process';
import { composeSeccompFilter } from './seccomp-filter';

/** Joins the groups of the first files, then executes the remaining arguments, so that no part of it is ever outside. */
const joinScript =
  'n=$1; shift; while [ "$n" -gt 0 ]; do echo $$ > "$1" || exit 125; shift; n=$((n - 1)); done; exec "$@"';

/**
 * Starts a program in the sandbox: under root, as a user of its own and in a group of its own.
 * @throws under root when no user id is free, since it would be the machine's root outside
 */
export async function startInBubblewrap(
  facts: SandboxFacts,
  limits: RunLimits,
  program: InsideProgram,
): Promise<SandboxedProcess> {
  const lent = facts.setpriv === undefined ? undefined : await lendUserId();
  if (facts.setpriv !== undefined && !lent) throw new Error('no user id is free for a run');
  const cgroup = makeRunCgroup(limits);
  const join = cgroup?.joinFiles ?? [];
  const child = spawn(
    '/bin/sh',
    [
      ...['-c', joinScript, 'sh', String(join.length), ...join],
      ...(lent && facts.setpriv
        ? [facts.setpriv, `--reuid=${lent.userId}`, `--regid=${lent.userId}`, '--clear-groups', '--']
        : []),
      facts.bubblewrap,
      ...composeBubblewrap(facts, limits, program),
    ],
    // The child gets nothing of the parent: no environment variable, folder or open file.
    { env: { NODE_ENV: 'production' }, cwd: '/', stdio: ['pipe', 'pipe', 'pipe', 'pipe'] },
  );
  const filter = child.stdio[filterDescriptor];
  if (filter && 'end' in filter) {
    filter.on('error', () => {});
    filter.end(composeSeccompFilter(facts.architecture));
  }
  return watchProcess(child, limits, {
    countMemoryKills: () => cgroup?.countMemoryKills() ?? 0,
    async release() {
      await cgroup?.remove();
      lent?.release();
    },
  });
}

/** A user id of one run, until it is returned. */
type LentUserId = { readonly userId: number; release(): void };

const poolSize = 64;

/**
 * Pools of user ids: above those of people, services and containers, or, where a container maps no such numbers, below `nobody`.
 */
const poolStarts = [2_000_000_000, 59_000];

/**
 * Lends a user id to one run, so that limits per user (tasks, signals, keys) are the run's own, and an escaped process has no
 * rights. The holder of an id holds an abstract socket of its name: the kernel frees it when its process ends.
 *
 * @returns undefined where none is mapped or free
 */
export async function lendUserId(
  mapText = readFileSync('/proc/self/uid_map', 'utf8'),
): Promise<LentUserId | undefined> {
  const start = poolStarts.find(
    (first) => isMapped(mapText, first) && isMapped(mapText, first + poolSize - 1),
  );
  if (start === undefined) return undefined;
  for (let userId = start; userId < start + poolSize; userId++) {
    const lock = await listen(`\0tidemark-run-${userId}`);
    if (lock) return { userId, release: () => void lock.close() };
  }
  return undefined;
}

function listen(name: string): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', () => resolve(undefined));
    server.listen({ path: name }, () => {
      server.unref();
      resolve(server);
    });
  });
}

/** @param mapText of user_namespaces(7): first inside, first outside, length */
function isMapped(mapText: string, userId: number): boolean {
  return mapText
    .trim()
    .split('\n')
    .some((line) => {
      const [inside = 0, , count = 0] = line.trim().split(/\s+/).map(Number);
      return userId >= inside && userId < inside + count;
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
