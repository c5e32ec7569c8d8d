import { z } from 'zod';
import { lineText, nameText, webAddress } from './fields';

/**
 * SPDX identifiers of licences for data and code (SPDX License List 3.27). For another licence a maintainer gives a link.
 */
export const spdxLicenses = [
  ...(['CC0-1.0', 'CC-BY-4.0', 'CC-BY-SA-4.0', 'CC-BY-NC-4.0', 'CC-BY-NC-SA-4.0', 'CC-BY-ND-4.0'] as const),
  ...(['CC-BY-NC-ND-4.0', 'CC-BY-3.0', 'CC-BY-SA-3.0', 'ODbL-1.0', 'ODC-By-1.0', 'PDDL-1.0'] as const),
  ...(['CDLA-Permissive-2.0', 'CDLA-Permissive-1.0', 'CDLA-Sharing-1.0', 'O-UDA-1.0', 'C-UDA-1.0'] as const),
  ...(['OGL-UK-3.0', 'etalab-2.0', 'DL-DE-BY-2.0', 'MIT', 'Apache-2.0', 'BSD-3-Clause'] as const),
] as const;

const isSpdx = (text: string): boolean => spdxLicenses.some((id) => id === text);

/** A licence: one of these SPDX identifiers, or a web address. */
export const licenseSchema = z
  .string()
  .refine(
    (text) => isSpdx(text) || webAddress.safeParse(text).success,
    `give a web address with https://, or one of the SPDX identifiers ${spdxLicenses.join(', ')}`,
  );

/** Web address of a licence: for an SPDX identifier its page in the SPDX License List. */
export const licenseUrl = (license: string): string =>
  isSpdx(license) ? `https://spdx.org/licenses/${license}.html` : license;

export const columnTypes = ['number', 'integer', 'category', 'text', 'date', 'boolean', 'json'] as const;

/** Description of a column, written by the maintainers. */
export const columnNoteSchema = z.object({
  name: lineText(1, 100),
  type: z.enum(columnTypes).nullable().default(null),
  unit: nameText(0, 40).default(''),
  text: nameText(0, 300).default(''),
});

export type ColumnNote = z.output<typeof columnNoteSchema>;

/** Formats a column's description as a line of the form for columns: `name | type | unit | meaning`. */
export const formatColumnNote = ({ name, type, unit, text }: ColumnNote): string =>
  [name, type ?? '', unit, text].join(' | ');

export const columnNotesMax = 300;

export const columnNotesSchema = z
  .array(columnNoteSchema)
  .max(columnNotesMax)
  .refine(
    (notes) => new Set(notes.map(({ name }) => name)).size === notes.length,
    'describe each column once',
  );

/** The part `metadata` of a request that uploads a training file. */
export const newTrainingFileSchema = z.strictObject({
  name: z
    .string()
    .max(100)
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._-]*\.(csv|jsonl|json|parquet|zip)$/,
      'a file name of letters, digits, dots, hyphens and underscores that ends in .csv, .jsonl, .json, .parquet or .zip',
    ),
});

/** A training file that the maintainers uploaded, as the API returns it. */
export const trainingFileSchema = z.object({
  name: z.string(),
  byte_count: z.int(),
  sha256: z.string(),
  href: z.string(),
});

export type TrainingFileView = z.output<typeof trainingFileSchema>;
