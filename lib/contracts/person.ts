import { z } from 'zod';
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
});

export const tokenSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  hint: z.string(),
  created_at: instantSchema,
  expires_at: instantSchema,
  last_used_at: instantSchema.nullable(),
});
export type TokenView = z.output<typeof tokenSchema>;
