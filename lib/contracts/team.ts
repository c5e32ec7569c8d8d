import { z } from 'zod';
import { teamRoles } from '@/lib/core/team/team';
import { instantSchema, lineText, nameText } from './fields';
import { modelSlugSchema } from './model';
import { emailSchema } from './people';

/** A team's slug, the last part of its page's address. */
export const teamSlugSchema = modelSlugSchema;

const slugs = z
  .array(z.string().max(200))
  .max(50)
  .transform((teams) => [...new Set(teams)]);

/** `POST …/linked-teams`: teams by slug. The linked teams can read the reason. */
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
  /** The proposed teams. A consent repeats them, so that it applies to no other proposal. Null for a link. */
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

const role = z.enum(teamRoles);

const description = lineText(0, 200);

/** `POST /teams`. */
export const newTeamSchema = z.strictObject({
  name: nameText(2, 60),
  description: description.default(''),
});

/** `PATCH /teams/{team}`. */
export const changedTeamSchema = z.strictObject({
  name: nameText(2, 60).optional(),
  description: description.optional(),
});

/** `POST /teams/{team}/invitations`: to a mail address, or without one for a link that one person may use. */
export const newTeamInvitationSchema = z.strictObject({
  email: emailSchema.nullish(),
  role: role.default('member'),
});

/** `PATCH /teams/{team}/members/{id}`. */
export const changedMemberSchema = z.strictObject({
  role: role.optional(),
  named: z
    .boolean()
    .optional()
    .describe('Your own agreement to stand on the team’s public page; other members can’t give it.'),
});

/** Public facts of a member who agreed to be named on the team's page, each only if the person shows it. */
export const namedPersonSchema = z.object({
  name: z.string().nullable(),
  affiliation: z.string().nullable(),
  orcid: z.string().nullable(),
  link: z.string().nullable(),
});

export type NamedPersonView = z.output<typeof namedPersonSchema>;

export const memberSchema = z.object({
  id: z.uuid(),
  /** The name, or else the masked mail address; null for an account without either. */
  name: z.string().nullable(),
  role,
  joined_at: instantSchema,
  named: z.boolean(),
  is_you: z.boolean(),
});

export type MemberView = z.output<typeof memberSchema>;

export const teamInvitationSchema = z.object({
  id: z.uuid(),
  /** Null for a link. */
  email: z.string().nullable(),
  role,
  invited_by: z.string().nullable(),
  expires_at: instantSchema,
});

export type TeamInvitationView = z.output<typeof teamInvitationSchema>;

export const sentTeamInvitationSchema = teamInvitationSchema.extend({
  /** The link of an invitation without an address, shown this once; null for a mailed one. */
  link: z.string().nullable(),
  /** False where the mail could not be sent; null for a link. */
  mailed: z.boolean().nullable(),
});

export type SentTeamInvitationView = z.output<typeof sentTeamInvitationSchema>;

export const formerNameSchema = z.object({ team: z.string(), name: z.string(), until: instantSchema });

/** `POST /teams/{team}/pseudonyms`. */
export const newPseudonymSchema = z.strictObject({
  benchmark: z.string().max(200),
  name: nameText(2, 60),
  until: instantSchema,
});

/** A team's pseudonym in one benchmark until a date, as its members see it. */
export const pseudonymSchema = z.object({
  benchmark: z.object({ slug: z.string(), title: z.string() }),
  team: z.string().describe('The pseudonym’s address, which leads to the team once it has ended.'),
  name: z.string(),
  until: instantSchema,
  ended: z.boolean(),
});

export type PseudonymView = z.output<typeof pseudonymSchema>;

/** A team as its members see it. */
export const ownTeamSchema = z.object({
  team: z.string(),
  name: z.string(),
  description: z.string(),
  former_names: z.array(formerNameSchema),
  your_role: role,
  members: z.array(memberSchema),
  /** Pending ones; for captains, and empty for others. */
  invitations: z.array(teamInvitationSchema),
});

export type OwnTeamView = z.output<typeof ownTeamSchema>;

/** `POST /teams/{team}/merges`: with another team of a benchmark, under a common name. */
export const newMergeSchema = z.strictObject({
  benchmark: z.string().max(200),
  with: z.string().max(200),
  name: nameText(2, 60),
});

/** `POST /benchmarks/{slug}/merges/{id}/object`. Both teams read the reason. */
export const objectToMergeSchema = z.strictObject({ reason: lineText(1, 500) });

/** Sums of two teams in the open round, as the limits count them. */
export const mergeFiguresSchema = z.object({
  round: z.int().nullable(),
  submissions_used: z.int(),
  submissions_limit: z.int(),
  /** A share of what feedback may expose in a round; null without feedback. */
  exposure: z.number().nullable(),
  people: z.int(),
  people_limit: z.int(),
});

export const mergeSchema = z.object({
  id: z.uuid(),
  benchmark: z.object({ slug: z.string(), title: z.string() }),
  /** The team that asked, and the other one. */
  teams: z.array(teamNameSchema),
  name: z.string(),
  state: z.enum(['asked', 'agreed', 'merged', 'dropped']),
  asked_at: instantSchema,
  /** Until when a maintainer may object; null before the other team has agreed. */
  objections_until: instantSchema.nullable(),
  /** Why it was dropped; null where a captain dropped it, or where it wasn't dropped. */
  drop_reason: z.string().nullable(),
  /** The new team, once merged. */
  merged_team: z.string().nullable(),
  /** While it waits: for the team that was asked, for both once agreed, and for maintainers. */
  together: mergeFiguresSchema.nullable(),
});

export type MergeView = z.output<typeof mergeSchema>;

export type MergeFigures = z.output<typeof mergeFiguresSchema>;
