import { z } from 'zod';
import { maintainerRoles } from '@/lib/core/benchmark';
import { isIntegrityNotice, noticeKinds } from '@/lib/core/notice/notice';
import type { SignInMethod } from '@/lib/core/sign-in/auth-route';
import { tokenScopes } from '@/lib/core/token-scope';
import { instantSchema, lineText } from './fields';

const role = z.enum(maintainerRoles);

/** `POST …/invitations`. */
export const newInvitationSchema = z.object({
  email: z.string().trim().toLowerCase().max(254).pipe(z.email('give an e-mail address')),
  role,
});

/** `PATCH …/people/{id}`. */
export const changedRoleSchema = z.object({ role });

/**
 * A person with a role in a benchmark. Owners see complete addresses, others only their own; the rest are masked, like
 * `a•••@example.org`.
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

/** A pending invitation. Only the mail contains the link of the invitation. */
export const invitationSchema = z.object({
  id: z.uuid(),
  email: z.string(),
  role,
  invited_by: z.string().nullable(),
  invited_at: instantSchema,
  expires_at: instantSchema,
});

export type InvitationView = z.output<typeof invitationSchema>;

/** A new invitation. When its mail could not be sent, the invitation stays valid, and sending it again makes a new link. */
export const sentInvitationSchema = invitationSchema.extend({ mailed: z.boolean() });

export type SentInvitationView = z.output<typeof sentInvitationSchema>;

export const meSchema = z.object({
  name: z.string().nullable(),
  email: z.string().nullable(),
  teams: z.array(z.object({ slug: z.string(), name: z.string() })),
});

export type MeView = z.output<typeof meSchema>;

export const newTokenSchema = z.object({
  name: lineText(1, 60),
  days: z.coerce.number().int().min(1).max(366).default(90),
  scope: z.enum(tokenScopes).default('submit'),
});

export const tokenSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  hint: z.string(),
  scope: z.enum(tokenScopes),
  created_at: instantSchema,
  expires_at: instantSchema,
  /** To the hour. */
  last_used_at: instantSchema.nullable(),
});

export type TokenView = z.output<typeof tokenSchema>;

/** A sign-in method of an account. */
export type SignInMethodView = {
  way: SignInMethod;
  /** The mail address. */
  address: string | null;
  /** Instant at which the address was proved, or the provider linked; null for an unproved address. */
  since: string | null;
  can_end: boolean;
};

export type SessionView = {
  id: string;
  way: SignInMethod;
  browser: string | null;
  since: string;
  /** To the hour. */
  last_used_at: string | null;
  is_this_one: boolean;
};

const kind = z.enum(noticeKinds);

/** A kind of mail and whether the person gets it. */
export const noticePreferenceSchema = z.object({
  kind,
  wanted: z.boolean(),
  /** False for notices about the integrity of scores. */
  can_be_muted: z.boolean(),
});

export type NoticePreferenceView = z.output<typeof noticePreferenceSchema>;

/** `PUT /me/notices`: the muted kinds; all others are sent. */
export const mutedNoticesSchema = z.object({
  muted: z
    .array(kind)
    .max(noticeKinds.length)
    .refine((kinds) => !kinds.some(isIntegrityNotice), "integrity notices can't be switched off"),
});
