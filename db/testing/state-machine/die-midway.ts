import { setTimeout as sleep } from 'node:timers/promises';
import type { ObjectStore } from '@/lib/adapters/object-store/object-store';
import type { ScorerPlatform } from '@/worker/scorer-platform';
import type { World } from './world';

/**
 * How something dies in its middle: its connection is killed while its transaction waits to write, or the object store
 * fails at the nth thing that is asked of it.
 */
export type Death = { by: 'kill' } | { by: 'store'; at: number };

export type Outcome<T> = { died: false; value: T } | { died: true };

/** Runs something, to its end or to its death. What needed nothing that kills it ends well. */
export async function dieMidway<T>(
  world: World,
  death: Death | null,
  run: (platform: ScorerPlatform) => Promise<T>,
): Promise<Outcome<T>> {
  const { scorer } = world.site;
  if (death === null) return { died: false, value: await run(scorer) };
  if (death.by === 'kill') return killMidway(world, () => run(scorer));
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
  let asked = 0;
  const ask = async () => {
    if (asked++ >= at) throw new StoreFault('the object store is away');
  };
  return {
    put: (key, source) => ask().then(() => objects.put(key, source)),
    open: (key) => ask().then(() => objects.open(key)),
    has: (key) => ask().then(() => objects.has(key)),
    delete: (key) => objects.delete(key),
  };
}

async function killMidway<T>({ site }: World, run: () => Promise<T>): Promise<Outcome<T>> {
  const holder = await site.superuser.reserve();
  let hasKilled = false;
  try {
    await holder`begin`;
    // Written to at the end of every transaction: by then its rounds, rotations and slots have been changed.
    await holder`lock table audit_events, snapshots, day_slots, hidden.evaluations in share mode`;
    let isSettled = false;
    const running = run().then(
      (value): Outcome<T> => ({ died: false, value }),
      (error: unknown): Outcome<T> => {
        if (!hasKilled) throw error;
        return { died: true };
      },
    );
    const settle = () => {
      isSettled = true;
    };
    running.then(settle, settle);
    while (!isSettled && !hasKilled) {
      const killed = await site.superuser`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and wait_event = 'relation'`;
      hasKilled = killed.length > 0;
      if (!hasKilled) await sleep(3);
    }
    await holder`rollback`;
    return await running;
  } finally {
    await holder`rollback`;
    holder.release();
  }
}
