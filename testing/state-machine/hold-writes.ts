import type { TestSite } from '../make-test-site';

/**
 * From now on every writer of an event, a snapshot, a slot of a day, feedback or an evaluation waits; every transaction ends with
 * one of them, after its changes of rounds and rotations.
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
