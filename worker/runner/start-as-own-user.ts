import { spawn } from 'node:child_process';
import { chownSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { makeRunCgroup } from './run-cgroup';
import type { RunLimits } from './run-limits';
import { type MeasureTree, type SandboxedProcess, watchProcess } from './sandboxed-process';

/**
 * Shell script that joins the cgroups of the first arguments, then executes the remaining arguments, so that
 * the program is never outside its cgroups.
 */
const joinScript =
  'n=$1; shift; while [ "$n" -gt 0 ]; do echo $$ > "$1" || exit 125; shift; n=$((n - 1)); done; exec "$@"';

export type OwnUserProgram = {
  /** Path of `setpriv` if the parent is root; undefined if the program runs as the parent's user. */
  readonly setpriv: string | undefined;
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Bytes that the program may read from file descriptor 3. */
  readonly onThirdDescriptor?: Uint8Array;
  /** A folder whose owner becomes the program's user. */
  readonly folder?: string;
  /** Replaces the watchdog's own measurement of memory and tasks. */
  readonly measure?: MeasureTree;
  /** Replaces the watchdog's own limit on the stored length of messages. */
  readonly complaintLengthMax?: number;
};

/**
 * Starts a watched program in a cgroup of its own and, under root, as a user of its own.
 * @throws under root when no user id is free, since the program would then be root on the machine
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
    // The child inherits nothing from the parent: no environment variable, working folder or open file.
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

/** A user id that one run has until it is released. */
type LentUserId = { readonly userId: number; release(): void };

const poolSize = 64;

/**
 * First ids of two pools: above the ids of people, services and containers or, inside a container that maps
 * no such ids, below `nobody`.
 */
const poolStarts = [2_000_000_000, 59_000];

/**
 * Lends a user id to one run, so that limits per user (tasks, signals, keys) are the run's own, and an
 * escaped process has no rights. A process reserves an id by listening on a socket name, which the kernel
 * frees when the process ends.
 * @returns undefined where no id is mapped or free
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

/** Reserves a name on this machine until this process ends. @returns undefined if another process has it */
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

/**
 * True if the user namespace maps the id. @param mapText content of a uid_map (user_namespaces(7)): first id
 * inside, first id outside, length
 */
function isMapped(mapText: string, userId: number): boolean {
  return mapText
    .trim()
    .split('\n')
    .some((line) => {
      const [inside = 0, , count = 0] = line.trim().split(/\s+/).map(Number);
      return userId >= inside && userId < inside + count;
    });
}
