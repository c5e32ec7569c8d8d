const gigabyte = 2 ** 30;

export const slotsMax = 64;

/**
 * Returns the number of models that a runner beside a site runs at the same time: a run takes up to two
 * gigabytes, most take far less. A machine with enough memory gets three slots, so that a dry run, a short
 * run and a long run don't wait for each other; more slots need twice as many cores. Thresholds are lower
 * than round numbers, because machines have a little less memory than advertised.
 */
export function chooseSlotCount(memoryBytes: number, coreCount: number): number {
  const gigabytes = memoryBytes / gigabyte;
  if (gigabytes < 1.5) return 1;
  if (gigabytes < 4.5) return 2;
  const more = Math.min(Math.floor(coreCount / 2), Math.floor((gigabytes - 4.5) / 2));
  return Math.min(slotsMax, Math.max(3, more));
}

/** Memory of one slot in bytes. */
const slotBytes = 2 * gigabyte;

/**
 * Returns the number of slots that a run with this memory limit takes, so that runs that may be large don't
 * share the machine.
 */
export const countSlots = (memoryBytes: number): number => Math.max(1, Math.ceil(memoryBytes / slotBytes));
