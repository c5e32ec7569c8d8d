import { spawn } from 'node:child_process';
import { chownSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { makeRunCgroup } from './run-cgroup';
import type { RunLimits } from './run-limits';
import { type MeasureTree, type SandboxedProcess, watchProcess } from './sandboxed-process';

/** Joins the groups of the first files, then executes the remaining arguments, so that no part of it is ever outside. */
const joinScript =
  'n=$1; shift; while [ "$n" -gt 0 ]; do echo $$ > "$1" || exit 125; shift; n=$((n - 1)); done; exec "$@"';

export type OwnUserProgram = {
  /** The path of `setpriv` where the parent is root; undefined where the program has the parent's user. */
  readonly setpriv: string | undefined;
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** The program may read it from file descriptor 3. */
  readonly onThirdDescriptor?: Uint8Array;
  /** A folder that the program's user gets. */
  readonly folder?: string;
  /** In place of the watchdog's own measuring. */
  readonly measure?: MeasureTree;
  /** In place of the watchdog's own length. */
  readonly complaintLengthMax?: number;
};

/**
 * Starts a watched program in a group of its own and, under root, as a user of its own.
 *
 * @throws under root when no user id is free, since it would be the machine's root outside
 */
export async function startAsOwnUser(limits: RunLimits, program: OwnUserProgram): Promise<SandboxedProcess> {
  const { setpriv, folder, measure, complaintLengthMax } = program;
  const lent = setpriv === undefined ? undefined : await lendUserId();
  if (setpriv !== undefined && !lent) throw new Error('no user id is free for a run');
  if (lent && folder !== undefined) chownSync(folder, lent.userId, lent.userId);
  const cgroup = makeRunCgroup(limits);
  const join = cgroup?.joinFiles ?? [];
  const child = spawn(
    '/bin/sh',
    [
      ...['-c', joinScript, 'sh', String(join.length), ...join],
      ...(lent && setpriv
        ? [setpriv, `--reuid=${lent.userId}`, `--regid=${lent.userId}`, '--clear-groups', '--']
        : []),
      ...program.command,
    ],
    // The child gets nothing of the parent: no environment variable, folder or open file.
    {
      env: { NODE_ENV: 'production', ...program.environment },
      cwd: '/',
      stdio: ['pipe', 'pipe', 'pipe', ...(program.onThirdDescriptor ? (['pipe'] as const) : [])],
    },
  );
  const third = child.stdio[3];
  if (third && 'end' in third) {
    third.on('error', () => {});
    third.end(program.onThirdDescriptor);
  }
  return watchProcess(
    child,
    limits,
    {
      countMemoryKills: () => cgroup?.countMemoryKills() ?? 0,
      async release() {
        await cgroup?.remove();
        lent?.release();
      },
    },
    { measure, complaintLengthMax },
  );
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
 * rights. The holder of an id holds its name: the kernel frees it when its process ends.
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
    const lock = await holdName(`tidemark-run-${userId}`);
    if (lock) return { userId, release: () => void lock.close() };
  }
  return undefined;
}

/** Holds a name of this machine until this process ends. @returns undefined where another one holds it */
export function holdName(name: string): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', () => resolve(undefined));
    server.listen({ path: `\0${name}` }, () => {
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
