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

/** `POST …/linked-teams/{id}/consent`: all teams that the proposal lists, so that nobody consents to others than they have read. */
export const consentToLinkSchema = z.object({
  teams: slugs.refine((teams) => teams.length >= 2, 'name the teams that the proposal lists'),
});

/** `POST …/linked-teams/unlink`. The reason stays in the record of acts. */
export const unlinkTeamsSchema = z.object({
  teams: slugs.refine((teams) => teams.length >= 1, 'name a team'),
  reason: lineText(1, 500),
});

export const teamNameSchema = z.object({ team: z.string(), name: z.string() });

/** A link of teams: proposed by one maintainer, then made with a second one's consent, or by the one there is. */
export const linkedTeamsSchema = z.object({
  id: z.uuid(),
  state: z.enum(['proposed', 'linked']),
  reason: z.string(),
  proposed_at: instantSchema,
  /** Null when the account is gone or has no name; so is `consented_by`. */
  proposed_by: z.string().nullable(),
  proposed_by_you: z.boolean(),
  /** Of a proposal: whoever proposed it is no maintainer any more: it gets no consent. False of a link. */
  void: z.boolean(),
  /** Null where one maintainer linked alone, too. */
  consented_by: z.string().nullable(),
  linked_at: instantSchema.nullable(),
  /** From when on answers and exposure are shared. Slots always are from the next opening on. */
  answers_from: z.enum(['link', 'next_opening']).nullable(),
  /** Of a proposal: all that would be linked by it. With an instant: unlinked since, and of the group in the rounds only that had opened by then. */
  teams: z.array(teamNameSchema.extend({ unlinked_at: instantSchema.nullable() })),
});

export type LinkedTeamsView = z.output<typeof linkedTeamsSchema>;
