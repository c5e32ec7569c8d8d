import { z } from 'zod';
import { dryRunStates } from '@/lib/core/model/dry-run-state';
import { instantSchema } from './instant';

/** A model that is run on a benchmark's public sample alone, for whoever sent it. */
export const dryRunSchema = z.object({
  id: z.uuid(),
  benchmark: z.string(),
  state: z.enum(dryRunStates),
  /** Of the file. */
  sha256: z.string(),
  /** Items of the public sample; null where there is none, so that the model runs on one made-up item. */
  sample_count: z.int().nullable(),
  received_at: instantSchema,
  finished_at: instantSchema.nullable(),
  code: z.string().nullable(),
  /** What was found and the fix, with the runtime's own words. */
  message: z.string().nullable(),
  links: z.object({ self: z.string(), page: z.string() }),
});
export type DryRunView = z.output<typeof dryRunSchema>;
