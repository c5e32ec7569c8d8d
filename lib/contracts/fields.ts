import { z } from 'zod';
import { findNameFault, type NameFault, normalizeName } from '@/lib/core/name/name';

/** UTF-16 units that a name may be written with per unit that is stored: letters with separate marks, runs of spaces. */
const longestWrittenMax = 10;

/**
 * A public name of `min` to `max` UTF-16 units: in NFC, with single spaces, and without invisible characters, so that no two
 * names look the same (`skeletonOf`).
 */
export const nameText = (min: number, max: number) =>
  z
    .string()
    // Normalising a run of combining marks takes time quadratic in its length, so a text far over the limit is refused
    // unnormalised.
    .overwrite((text) => (text.length > longestWrittenMax * max ? text : normalizeName(text)))
    .min(min)
    .max(max, { abort: true })
    .superRefine((name, context) => {
      const fault = findNameFault(name);
      if (fault) context.addIssue({ code: 'custom', message: describeNameFault(fault) });
    });

const words: Readonly<Record<NameFault['kind'], string>> = {
  control: 'a line break or another control character',
  invisible: 'an invisible character',
  unknown: 'a character that has no shape of its own',
  marks: 'more combining marks than a letter can have',
};

const describeNameFault = ({ kind, codePoint, place }: NameFault): string =>
  `it has ${words[kind]} (U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}) at place ${place}; leave it out`;

export const tagsMax = 8;

/** A tag for searching benchmarks: lower-case letters, digits and single hyphens, as in a URL. */
export const tagSchema = z
  .string()
  .trim()
  .toLowerCase()
  .min(2)
  .max(30)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a tag has letters from a to z, digits and single hyphens');

export const tagsSchema = z
  .array(tagSchema)
  .max(tagsMax)
  .refine((tags) => new Set(tags).size === tags.length, 'give each tag once');

// Bidi controls would let the words reorder the text around it on a page.
const forbiddenInLine = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

// PostgreSQL cannot store these as text. With the flag `u`, \p{Cs} is a surrogate without its other half.
const forbiddenInLongText = /[\0\p{Cs}]/u;

/** Words on one line, of `min` to `max` UTF-16 units after trimming: no control, lone surrogate or bidi control. */
export const lineText = (min: number, max: number) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .refine((text) => !forbiddenInLine.test(text), 'use printable characters on one line');

/** Text of several lines, at most `max` UTF-16 units, without U+0000 and lone surrogates. */
export const longText = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !forbiddenInLongText.test(text), 'it has a NUL or half a surrogate pair');

/** A URL that can't imitate another URL: no user name before the host, and no invisible characters. */
export const webAddress = z
  .url({ protocol: /^https?$/, error: 'give a web address with https://' })
  .max(500)
  .refine((text) => !/[\p{C}\p{Z}]/u.test(text), 'leave out what can’t be seen in the address')
  .refine((text) => !hasNameOrPassword(text), 'leave the name and password out of the address');

/** False for text that is no URL, which another check reports. */
function hasNameOrPassword(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username !== '' || password !== '';
}

/** A link to more about a benchmark: a data card, a paper. */
export const linkSchema = z.object({
  url: webAddress,
  title: nameText(0, 80).refine((title) => title !== '', 'give each link a title'),
});

export type Link = z.output<typeof linkSchema>;

/** Public contact: an e-mail or web address. */
export const contactSchema = lineText(3, 254).refine(
  (text) => z.email().safeParse(text).success || webAddress.safeParse(text).success,
  'give an e-mail address, or a web address with https://',
);

export const linksMax = 10;

export const contactsMax = 5;

/** An instant in JSON: ISO 8601 with its offset. */
export const instantSchema = z.iso.datetime({
  offset: true,
  error: 'give a date and time, with an offset from UTC: 2026-03-01T12:00:00Z',
});
