import { z } from 'zod';
import { maintainerRoles } from '@/lib/core/benchmark';
import { isIntegrityNotice, noticeKinds } from '@/lib/core/notice/notice';
import { isOrcid, profileFields } from '@/lib/core/person/profile';
import type { SignInMethod } from '@/lib/core/sign-in/auth-route';
import { teamRoles } from '@/lib/core/team/team';
import { tokenScopes } from '@/lib/core/token-scope';
import { instantSchema, lineText, nameText, webAddress } from './fields';

const role = z.enum(maintainerRoles);

export const emailSchema = z.string().trim().toLowerCase().max(254).pipe(z.email('give an e-mail address'));

/** Body of the request `POST …/invitations`. */
export const newInvitationSchema = z.object({ email: emailSchema, role });

/** Body of the request `PATCH …/people/{id}`. */
export const changedRoleSchema = z.object({ role });

/**
 * A person with a role in a benchmark. Owners see all e-mail addresses in full, others only their own; other addresses are
 * masked, like `a•••@example.org`.
 */
export const personOfBenchmarkSchema = z.object({
  id: z.uuid(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  role,
  added_at: instantSchema,
  is_you: z.boolean(),
});

export type PersonOfBenchmarkView = z.output<typeof personOfBenchmarkSchema>;

/** A pending invitation. Its link is only in the mail. */
export const invitationSchema = z.object({
  id: z.uuid(),
  email: z.string(),
  role,
  invited_by: z.string().nullable(),
  invited_at: instantSchema,
  expires_at: instantSchema,
});

export type InvitationView = z.output<typeof invitationSchema>;

/** A new invitation. If its mail could not be sent, the invitation is still valid, and sending it again makes a new link. */
export const sentInvitationSchema = invitationSchema.extend({ mailed: z.boolean() });

export type SentInvitationView = z.output<typeof sentInvitationSchema>;

/** Slugs of the benchmark and of the team to which a token is limited; null for no limit. */
const boundSlugs = { benchmark: z.string().nullable(), team: z.string().nullable() };

const shown = z
  .array(z.enum(profileFields))
  .max(profileFields.length)
  .transform((fields) => profileFields.filter((field) => fields.includes(field)));

const emptyAsNull = <T extends z.ZodType>(schema: T) =>
  z.preprocess((text) => (typeof text === 'string' && text.trim() === '' ? null : text), schema.nullable());

/** Body of the request `PATCH /me`: an empty text removes a field. */
export const changedProfileSchema = z.strictObject({
  name: emptyAsNull(nameText(2, 60)).optional(),
  affiliation: emptyAsNull(nameText(2, 120)).optional(),
  orcid: emptyAsNull(
    z
      .string()
      .trim()
      .transform((text) => text.replace(/^https:\/\/orcid\.org\//, ''))
      .refine(isOrcid, 'an ORCID is like 0000-0002-1825-0097; its last character is a checksum'),
  ).optional(),
  link: emptyAsNull(webAddress).optional(),
  shown: shown.optional().describe('The fields that every reader may see.'),
});

export const meSchema = z.object({
  name: z.string().nullable(),
  email: z.string().nullable(),
  affiliation: z.string().nullable(),
  orcid: z.string().nullable(),
  link: z.string().nullable(),
  shown: z.array(z.enum(profileFields)),
  teams: z.array(z.object({ slug: z.string(), name: z.string(), role: z.enum(teamRoles) })),
  /** The API token of the request; null for a session. */
  token: z.object({ scope: z.enum(tokenScopes), expires_at: instantSchema, ...boundSlugs }).nullable(),
});

export type MeView = z.output<typeof meSchema>;

/** Schema of an optional slug; a form sends an empty text for no slug. */
const boundSlug = z
  .union([z.literal('').transform(() => null), z.string().trim().max(100), z.null()])
  .default(null);

export const newTokenSchema = z.object({
  name: lineText(1, 60),
  days: z.coerce.number().int().min(1).max(366).default(90),
  scope: z.enum(tokenScopes).default('submit'),
  benchmark: boundSlug.describe('Slug of the only benchmark for which it works.'),
  team: boundSlug.describe('Slug of the only team for which it acts. Such a token has no scope `maintain`.'),
});

export type NewToken = z.output<typeof newTokenSchema>;

export const tokenSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  hint: z.string(),
  scope: z.enum(tokenScopes),
  ...boundSlugs,
  created_at: instantSchema,
  expires_at: instantSchema,
  /** When the token was last used, rounded down to the hour; null if never. */
  last_used_at: instantSchema.nullable(),
});

export type TokenView = z.output<typeof tokenSchema>;

/** A sign-in method of an account. */
export type SignInMethodView = {
  way: SignInMethod;
  name: string;
  /** The e-mail address, for sign-in by mail. */
  address: string | null;
  /** When the person proved the address, or linked the provider; null for an unproved address. */
  since: string | null;
  can_end: boolean;
};

export type SessionView = {
  id: string;
  way: SignInMethod;
  name: string;
  browser: string | null;
  since: string;
  /** When the session was last used, rounded down to the hour. */
  last_used_at: string | null;
  is_this_one: boolean;
};

const kind = z.enum(noticeKinds);

/** A kind of mail, and the person's choice to get or not to get it. */
export const noticePreferenceSchema = z.object({
  kind,
  wanted: z.boolean(),
  /** False for notices about the integrity of scores, which can't be switched off. */
  can_be_muted: z.boolean(),
});

export type NoticePreferenceView = z.output<typeof noticePreferenceSchema>;

/** Body of the request `PUT /me/notices`: the kinds of mail to switch off; all others are sent. */
export const mutedNoticesSchema = z.object({
  muted: z
    .array(kind)
    .max(noticeKinds.length)
    .refine((kinds) => !kinds.some(isIntegrityNotice), "integrity notices can't be switched off"),
});
