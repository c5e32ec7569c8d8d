import { z } from 'zod';
import { instantSchema, longText, nameText } from './fields';

/**
 * Recipients of an announcement by mail, in addition to people with a role in the benchmark: members of teams that ever
 * submitted, these and followers, or nobody else.
 */
export const announcementReaders = ['participants', 'followers', 'nobody'] as const;

/** Body of the request `POST …/announcements`. */
export const newAnnouncementSchema = z.strictObject({
  title: nameText(3, 120),
  text: longText(4000)
    .transform((text) => text.replaceAll('\r\n', '\n').trim())
    .refine((text) => text !== '', 'write a text'),
  to: z.enum(announcementReaders).default('followers'),
});

export const announcementSchema = z.object({
  /** Id of the announcement's entry in the changelog. */
  id: z.int(),
  announced_at: instantSchema,
  title: z.string(),
  text: z.string(),
  /** An operator's reason for hiding title and text; null if they aren't hidden. */
  hidden_because: z.string().nullable(),
});

export type AnnouncementView = z.output<typeof announcementSchema>;
