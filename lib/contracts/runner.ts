import { z } from 'zod';
import { artefactKinds } from '@/lib/core/benchmark';
import { containerNeedsRange } from '@/lib/core/model/container-needs';
import { runClasses } from '@/lib/core/run/run';
import { lineText } from './fields';

export const runnerNamePattern = /^[\w .-]{1,60}$/;

/** A request by maintainers that the operator register a runner for their benchmark only. */
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

/** Body of a runner's request for work. */
export const askedLeaseSchema = z.strictObject({
  /**
   * Names of the attacks that the runner's sandbox failed to stop in its self-test; null if it has no sandbox, or hasn't
   * tested it. Only runners that failed none get work.
   */
  failed_trials: z.array(z.string().max(40)).max(40).nullable(),
  /** Classes of runs for which the runner has a free slot. */
  takes: z.array(z.enum(runClasses)).max(runClasses.length),
  /**
   * Kinds of submissions that the runner can run; containers only if it has a container engine that passed its self-test.
   */
  kinds: z.array(z.enum(artefactKinds)).min(1).max(artefactKinds.length).default(['onnx']),
});

/** A lease of one run to a runner. It ends `lease_ms` after it began or was last renewed. */
export const leaseSchema = z.strictObject({
  run_id: z.uuid(),
  fence: z.int().min(1),
  lease_ms: z.int().min(1),
  class: z.enum(runClasses),
  /**
   * True if the runner must hold the run's slot for one of a few fixed durations, since the duration of the run depends on
   * hidden inputs.
   */
  is_paced: z.boolean(),
});

export type AskedLease = z.output<typeof askedLeaseSchema>;

export type LeaseView = z.output<typeof leaseSchema>;
