import { z } from 'zod';
import { isIntegrityNotice, noticeKinds } from '@/lib/core/notice/notice';

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
