import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A living process. Its start time distinguishes it from a later process with the same process id. */
export type ProcessEntry = {
  readonly pid: number;
  /** Differs between two processes that had the same process id: boot id and start tick on Linux, start second elsewhere. */
  readonly startedAt: string;
  /** The command line; child processes of PostgreSQL replace theirs by a title. */
  readonly command: readonly string[];
  readonly uid: number;
};

const hasProc = process.platform === 'linux';
let bootId: string | undefined;

/** The living process with this process id, or undefined. A zombie counts as ended, since its parent may never reap it. */
export function findProcess(pid: number): ProcessEntry | undefined {
  if (!Number.isInteger(pid) || pid < 2) return undefined;
  return hasProc ? findInProc(pid) : listWithPs(['-p', String(pid)])[0];
}

/** All living processes visible to this user. */
export function listProcesses(): ProcessEntry[] {
  if (!hasProc) return listWithPs(['-ax']);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => findInProc(Number(name)) ?? []);
}

/** True when any process has this process id, a zombie included. */
export function isNumberTaken(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (cause) {
    return !isNoProcess(cause);
  }
}

/** Sends a signal; false when the process has ended. */
export function signalProcess(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (cause) {
    if (isNoProcess(cause)) return false;
    throw new Error(`Process ${pid} can't be sent ${signal}.`, { cause });
  }
}

const isNoProcess = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === 'ESRCH';

/** Waits until this process has ended; false when it still runs after `timeoutMs`. */
export async function waitUntilGone(entry: ProcessEntry, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (findProcess(entry.pid)?.startedAt === entry.startedAt) {
    if (performance.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}

function findInProc(pid: number): ProcessEntry | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may contain spaces and brackets itself, so fields are counted from its end.
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return undefined;
    bootId ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return {
      pid,
      startedAt: `${bootId}/${rest[18]}`,
      command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replace(/\0+$/, '').split('\0'),
      uid: statSync(`/proc/${pid}`).uid,
    };
  } catch {
    // The process has ended between two reads, or never existed.
    return undefined;
  }
}

function listWithPs(selection: readonly string[]): ProcessEntry[] {
  let text: string;
  try {
    text = execFileSync('ps', [...selection, '-o', 'pid=,uid=,state=,lstart=,command='], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    // ps exits with 1 where there is no such process.
    return [];
  }
  return text.split('\n').flatMap((line) => {
    const found = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\w+\s+\w+\s+\d+\s+[\d:]+\s+\d+)\s+(.*)$/.exec(line);
    if (!found || found[3]?.startsWith('Z')) return [];
    const [, pid, uid, , startedAt = '', command = ''] = found;
    return [{ pid: Number(pid), uid: Number(uid), startedAt, command: command.split(' ') }];
  });
}
