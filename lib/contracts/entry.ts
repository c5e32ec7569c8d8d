import { z } from 'zod';
import { entrantStates, entryQuestionsMax, entryVerdicts, entryWays } from '@/lib/core/entry/entry';
import { instantSchema, lineText, longText } from './fields';

export const entryQuestionsSchema = z.array(lineText(1, 300)).max(entryQuestionsMax);

/** Body of the request `POST …/rules/accept`: the version of the rules that the caller has read. */
export const acceptedRulesSchema = z.strictObject({ version: z.coerce.number().int().min(1) });

export const rulesAcceptanceSchema = z.object({
  benchmark: z.string(),
  version: z.int(),
  /** SHA-256 of the rules’ text in UTF-8. */
  sha256: z.string(),
  accepted_at: instantSchema,
});

export type RulesAcceptanceView = z.output<typeof rulesAcceptanceSchema>;

/** Body of the request `POST /entries`: a class code, which a maintainer has given to participants. */
export const newEntrySchema = z.strictObject({ code: lineText(1, 40) });

export const enteredSchema = z.object({ benchmark: z.string(), title: z.string() });

/** Body of the request `POST …/entrants`: answers to the benchmark’s questions, in the order of the questions. */
export const newApplicationSchema = z.strictObject({
  answers: z.array(longText(2_000).pipe(z.string().min(1, 'answer the question'))).max(entryQuestionsMax),
});

/** Body of the request `PUT …/entrants/{id}`, by which a maintainer decides on an application. */
export const entryDecisionSchema = z
  .strictObject({ state: z.enum(entryVerdicts), reason: lineText(0, 500).default('') })
  .refine(({ state, reason }) => state === 'entered' || reason !== '', {
    path: ['reason'],
    message: 'give the person a reason',
  });

export const entrantSchema = z.object({
  id: z.uuid(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  way: z.enum(entryWays),
  state: z.enum(entrantStates),
  answers: z.array(z.object({ question: z.string(), answer: z.string() })),
  asked_at: instantSchema.nullable(),
  decided_at: instantSchema.nullable(),
  reason: z.string().nullable(),
});

export type EntrantView = z.output<typeof entrantSchema>;

export const entryListSchema = z.strictObject({ list: z.string().max(2_000_000) });

export const entryListCountSchema = z.object({ count: z.int() });

export const classCodeSchema = z.object({ code: z.string() });
