import { z } from 'zod';
import { erratumStates } from '@/lib/core/errata/erratum';
import { referencesMax, textLengthMax } from '@/lib/core/files/cell-text';
import { instantSchema, lineText } from './fields';

export const correctionsMax = 1000;

const reasonLengthMax = 500;

/** Maximum length of an item's id in a request; ids of items are shorter. */
const idLengthMax = 1000;

/** Maximum length of a text label, which contains its references as JSON. */
const labelLengthMax = 2 * referencesMax * textLengthMax;

/** Body of the request `POST …/errata`. */
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
  /** Public reason for the correction, on one line. */
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

/** Names of the proposer and of the person who consented; null when the account was deleted or has no name. */
const whoShape = { proposed_by: z.string().nullable(), consented_by: z.string().nullable() };

/** A published erratum. */
export const erratumSchema = z.object({
  number: z.int(),
  published_at: instantSchema,
  reason: z.string(),
  corrections: z.array(labelCorrectionSchema),
  score_changes: z.array(scoreChangeSchema),
  /** The text that is signed: an RFC 8785 JSON document with all fields above and the round. */
  document: z.string(),
  /** Ed25519 signature of the document's UTF-8 bytes, in base64. */
  signature: z.string(),
  /** The scorer's public key for the signature: SubjectPublicKeyInfo in PEM. */
  public_key: z.string(),
  ...whoShape,
});

export type ErratumView = z.output<typeof erratumSchema>;

/** An erratum as maintainers of the round see it, also before its publication. */
export const maintainedErratumSchema = z.object({
  number: z.int(),
  state: z.enum(erratumStates),
  reason: z.string(),
  corrections: z.array(labelCorrectionSchema),
  proposed_at: instantSchema,
  compared_at: instantSchema.nullable(),
  /** Text that a consent must repeat; null before the new scores have been compared, and after the consent. */
  consent_to: z.string().nullable(),
  /** Changes of scores that the publication causes; null until every submission has been scored again. */
  score_changes: z.array(scoreChangeSchema).nullable(),
  ...whoShape,
  /**
   * True if the proposer is no longer a maintainer, so that the proposal can get no consent. False once the erratum has
   * consent.
   */
  void: z.boolean(),
  /** When a second person consented to the corrections, which made the erratum public; null before. */
  consented_at: instantSchema.nullable(),
  /** Instant until which objections are possible; the erratum is published afterwards. */
  objections_until: instantSchema.nullable(),
  published_at: instantSchema.nullable(),
});

export type MaintainedErratumView = z.output<typeof maintainedErratumSchema>;

/** Response of `GET …/errata`: published errata, oldest first, and the erratum to which objections are still possible. */
export const publicErrataSchema = z.object({
  items: z.array(erratumSchema),
  next: z.null(),
  announced: maintainedErratumSchema.nullable(),
});

/** The part of an erratum's document that states the public key. */
const signedBySchema = z.object({ public_key: z.string() });

export const parsePublicKey = (document: string): string =>
  signedBySchema.parse(JSON.parse(document)).public_key;

/** Parses an erratum's number in a URL; any other text becomes 0, which no erratum has. */
export const erratumNumber = (text: string): number => (/^[1-9]\d{0,5}$/.test(text) ? Number(text) : 0);
