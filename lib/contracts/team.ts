import { z } from 'zod';
import { teamRoles } from '@/lib/core/team/team';
import { instantSchema, lineText, nameText } from './fields';
import { modelSlugSchema } from './model';
import { emailSchema } from './people';

/** A team's slug, the last part of the URL of its page. */
export const teamSlugSchema = modelSlugSchema;

const slugs = z
  .array(z.string().max(200))
  .max(50)
  .transform((teams) => [...new Set(teams)]);

/** Body of the request `POST …/linked-teams`: teams by slug. The linked teams can read the reason. */
export const linkTeamsSchema = z.object({
  teams: slugs.refine((teams) => teams.length >= 2, 'name two teams or more'),
  reason: lineText(1, 500),
});

/** Body of the request `POST …/linked-teams/unlink`. The audit log stores the reason. */
export const unlinkTeamsSchema = z.object({
  teams: slugs.refine((teams) => teams.length >= 1, 'name a team'),
  reason: lineText(1, 500),
});

export const teamNameSchema = z.object({ team: z.string(), name: z.string() });

/**
 * A link of teams: proposed by one maintainer and confirmed by a second one. If a benchmark has only one maintainer, no
 * confirmation is needed.
 */
export const linkedTeamsSchema = z.object({
  id: z.uuid(),
  state: z.enum(['proposed', 'linked']),
  reason: z.string(),
  proposed_at: instantSchema,
  /** Name of the maintainer who proposed the link; like `consented_by`, null when the account was deleted or has no name. */
  proposed_by: z.string().nullable(),
  proposed_by_you: z.boolean(),
  /** True for a proposal whose proposer is no longer a maintainer, so that nobody can consent to it. False for a link. */
  void: z.boolean(),
  /** The proposed teams as a text, which a consent must repeat, so that it applies to no other proposal. Null for a link. */
  consent_to: z.string().nullable(),
  /** Name of the maintainer who consented; also null where the only maintainer needed no consent. */
  consented_by: z.string().nullable(),
  linked_at: instantSchema.nullable(),
  /** From when the teams share feedback and exposure. Submission slots are always shared from the next opening on. */
  feedback_from: z.enum(['link', 'next_opening']).nullable(),
  /**
   * Teams of the link, or all teams that a proposal would link. A team with `unlinked_at` is no longer linked, and belongs
   * to the group only in rounds that had opened by then.
   */
  teams: z.array(teamNameSchema.extend({ unlinked_at: instantSchema.nullable() })),
});

export type LinkedTeamsView = z.output<typeof linkedTeamsSchema>;

const role = z.enum(teamRoles);

const description = lineText(0, 200);

/** Body of the request `POST /teams`. */
export const newTeamSchema = z.strictObject({
  name: nameText(2, 60),
  description: description.default(''),
});

/** Body of the request `PATCH /teams/{team}`. */
export const changedTeamSchema = z.strictObject({
  name: nameText(2, 60).optional(),
  description: description.optional(),
});

/**
 * Body of the request `POST /teams/{team}/invitations`: an invitation to an e-mail address, or, without one, by a link that
 * one person may use.
 */
export const newTeamInvitationSchema = z.strictObject({
  email: emailSchema.nullish(),
  role: role.default('member'),
});

/** Body of the request `PATCH /teams/{team}/members/{id}`. */
export const changedMemberSchema = z.strictObject({
  role: role.optional(),
  named: z
    .boolean()
    .optional()
    .describe('Your own agreement to stand on the team’s public page; other members can’t give it.'),
});

/**
 * Public facts about a member who agreed to be named on the team's page. Each fact is given only if the person has made it
 * public.
 */
export const namedPersonSchema = z.object({
  name: z.string().nullable(),
  affiliation: z.string().nullable(),
  orcid: z.string().nullable(),
  link: z.string().nullable(),
});

export type NamedPersonView = z.output<typeof namedPersonSchema>;

export const memberSchema = z.object({
  id: z.uuid(),
  /** Name of the member, or else the masked e-mail address; null for an account without either. */
  name: z.string().nullable(),
  role,
  joined_at: instantSchema,
  named: z.boolean(),
  is_you: z.boolean(),
});

export type MemberView = z.output<typeof memberSchema>;

export const teamInvitationSchema = z.object({
  id: z.uuid(),
  /** E-mail address of the invited person; null for an invitation by link. */
  email: z.string().nullable(),
  role,
  invited_by: z.string().nullable(),
  expires_at: instantSchema,
});

export type TeamInvitationView = z.output<typeof teamInvitationSchema>;

export const sentTeamInvitationSchema = teamInvitationSchema.extend({
  /** Link of an invitation without an address, returned only once; null for a mailed invitation. */
  link: z.string().nullable(),
  /** False if the mail could not be sent; null for an invitation by link. */
  mailed: z.boolean().nullable(),
});

export type SentTeamInvitationView = z.output<typeof sentTeamInvitationSchema>;

export const formerNameSchema = z.object({ team: z.string(), name: z.string(), until: instantSchema });

/** Body of the request `POST /teams/{team}/pseudonyms`. */
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
  /** Pending invitations, which only captains see; empty for others. */
  invitations: z.array(teamInvitationSchema),
});

export type OwnTeamView = z.output<typeof ownTeamSchema>;

/** Body of the request `POST /teams/{team}/merges`: a merge with another team of a benchmark, under a common name. */
export const newMergeSchema = z.strictObject({
  benchmark: z.string().max(200),
  with: z.string().max(200),
  name: nameText(2, 60),
});

/** Body of the request `POST /benchmarks/{slug}/merges/{id}/object`. Both teams can read the reason. */
export const objectToMergeSchema = z.strictObject({ reason: lineText(1, 500) });

/** Sums of two teams' members, submissions and exposure in the open round, to be compared with the limits. */
export const mergeFiguresSchema = z.object({
  round: z.int().nullable(),
  submissions_used: z.int(),
  submissions_limit: z.int(),
  /** Exposure of the feedback split by the feedback to both teams (1 = used up); null without feedback. */
  exposure: z.number().nullable(),
  people: z.int(),
  people_limit: z.int(),
});

export const mergeSchema = z.object({
  id: z.uuid(),
  benchmark: z.object({ slug: z.string(), title: z.string() }),
  /** The team that asked for the merge, and the other team. */
  teams: z.array(teamNameSchema),
  name: z.string(),
  state: z.enum(['asked', 'agreed', 'merged', 'dropped']),
  asked_at: instantSchema,
  /** Instant until which a maintainer may object; null before the other team has agreed. */
  objections_until: instantSchema.nullable(),
  /** Reason why the merge was dropped; null if a captain dropped it, or if it wasn't dropped. */
  drop_reason: z.string().nullable(),
  /** Slug of the new team after the merge; null before. */
  merged_team: z.string().nullable(),
  /**
   * Sums of the two teams while the merge waits: shown to the team that was asked, to both teams after they have agreed, and
   * to maintainers.
   */
  together: mergeFiguresSchema.nullable(),
});

export type MergeView = z.output<typeof mergeSchema>;

export type MergeFigures = z.output<typeof mergeFiguresSchema>;
