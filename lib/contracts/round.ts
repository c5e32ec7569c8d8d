import { z } from 'zod';
import { roundStates } from '@/lib/core/round/round-state';
import { lineText } from './text';

export const instantSchema = z.iso.datetime({ offset: true });

/** The `metadata` part beside an uploaded `test_set`. */
export const newRoundSchema = z
  .object({
    title: lineText(1, 80),
    opens_at: instantSchema.nullish(),
    closes_at: instantSchema.nullish(),
  })
  .refine((r) => !r.opens_at || !r.closes_at || Date.parse(r.closes_at) > Date.parse(r.opens_at), {
    path: ['closes_at'],
    message: 'a round closes after it opens',
  });

/** `POST …/open` may set when the round closes. */
export const openRoundSchema = z.object({ closes_at: instantSchema.nullish() });

export const roundSummarySchema = z.object({
  number: z.int(),
  title: z.string(),
  state: z.enum(roundStates),
  opens_at: instantSchema.nullable(),
  closes_at: instantSchema.nullable(),
  item_count: z.int().nullable(),
});

export const roundSchema = roundSummarySchema.extend({
  feedback_count: z.int().nullable(),
  final_count: z.int().nullable(),
  /** The Merkle root comes with the commitment; null until a round has one. */
  commitment: z.string().nullable(),
  freshness: z.string().nullable(),
  exposure: z.number().nullable(),
  sealed_at: instantSchema.nullable(),
  opened_at: instantSchema.nullable(),
  closed_at: instantSchema.nullable(),
});
export type RoundView = z.output<typeof roundSchema>;

/** What a maintainer sees of a round, drafts included. */
export const maintainedRoundSchema = roundSchema.extend({
  check: z
    .object({
      item_count: z.int(),
      input_columns: z.array(z.string()),
      class_share_percent: z.record(z.string(), z.number()),
      duplicate_id_count: z.int(),
      empty_label_count: z.int(),
      problem_count: z.int(),
      problems: z.array(
        z.object({
          code: z.string(),
          line: z.int().nullable(),
          column: z.int().nullable(),
          detail: z.string(),
          hint: z.string(),
        }),
      ),
    })
    .nullable(),
  submissions: z.object({ unfinished: z.int(), scored: z.int(), failed: z.int() }),
});
export type MaintainedRoundView = z.output<typeof maintainedRoundSchema>;

/** A round's number as an address gives it; 0, which no round has, when it is none. */
export const roundNumber = (text: string): number => (/^[1-9]\d{0,5}$/.test(text) ? Number(text) : 0);
