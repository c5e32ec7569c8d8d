import { z } from 'zod';

export const roundJobSchema = z.object({ roundId: z.uuid() });
export const openRoundJobSchema = z.object({
  roundId: z.uuid(),
  closesAt: z.iso.datetime().nullable(),
  /** The person who asked for it; nobody in jobs of before it was told. */
  openedBy: z.uuid().nullish(),
});
export const submissionJobSchema = z.object({ submissionId: z.uuid() });
export const erratumJobSchema = z.object({ erratumId: z.uuid() });
export const publishErratumJobSchema = erratumJobSchema.extend({ publishedBy: z.uuid() });

/** `newest`: the rounds that can have changed by themselves; `all`: what counts in every round may be another. */
/**
 * Which rounds to assess: the `open` one, of which only the exposure is read; the `newest` ones, open and official, that a day or
 * a close may change; or `all`.
 */
export const assessScopes = ['open', 'newest', 'all'] as const;
export type AssessScope = (typeof assessScopes)[number];

export const assessJobSchema = z.object({ benchmarkId: z.uuid(), scope: z.enum(assessScopes) });

/** What the web process may ask of the scorer. */
export type Job =
  | { task: 'check_test_set'; payload: z.output<typeof roundJobSchema> }
  | { task: 'seal_round'; payload: z.output<typeof roundJobSchema> }
  | { task: 'open_round'; payload: z.output<typeof openRoundJobSchema> }
  | { task: 'publish_snapshot'; payload: z.output<typeof roundJobSchema> }
  | { task: 'reveal_round'; payload: z.output<typeof roundJobSchema> }
  | { task: 'compare_erratum'; payload: z.output<typeof erratumJobSchema> }
  | { task: 'publish_erratum'; payload: z.output<typeof publishErratumJobSchema> }
  | { task: 'assess_freshness'; payload: z.output<typeof assessJobSchema> }
  | { task: 'score_submission'; payload: z.output<typeof submissionJobSchema> };

/** What the scorer asks of itself, beside `raise_flags` (db/queries/add-flags-job.ts) and `decide_answers` (db/queries/add-answers-job.ts). */
export type ScorerJob =
  | { task: 'prepare_inputs' | 'reveal_round'; payload: z.output<typeof roundJobSchema> }
  | { task: 'assess_freshness'; payload: z.output<typeof assessJobSchema> };
