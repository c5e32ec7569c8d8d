import { z } from 'zod';

/** A runner's request for work. */
export const askedLeaseSchema = z.strictObject({
  /** Trials that its sandbox failed; null before it has been tested, or without one. Work is only for runners that failed none. */
  failed_trials: z.array(z.string().max(40)).max(40).nullable(),
});

/** A lease of one run. It ends `lease_ms` after its beginning or its last renewal. */
export const leaseSchema = z.strictObject({
  run_id: z.uuid(),
  fence: z.int().min(1),
  lease_ms: z.int().min(1),
});

export type LeaseView = z.output<typeof leaseSchema>;
