import { z } from 'zod';
import { erratumStates } from '@/lib/core/errata/erratum';
import { referencesMax, textLengthMax } from '@/lib/core/files/cell-text';
import { instantSchema, lineText } from './fields';

export const correctionsMax = 1000;

const reasonLengthMax = 500;

/** No item's id is longer. */
const idLengthMax = 1000;

/** Maximum length of a text label with its references as JSON. */
const labelLengthMax = 2 * referencesMax * textLengthMax;

/** The body of `POST …/errata`. */
export const newErratumSchema = z.object({
  corrections: z
    .array(
      z.object({
        id: z.string().min(1).max(idLengthMax),
        /** The correct label: a class name, a number for regression, or a text or an array of texts. */
        to: z
          .union([z.string().max(labelLengthMax), z.number(), z.array(z.string()).max(referencesMax)])
          .transform((to) => (Array.isArray(to) ? JSON.stringify(to) : String(to))),
      }),
    )
    .min(1)
    .max(correctionsMax),
  /** Public reason, on one line. */
  reason: lineText(1, reasonLengthMax),
});

const labelCorrectionSchema = z.object({ id: z.string(), from: z.string(), to: z.string() });

const scoreChangeSchema = z.object({
  model: z.string(),
  team: z.string(),
  version: z.string(),
  score_before: z.number().nullable(),
  score_after: z.number().nullable(),
  rank_before: z.int().nullable(),
  rank_after: z.int().nullable(),
});

/** Null when the account was deleted or has no name. */
const whoShape = { proposed_by: z.string().nullable(), consented_by: z.string().nullable() };

/** A published erratum. */
export const erratumSchema = z.object({
  number: z.int(),
  published_at: instantSchema,
  reason: z.string(),
  corrections: z.array(labelCorrectionSchema),
  score_changes: z.array(scoreChangeSchema),
  /** The signed text: RFC 8785 JSON with all of the above and the round. */
  document: z.string(),
  /** Ed25519, of the document's UTF-8 bytes, in base64. */
  signature: z.string(),
  /** The scorer's key: SubjectPublicKeyInfo in PEM. */
  public_key: z.string(),
  ...whoShape,
});

export type ErratumView = z.output<typeof erratumSchema>;

/** An erratum as maintainers of the round see it, from the proposal on. */
export const maintainedErratumSchema = z.object({
  number: z.int(),
  state: z.enum(erratumStates),
  reason: z.string(),
  corrections: z.array(labelCorrectionSchema),
  proposed_at: instantSchema,
  compared_at: instantSchema.nullable(),
  /** For a consent to the comparison; null before it, and after the consent. */
  consent_to: z.string().nullable(),
  /** Score changes by the publication; null until every submission is scored again. */
  score_changes: z.array(scoreChangeSchema).nullable(),
  ...whoShape,
  /**
   * True if the proposer is no longer a maintainer, so that the proposal can get no consent. False once the erratum has
   * consent.
   */
  void: z.boolean(),
  /** Consent of a second person to the corrections. The erratum is public from then on. */
  consented_at: instantSchema.nullable(),
  /** Publication waits until this instant. */
  objections_until: instantSchema.nullable(),
  published_at: instantSchema.nullable(),
});

export type MaintainedErratumView = z.output<typeof maintainedErratumSchema>;

/** Response of `GET …/errata`: published errata, oldest first, and the erratum that is open to objections. */
export const publicErrataSchema = z.object({
  items: z.array(erratumSchema),
  next: z.null(),
  announced: maintainedErratumSchema.nullable(),
});

/** The public key named by a document. */
const signedBySchema = z.object({ public_key: z.string() });

export const parsePublicKey = (document: string): string =>
  signedBySchema.parse(JSON.parse(document)).public_key;

/** An erratum's number from a URL; 0, which no erratum has, for other text. */
export const erratumNumber = (text: string): number => (/^[1-9]\d{0,5}$/.test(text) ? Number(text) : 0);
