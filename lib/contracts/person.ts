import { z } from 'zod';
import type { SignInWay } from '@/lib/core/sign-in/sign-in-way';
import { tokenScopes } from '@/lib/core/token-scope';
import { instantSchema } from './instant';
import { lineText } from './text';

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

/** A way to sign in to an account. */
export type WayInView = {
  way: SignInWay;
  /** Of mail: the address. */
  address: string | null;
  /** Since when the address is proved, or the provider linked; null for an address that isn't. */
  since: string | null;
  can_end: boolean;
};

export type SessionView = {
  id: string;
  way: SignInWay;
  browser: string | null;
  since: string;
  /** To the hour. */
  last_used_at: string | null;
  is_this_one: boolean;
};
