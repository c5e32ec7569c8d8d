import { z } from 'zod';
import { instantSchema } from './instant';
import { roundSchema } from './round';
import { lineText, longText } from './text';

/** Why a round is stopped or closed by hand, on one line; everybody reads it. */
const publicReason = lineText(1, 500);

/** The body of `POST …/close`. */
export const closeRoundSchema = z.object({ reason: publicReason });

/** The body of `POST …/extend`: when it closes now. */
export const extendRoundSchema = z.object({ closes_at: instantSchema, reason: publicReason });

/** The body of `POST …/freeze`. */
export const freezeRoundSchema = z.object({ reason: publicReason });

/**
 * The body of `POST …/invalidate`: `reason` proposes; `consent` agrees to somebody else's proposal; `drop` takes back one's
 * own. `proposal` names the one that was read, so that another can't be put in its place meanwhile.
 */
export const invalidateRoundSchema = z
  .object({
    reason: publicReason.optional(),
    consent: z.literal(true).optional(),
    drop: z.literal(true).optional(),
    proposal: z.uuid().optional(),
  })
  .refine(({ reason, consent, drop }) => [reason, consent, drop].filter(Boolean).length === 1, {
    path: ['reason'],
    message: 'give a reason to propose, or say "consent": true or "drop": true to a proposal',
  });

export const pendingInvalidationSchema = z.object({
  id: z.uuid(),
  reason: z.string(),
  proposed_at: instantSchema,
  /** Null when the account is gone or has no name. */
  proposed_by: z.string().nullable(),
  proposed_by_you: z.boolean(),
  /** Whoever proposed it is no maintainer any more: it gets no consent. */
  void: z.boolean(),
});
export type PendingInvalidationView = z.output<typeof pendingInvalidationSchema>;

/** What `POST …/invalidate` answers: the round, and the proposal that waits for a second person, if one does. */
export const moderatedRoundSchema = roundSchema.extend({
  pending_invalidation: pendingInvalidationSchema.nullable(),
});
export type ModeratedRoundView = z.output<typeof moderatedRoundSchema>;

/** What a maintainer says to everybody about a report or a flag that was looked into; empty to say nothing. */
export const publicWords = lineText(0, 300).default('');

/** What comes with the handling of a leak report. */
export const handleLeakReportSchema = z.object({ public_words: publicWords });

/** The body of `POST …/leak-reports`. */
export const newLeakReportSchema = z.object({
  text: longText(4000).trim().min(10),
  contact: lineText(0, 200).default(''),
});

/** What the reporter gets back: that it was kept. Nobody but the maintainers reads a report. */
export const leakReportReceiptSchema = z.object({ reported_at: instantSchema });
export type LeakReportReceipt = z.output<typeof leakReportReceiptSchema>;
