import { z } from 'zod';
import { artefactKinds } from '@/lib/core/benchmark';
import { containerNeedsRange } from '@/lib/core/model/container-needs';
import { runClasses } from '@/lib/core/run/run';
import { lineText } from './fields';

export const runnerNamePattern = /^[\w .-]{1,60}$/;

/** A runner for one benchmark alone, which its maintainers ask the operator to register. */
export const newRunnerRequestSchema = z.strictObject({
  name: z
    .string()
    .regex(runnerNamePattern, 'use 1 to 60 letters, digits, blanks, dots, hyphens and underscores'),
  key: z
    .string()
    .trim()
    .regex(/^age1[02-9ac-hj-np-z]{58}:[\w-]{43}$/, 'give the line that `npm run runner -- make-key` printed'),
  place: lineText(3, 120),
  cores_max: z.coerce.number().int().min(1).max(containerNeedsRange.cores.max),
  memory_mb_max: z.coerce
    .number()
    .int()
    .min(containerNeedsRange.memoryMb.min)
    .max(containerNeedsRange.memoryMb.max),
});

/** A runner's request for work. */
export const askedLeaseSchema = z.strictObject({
  /** Trials that its sandbox failed; null before it has been tested, or without one. Work is only for runners that failed none. */
  failed_trials: z.array(z.string().max(40)).max(40).nullable(),
  /** The classes of runs that it has a slot for. */
  takes: z.array(z.enum(runClasses)).max(runClasses.length),
  /** Kinds of artefacts that it runs: containers only with an engine that passed its own test. */
  kinds: z.array(z.enum(artefactKinds)).min(1).max(artefactKinds.length).default(['onnx']),
});

/** A lease of one run. It ends `lease_ms` after its beginning or its last renewal. */
export const leaseSchema = z.strictObject({
  run_id: z.uuid(),
  fence: z.int().min(1),
  lease_ms: z.int().min(1),
  class: z.enum(runClasses),
  /** The runner holds the run's slot for one of a few durations, since the run's own one depends on hidden inputs. */
  is_paced: z.boolean(),
});

export type AskedLease = z.output<typeof askedLeaseSchema>;

export type LeaseView = z.output<typeof leaseSchema>;
