import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';

/** A user id that nobody else has, until it is given back. */
export type LentUserId = { readonly userId: number; giveBack(): void };

const poolSize = 64;
/** Above what systems give to people, services and containers; and where a container maps no such numbers, below `nobody`. */
const poolStarts = [2_000_000_000, 59_000];

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
