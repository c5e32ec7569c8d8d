const gigabyte = 2 ** 30;

export const slotsMax = 64;

/**
 * Number of models that a runner runs at a time beside a site: a run takes up to two gigabytes, most far less. Three on a machine
 * with room for them, so that a dry run, a short run and a long run don't wait for each other; more take half of the cores.
 * Machines have a little less memory than advertised.
 */
export function chooseSlotCount(memoryBytes: number, coreCount: number): number {
  const gigabytes = memoryBytes / gigabyte;
  if (gigabytes < 1.5) return 1;
  if (gigabytes < 4.5) return 2;
  const more = Math.min(Math.floor(coreCount / 2), Math.floor((gigabytes - 4.5) / 2));
  return Math.min(slotsMax, Math.max(3, more));
}

/** Memory of a run that takes one slot. */
const slotBytes = 2 * gigabyte;

/** Number of slots whose memory a run may use: it takes as many, so that runs that may be large don't share the machine. */
export const countSlots = (memoryBytes: number): number => Math.max(1, Math.ceil(memoryBytes / slotBytes));
