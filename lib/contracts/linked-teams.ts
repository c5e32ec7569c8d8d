import { z } from 'zod';
import { instantSchema } from './instant';
import { lineText } from './text';

const slugs = z
  .array(z.string().max(200))
  .max(50)
  .transform((teams) => [...new Set(teams)]);

/** `POST …/linked-teams`: teams by slug. The teams themselves read the reason. */
export const linkTeamsSchema = z.object({
  teams: slugs.refine((teams) => teams.length >= 2, 'name two teams or more'),
  reason: lineText(1, 500),
});

/** `POST …/linked-teams/unlink`. The reason stays in the record of acts. */
export const unlinkTeamsSchema = z.object({
  teams: slugs.refine((teams) => teams.length >= 1, 'name a team'),
  reason: lineText(1, 500),
});

export const teamNameSchema = z.object({ team: z.string(), name: z.string() });

/** Teams that share quota, answers and exposure in a benchmark. */
export const linkedTeamsSchema = z.object({
  id: z.uuid(),
  reason: z.string(),
  linked_at: instantSchema,
  /** Null when the account is gone or has no name. */
  linked_by: z.string().nullable(),
  /** With an instant: unlinked since, and of the group in the rounds only that had opened by then. */
  teams: z.array(teamNameSchema.extend({ unlinked_at: instantSchema.nullable() })),
});
export type LinkedTeamsView = z.output<typeof linkedTeamsSchema>;
