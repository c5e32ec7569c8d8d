import { z } from 'zod';
import { instantSchema, lineText } from './fields';
import { modelSlugSchema } from './model';

/** A team's address. */
export const teamSlugSchema = modelSlugSchema;

const slugs = z
  .array(z.string().max(200))
  .max(50)
  .transform((teams) => [...new Set(teams)]);

/** `POST …/linked-teams`: teams by slug. The teams themselves read the reason. */
export const linkTeamsSchema = z.object({
  teams: slugs.refine((teams) => teams.length >= 2, 'name two teams or more'),
  reason: lineText(1, 500),
});

/** `POST …/linked-teams/unlink`. The audit log stores the reason. */
export const unlinkTeamsSchema = z.object({
  teams: slugs.refine((teams) => teams.length >= 1, 'name a team'),
  reason: lineText(1, 500),
});

export const teamNameSchema = z.object({ team: z.string(), name: z.string() });

/** A link of teams: proposed by one maintainer and confirmed by a second one. The only maintainer of a benchmark links alone. */
export const linkedTeamsSchema = z.object({
  id: z.uuid(),
  state: z.enum(['proposed', 'linked']),
  reason: z.string(),
  proposed_at: instantSchema,
  /** Null when the account was deleted or has no name; so is `consented_by`. */
  proposed_by: z.string().nullable(),
  proposed_by_you: z.boolean(),
  /** For a proposal: the proposer is no longer a maintainer, so it can get no consent. False for a link. */
  void: z.boolean(),
  /** For a consent to the proposal, whose teams it names; null for a link. */
  consent_to: z.string().nullable(),
  /** Null also where the only maintainer linked alone. */
  consented_by: z.string().nullable(),
  linked_at: instantSchema.nullable(),
  /** Start of shared feedback and exposure. Slots are always shared from the next opening on. */
  feedback_from: z.enum(['link', 'next_opening']).nullable(),
  /**
   * For a proposal: all teams that it would link. With an instant: unlinked since, and part of the group only in rounds that had
   * opened by then.
   */
  teams: z.array(teamNameSchema.extend({ unlinked_at: instantSchema.nullable() })),
});

export type LinkedTeamsView = z.output<typeof linkedTeamsSchema>;
