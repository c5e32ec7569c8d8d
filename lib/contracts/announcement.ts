import { z } from 'zod';
import { instantSchema, longText, nameText } from './fields';

/**
 * The people who get an announcement by mail, beside those with a role: members of teams that ever submitted, those and followers, or
 * nobody.
 */
export const announcementReaders = ['participants', 'followers', 'nobody'] as const;

/** `POST …/announcements`. */
export const newAnnouncementSchema = z.strictObject({
  title: nameText(3, 120),
  text: longText(4000)
    .transform((text) => text.replaceAll('\r\n', '\n').trim())
    .refine((text) => text !== '', 'write a text'),
  to: z.enum(announcementReaders).default('followers'),
});

export const announcementSchema = z.object({
  /** The entry's id in the changelog. */
  id: z.int(),
  announced_at: instantSchema,
  title: z.string(),
  text: z.string(),
  /** The operator's reason for hiding title and text; null where they are shown. */
  hidden_because: z.string().nullable(),
});

export type AnnouncementView = z.output<typeof announcementSchema>;
