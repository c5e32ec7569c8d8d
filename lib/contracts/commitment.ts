import { z } from 'zod';
import { instantSchema } from './fields';
import { commitmentSchema } from './round';

/** `GET …/commitment`: the commitment published at the sealing, and the sealed rounds that this one replaced. */
export const publishedCommitmentSchema = commitmentSchema.extend({
  benchmark: z.string(),
  round: z.int(),
  /** Nearest first. They never opened; their commitments stay on record. */
  replaced: z.array(
    z.object({
      round: z.int(),
      commitment: commitmentSchema,
      invalidated_at: instantSchema.nullable(),
      invalidation_reason: z.string().nullable(),
    }),
  ),
});

export type PublishedCommitment = z.output<typeof publishedCommitmentSchema>;
