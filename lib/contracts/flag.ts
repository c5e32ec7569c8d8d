import { z } from 'zod';
import { flagKinds } from '@/lib/core/flags/flag';
import { instantSchema } from './instant';
import { publicWords } from './moderation';
import { longText } from './text';

/** `POST /flags/{id}/judge`. The judgement is for those with a role in the benchmark, the public words for everybody. */
export const judgeFlagSchema = z.object({
  judgement: longText(2000).trim().min(1),
  public_words: publicWords,
});

/** A suspicion for those with a role in the benchmark. Nothing follows from it by itself. */
export const flagSchema = z.object({
  id: z.uuid(),
  round: z.int(),
  kind: z.enum(flagKinds),
  /** What was seen, with its numbers. */
  finding: z.string(),
  /** How far that is from proof. */
  false_alarms: z.string(),
  raised_at: instantSchema,
  submissions: z.array(
    z.object({
      id: z.uuid(),
      team: z.string(),
      team_name: z.string(),
      model: z.string(),
      version: z.string(),
      received_at: instantSchema,
    }),
  ),
  judged_at: instantSchema.nullable(),
  judged_by: z.string().nullable(),
  judgement: z.string().nullable(),
});
export type FlagView = z.output<typeof flagSchema>;
