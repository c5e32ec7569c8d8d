import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunLimits } from './run-limits';

const leftAfterMs = 60 * 60_000;

/** A cgroup: processes whose memory, tasks and processor time the kernel counts together. */
type RunCgroup = {
  /**
   * Files of the cgroup: a process that writes its own id into each of them joins the cgroup, and so do its
   * later children.
   */
  readonly joinFiles: readonly string[];
  /** Number of the cgroup's processes that the kernel killed for lack of memory. */
  countMemoryKills(): number;
  /** Kills the cgroup's remaining processes, and removes it. */
  remove(): Promise<void>;
};

/** Processor limit of a run, in cores: a model computes in one thread, beside the runtime's own threads. */
const coresUsually = 1.5;

type CgroupLimits = RunLimits & { readonly cores?: number };

const quotaPeriodUs = 100_000;

const root = '/sys/fs/cgroup';

let made = 0;

/** @returns undefined where no cgroup can be made: then only the watchdog counts the process tree */
export function makeRunCgroup(limits: CgroupLimits): RunCgroup | undefined {
  const name = nameRunCgroup(process.pid, Date.now(), made++);
  return makeUnified(name, limits) ?? makeLegacy(name, limits);
}

/** Makes a cgroup of version 2: below the root or, in a container, below this process's own cgroup. */
function makeUnified(name: string, limits: CgroupLimits): RunCgroup | undefined {
  for (const parent of [root, ownUnified()]) {
    const folder = join(parent, name);
    removeLeft(parent);
    const isMade =
      existsSync(join(parent, 'cgroup.controllers')) &&
      (attempt(() => write(join(parent, 'cgroup.subtree_control'), '+memory +pids +cpu')) || true) &&
      attempt(() => mkdirSync(folder));
    if (!isMade) continue;
    const isBound = attempt(() => {
      write(join(folder, 'memory.max'), limits.memoryBytesMax);
      write(join(folder, 'pids.max'), limits.tasksMax);
      write(join(folder, 'cpu.max'), `${quotaOf(limits)} ${quotaPeriodUs}`);
      write(join(folder, 'cpu.weight'), limits.processorWeight);
    });
    attempt(() => write(join(folder, 'memory.swap.max'), 0));
    if (isBound) return groupOf([folder], join(folder, 'memory.events'));
    attempt(() => rmdirSync(folder));
  }
  return undefined;
}

const quotaOf = ({ cores = coresUsually }: CgroupLimits): number => quotaPeriodUs * cores;

function ownUnified(): string {
  const own = /^0::(\/.*)$/m.exec(readFileSync('/proc/self/cgroup', 'utf8'))?.[1] ?? '/';
  return join(root, own);
}

/** Makes cgroups of version 1: a folder for each controller. */
function makeLegacy(name: string, limits: CgroupLimits): RunCgroup | undefined {
  const folders = ['memory', 'pids', 'cpu'].map((controller) => join(root, controller, name));
  const [memory = '', pids = '', cpu = ''] = folders;
  for (const folder of folders) removeLeft(dirname(folder));
  const isBound =
    folders.every(
      (folder) => existsSync(join(folder, '..', 'cgroup.procs')) && attempt(() => mkdirSync(folder)),
    ) &&
    attempt(() => {
      write(join(memory, 'memory.limit_in_bytes'), limits.memoryBytesMax);
      write(join(pids, 'pids.max'), limits.tasksMax);
      write(join(cpu, 'cpu.cfs_quota_us'), quotaOf(limits));
      write(join(cpu, 'cpu.shares'), Math.round(10.24 * limits.processorWeight));
    });
  if (isBound) {
    attempt(() => write(join(memory, 'memory.memsw.limit_in_bytes'), limits.memoryBytesMax));
    return groupOf(folders, join(memory, 'memory.oom_control'));
  }
  for (const folder of folders) attempt(() => rmdirSync(folder));
  return undefined;
}

function removeLeft(parent: string): void {
  const isAlive = (pid: number) => existsSync(`/proc/${pid}`);
  const names = existsSync(parent) ? readdirSync(parent) : [];
  for (const name of listLeftCgroups(names, Date.now(), isAlive))
    attempt(() => rmdirSync(join(parent, name)));
}

const removeTries = 100;

function groupOf(folders: readonly string[], killsFile: string): RunCgroup {
  return {
    joinFiles: folders.map((folder) => join(folder, 'cgroup.procs')),
    countMemoryKills: () =>
      Number(
        (attemptRead(killsFile) ?? '')
          .split('\n')
          .map((line) => /^oom_kill (\d+)$/.exec(line)?.[1])
          .find(Boolean) ?? 0,
      ),
    async remove() {
      // A killed process belongs to its cgroup until the kernel has reaped it, so removing is repeated.
      for (let tries = 0; tries < removeTries; tries++) {
        for (const folder of folders) endAll(folder);
        if (folders.every((folder) => !existsSync(folder) || attempt(() => rmdirSync(folder)))) return;
        await sleep(10);
      }
    },
  };
}

function endAll(folder: string): void {
  for (const line of (attemptRead(join(folder, 'cgroup.procs')) ?? '').split('\n'))
    if (Number(line) > 1) attempt(() => process.kill(Number(line), 'SIGKILL'));
}

const write = (file: string, value: string | number): void => writeFileSync(file, String(value));

function attempt(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

function attemptRead(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

export const nameRunCgroup = (pid: number, now: number, count: number): string =>
  `tidemark-run-${pid}-${now.toString(36)}-${count}`;

/**
 * Lists cgroups of runners that were killed during a run: the kernel ended their processes, but the empty
 * folders remain. Only groups that are an hour old count, so that no other runner's group is removed while it
 * is being made.
 */
export function listLeftCgroups(
  names: readonly string[],
  now: number,
  isAlive: (pid: number) => boolean,
): string[] {
  return names.filter((name) => {
    const [, pid = '', madeAt = ''] = /^tidemark-run-(\d+)-([0-9a-z]+)-\d+$/.exec(name) ?? [];
    return pid !== '' && !isAlive(Number(pid)) && now - Number.parseInt(madeAt, 36) > leftAfterMs;
  });
}
