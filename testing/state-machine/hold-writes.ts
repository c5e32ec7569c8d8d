import { afterAll, beforeAll } from 'vitest';
import type { TestSite } from '../make-test-site';

/**
 * Makes every writer of an audit event, a snapshot, a slot of the day, feedback or an evaluation wait. Every transaction of the
 * test ends with one of these writes, after its changes of rounds and rotations.
 * @returns a function that lets the writers continue
 */
export async function holdWrites({ superuser }: TestSite): Promise<() => Promise<void>> {
  const holder = await superuser.reserve();
  await holder`begin`;
  await holder`lock table audit_events, snapshots, day_slots, feedback_tallies, hidden.evaluations in share mode`;
  return async () => {
    await holder`rollback`;
    holder.release();
  };
}

/**
 * Hides one error from the test runner while the tests of a file or block kill connections on purpose: postgres 3.4.9 writes
 * once more to a connection that was killed within a transaction, and throws where no caller can catch the error (its issues
 * 1154 and 1208). All other errors are still reported. Call it before the site is provided, so that it lasts until the site is
 * dropped.
 */
export function ignoreWritesToTheDead(): void {
  let listeners: NodeJS.UncaughtExceptionListener[] = [];
  const filter: NodeJS.UncaughtExceptionListener = (error, origin) => {
    const isWriteToTheDead = error instanceof TypeError && /\bnextWrite\b/.test(error.stack ?? '');
    if (!isWriteToTheDead) for (const listener of listeners) listener(error, origin);
  };
  beforeAll(() => {
    listeners = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', filter);
  });
  afterAll(() => {
    process.off('uncaughtException', filter);
    for (const listener of listeners) process.on('uncaughtException', listener);
  });
}
