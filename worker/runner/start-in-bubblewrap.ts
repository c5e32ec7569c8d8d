import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { composeBubblewrap, filterDescriptor, type InsideProgram } from './compose-bubblewrap';
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
    // Nothing of the parent: neither environment nor folder nor file.
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

/** Above the ids of people, services and containers; and where a container maps no such numbers, below `nobody`. */
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
