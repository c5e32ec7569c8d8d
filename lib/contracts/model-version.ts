import { z } from 'zod';
import { versionStates } from '@/lib/core/model/version-state';
import { instantSchema } from './instant';

/** A version of a model that is run on every round, for its team. */
export const modelVersionSchema = z.object({
  id: z.uuid(),
  model: z.string(),
  version: z.string(),
  /** Of its file. */
  sha256: z.string(),
  byte_count: z.int(),
  frozen_at: instantSchema,
  state: z.enum(versionStates),
  retired_at: instantSchema.nullable(),
});
export type ModelVersionView = z.output<typeof modelVersionSchema>;
