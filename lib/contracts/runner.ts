import { z } from 'zod';
import { artefactKinds } from '@/lib/core/benchmark';

/** A runner's request for work. */
export const askedLeaseSchema = z.strictObject({
  /** Trials that its sandbox failed; null before it has been tested, or without one. Work is only for runners that failed none. */
  failed_trials: z.array(z.string().max(40)).max(40).nullable(),
  /** Kinds of artefacts that it runs: containers only with an engine that passed its own test. */
  kinds: z.array(z.enum(artefactKinds)).min(1).max(artefactKinds.length).default(['onnx']),
});

/** A lease of one run. It ends `lease_ms` after its beginning or its last renewal. */
export const leaseSchema = z.strictObject({
  run_id: z.uuid(),
  fence: z.int().min(1),
  lease_ms: z.int().min(1),
});

export type LeaseView = z.output<typeof leaseSchema>;
