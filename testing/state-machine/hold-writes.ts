import type { TestSite } from '../make-test-site';

/**
 * From now on everybody waits who writes an act, a snapshot, a slot of a day, an answer or an evaluation, which is what every
 * transaction ends with: by then it has changed its rounds and rotations.
 * @returns what lets them go on
 */
export async function holdWrites({ superuser }: TestSite): Promise<() => Promise<void>> {
  const holder = await superuser.reserve();
  await holder`begin`;
  await holder`lock table audit_events, snapshots, day_slots, answer_tallies, hidden.evaluations in share mode`;
  return async () => {
    await holder`rollback`;
    holder.release();
  };
}
