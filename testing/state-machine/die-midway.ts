import { setTimeout as sleep } from 'node:timers/promises';
import type { ObjectStore } from '@/adapters/object-store/object-store';
import { connect } from '@/db/client';
import type { ScorerPlatform } from '@/worker/scorer-platform';
import { holdWrites } from './hold-writes';
import type { World } from './world';

/**
 * A simulated fault in the middle of work. `kill`: the database connection is killed while its transaction waits to write;
 * `store`: the object store fails at its `at`-th call.
 */
export type Death = { by: 'kill' } | { by: 'store'; at: number };

export type Outcome<T> = { died: false; value: T } | { died: true };

/** Runs work to its end or to the simulated fault. Work that never reaches the fault ends normally. */
export async function dieMidway<T>(
  world: World,
  death: Death | null,
  run: (platform: ScorerPlatform) => Promise<T>,
): Promise<Outcome<T>> {
  const { scorer } = world.site;
  if (death === null) return { died: false, value: await run(scorer) };
  if (death.by === 'kill')
    return onOwnConnections(world, (platform) => killMidway(world, () => run(platform)));
  try {
    return { died: false, value: await run({ ...scorer, objects: failAt(scorer.objects, death.at) }) };
  } catch (error) {
    for (let cause = error; cause instanceof Error; cause = cause.cause)
      if (cause instanceof StoreFault) return { died: true };
    throw error;
  }
}

class StoreFault extends Error {}

function failAt(objects: ObjectStore, at: number): ObjectStore {
  let calls = 0;
  const countCall = async () => {
    if (calls++ >= at) throw new StoreFault('the object store is away');
  };
  return {
    put: (key, source, options) => countCall().then(() => objects.put(key, source, options)),
    open: (key, firstByte) => countCall().then(() => objects.open(key, firstByte)),
    has: (key) => countCall().then(() => objects.has(key)),
    delete: (key) => objects.delete(key),
    list: (folder) => objects.list(folder),
  };
}

/**
 * Work that will be killed needs connections of its own, since a pool with a killed connection can't be used any more
 * (`ignoreWritesToTheDead`).
 */
async function onOwnConnections<T>(
  { site }: World,
  run: (platform: ScorerPlatform) => Promise<T>,
): Promise<T> {
  const web = connect(site.urls.web, { max: 2 });
  const scorer = connect(site.urls.scorer, { max: 2 });
  globalThis.tidemarkWebPlatform = { ...site.web, db: web.db };
  try {
    return await run({ ...site.scorer, client: scorer });
  } finally {
    globalThis.tidemarkWebPlatform = site.web;
    await Promise.all([web.sql.end({ timeout: 0 }), scorer.sql.end({ timeout: 0 })]);
  }
}

/** True if an error comes from the killed connection: PostgreSQL's last message, or the end of the connection. */
function isOfKill(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && ['57P01', 'CONNECTION_CLOSED'].includes(String(error.code))) return true;
  // A job that continues with its other items reports all failures at its end; here the kill must have caused each of them.
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isOfKill);
  return isOfKill(error.cause);
}

async function killMidway<T>({ site }: World, run: () => Promise<T>): Promise<Outcome<T>> {
  const letGo = await holdWrites(site);
  let isOver = false;
  const end = () => {
    isOver = true;
  };
  const running = run().then(
    (value): Outcome<T> => ({ died: false, value }),
    (error: unknown): Outcome<T> => {
      if (!isOfKill(error)) throw error;
      return { died: true };
    },
  );
  running.then(end, end);
  while (!isOver) {
    const killed = await site.superuser`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and wait_event = 'relation'`;
    if (killed.length > 0) break;
    await sleep(3);
  }
  await letGo();
  return running;
}
