import { z } from 'zod';
import { maintainerRoles } from '@/lib/core/benchmark';
import { instantSchema } from './instant';

const role = z.enum(maintainerRoles);

/** `POST …/invitations`. */
export const newInvitationSchema = z.object({
  email: z.string().trim().toLowerCase().max(254).pipe(z.email('give an e-mail address')),
  role,
});

/** `PATCH …/people/{id}`. */
export const changedRoleSchema = z.object({ role });

/** Somebody with a role in a benchmark. Addresses are whole for its owners and oneself, else as `a•••@example.org`. */
export const personOfBenchmarkSchema = z.object({
  id: z.uuid(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  role,
  added_at: instantSchema,
  is_you: z.boolean(),
});
export type PersonOfBenchmarkView = z.output<typeof personOfBenchmarkSchema>;

/** An invitation that waits. Its link is in the mail alone. */
export const invitationSchema = z.object({
  id: z.uuid(),
  email: z.string(),
  role,
  invited_by: z.string().nullable(),
  invited_at: instantSchema,
  expires_at: instantSchema,
});
export type InvitationView = z.output<typeof invitationSchema>;

/** A new one. When its mail could not be handed over, the invitation stands, and sending it again makes a new link. */
export const sentInvitationSchema = invitationSchema.extend({ mailed: z.boolean() });
export type SentInvitationView = z.output<typeof sentInvitationSchema>;
