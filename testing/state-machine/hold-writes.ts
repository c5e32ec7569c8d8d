import type { TestSite } from '../make-test-site';

/**
 * Makes every writer of an event, a snapshot, a daily slot, feedback or an evaluation wait; every transaction ends with one of
 * these writes, after its changes of rounds and rotations.
 * @returns releases them
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
 * postgres 3.4.9 writes once more to a connection that was killed within a transaction, and throws where no caller can catch it
 * (its issues 1154 and 1208). While connections are killed on purpose, that error and no other is hidden from the test runner.
 * @returns restores the handlers
 */
export function ignoreWritesToTheDead(): () => void {
  const listeners = process.listeners('uncaughtException');
  const filter: NodeJS.UncaughtExceptionListener = (error, origin) => {
    const isWriteToTheDead = error instanceof TypeError && /\bnextWrite\b/.test(error.stack ?? '');
    if (!isWriteToTheDead) for (const listener of listeners) listener(error, origin);
  };
  process.removeAllListeners('uncaughtException');
  process.on('uncaughtException', filter);
  return () => {
    process.off('uncaughtException', filter);
    for (const listener of listeners) process.on('uncaughtException', listener);
  };
}
