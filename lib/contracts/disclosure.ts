import { z } from 'zod';
import { type Disclosure, linkKinds, opennessLevels, undisclosed } from '@/lib/core/model/disclosure';
import { lineText, longText } from './fields';

const linksMax = 5;

const urlLengthMax = 300;

/** Maximum number of parameters: exact as a double, and far above that of any model. */
const parametersMax = 1e15;

/** Schema of an item of a disclosure that may be left out. */
const optional = <S extends z.ZodType>(schema: S) => schema.nullable().default(null);

const dateWords = 'give a day like 2026-03-31 or a month like 2026-03';

const trainingCutoff = z.union([z.iso.date(), z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)], dateWords);

const licence = lineText(1, 80).regex(
  /^[A-Za-z0-9][A-Za-z0-9 .+()-]*$/,
  'use letters, digits and . + - ( ), as in Apache-2.0',
);

/** Schema of a URL that can't imitate another URL: https, a host name with a dot, no password, and only ASCII. */
const httpsUrl = lineText(1, urlLengthMax).superRefine((text, context) => {
  const fault = findUrlFault(text);
  if (fault) context.addIssue({ code: 'custom', message: fault });
});

function findUrlFault(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'https:') return 'give an address that begins with https://';
  if (url.username || url.password) return 'leave the name and password out of the address';
  if (!url.hostname.includes('.')) return 'give the whole name of its host';
  const isAsAsked = url.href === text || url.href === `${text}/`;
  return isAsAsked ? null : `write it as ${url.href.slice(0, urlLengthMax)}`;
}

const opennessItem = optional(z.enum(opennessLevels));

const items = {
  training_cutoff: optional(trainingCutoff),
  external_data: optional(lineText(1, 200)),
  parameters: optional(z.int().min(0).max(parametersMax)),
  licence: optional(licence),
  links: z
    .array(z.strictObject({ kind: z.enum(linkKinds), url: httpsUrl }))
    .max(linksMax)
    .default([]),
  openness: z
    .strictObject({ code: opennessItem, weights: opennessItem, training_data: opennessItem })
    .default(undisclosed.openness),
};

/** A team's disclosure about a model version, as the team sends it. */
export const newDisclosureSchema = z
  .strictObject({ ...items, notes: optional(longText(4000)) })
  .transform(({ notes, ...said }): Disclosure => ({ ...said, notes: notes || null }))
  .describe('Every item is optional.');

/** The public items of a disclosure; null or an empty list means "undisclosed". */
export const publicDisclosureSchema = z.object({
  training_cutoff: z.string().nullable(),
  external_data: z.string().nullable(),
  parameters: z.int().nullable(),
  licence: z.string().nullable(),
  links: z.array(z.object({ kind: z.enum(linkKinds), url: z.url() })).readonly(),
  openness: z.object({
    code: z.enum(opennessLevels).nullable(),
    weights: z.enum(opennessLevels).nullable(),
    training_data: z.enum(opennessLevels).nullable(),
  }),
});

/**
 * A complete disclosure with the team's notes, which only the team can read, and after the close everyone with a role in the
 * benchmark.
 */
export const disclosureSchema = publicDisclosureSchema.extend({ notes: z.string().nullable() });
