import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { composeBubblewrap, filterDescriptor, type InsideProgram } from './compose-bubblewrap';
import { makeRunCgroup } from './run-cgroup';
import type { RunLimits } from './run-limits';
import type { SandboxFacts } from './sandbox-facts';
import { type SandboxedProcess, watchProcess } from './sandboxed-process';
import { composeSeccompFilter } from './seccomp-filter';

/** A user id that nobody else has, until it is given back. */
type LentUserId = { readonly userId: number; giveBack(): void };

const poolSize = 64;

/** Above what systems give to people, services and containers; and where a container maps no such numbers, below `nobody`. */
const poolStarts = [2_000_000_000, 59_000];

/** Joins the groups whose files come first, then becomes what comes behind them: so nothing of it is ever outside. */
const joinScript =
  'n=$1; shift; while [ "$n" -gt 0 ]; do echo $$ > "$1" || exit 125; shift; n=$((n - 1)); done; exec "$@"';

/**
 * Starts a program in the sandbox: as a user of its own and in a group of its own where we are root.
 * @throws where we are root and no user id is free: as root it would be the machine's root outside
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
    // Nothing of ours: neither environment nor folder nor file.
    { env: { NODE_ENV: 'production' }, cwd: '/', stdio: ['pipe', 'pipe', 'pipe', 'pipe'] },
  );
  const filter = child.stdio[filterDescriptor];
  if (filter && 'end' in filter) {
    filter.on('error', () => {});
    filter.end(composeSeccompFilter(facts.architecture));
  }
  return watchProcess(child, limits, {
    countMemoryKills: () => cgroup?.countMemoryKills() ?? 0,
    async giveBack() {
      await cgroup?.remove();
      lent?.giveBack();
    },
  });
}

/**
 * Lends a user id to one run, so that what counts per user (tasks, signals, keys) is the run's own, and what gets out of the
 * sandbox is nobody. Whoever holds an id holds an abstract socket of its name: the kernel frees it when its process ends.
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
    if (lock) return { userId, giveBack: () => void lock.close() };
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

/** @param mapText of user_namespaces(7): first inside, first outside, how many */
function isMapped(mapText: string, userId: number): boolean {
  return mapText
    .trim()
    .split('\n')
    .some((line) => {
      const [inside = 0, , count = 0] = line.trim().split(/\s+/).map(Number);
      return userId >= inside && userId < inside + count;
    });
}
