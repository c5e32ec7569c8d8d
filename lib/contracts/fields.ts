import { z } from 'zod';
import { findNameFault, type NameFault, normalizeName } from '@/lib/core/name/name';

/**
 * Maximum number of UTF-16 units in a typed name per unit of the stored name: letters may be typed with separate marks, and
 * spaces repeated.
 */
const longestWrittenMax = 10;

/**
 * Schema of a public name of `min` to `max` UTF-16 units: in NFC, with single spaces, and without invisible characters, so
 * that no two names look the same (`skeletonOf`).
 */
export const nameText = (min: number, max: number) =>
  z
    .string()
    // Normalising a run of combining marks takes time quadratic in its length, so a text far over the limit isn't normalised
    // before it is refused.
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

/** Schema of a tag by which benchmarks can be searched: lower-case letters, digits and single hyphens, as in a URL. */
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

// Characters that a line of text may not contain. With bidi controls a text could change the order of the words around it on
// a page.
const forbiddenInLine = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

// Characters that PostgreSQL can't store as text. With the flag `u`, \p{Cs} matches only lone surrogates.
const forbiddenInLongText = /[\0\p{Cs}]/u;

/**
 * Schema of text on one line, `min` to `max` UTF-16 units after trimming, without controls, lone surrogates and bidi
 * controls.
 */
export const lineText = (min: number, max: number) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max, { abort: true })
    .refine((text) => !forbiddenInLine.test(text), 'use printable characters on one line');

/** Schema of text with several lines, at most `max` UTF-16 units, without U+0000 and lone surrogates. */
export const longText = (max: number) =>
  z
    .string()
    .max(max, { abort: true })
    .refine((text) => !forbiddenInLongText.test(text), 'it has a NUL or half a surrogate pair');

/** Schema of a URL that can't imitate another URL: no user name before the host, and no invisible characters. */
export const webAddress = z
  .string()
  // Encoding a host name takes time quadratic in its length, so a text over the limit isn't parsed before it is refused.
  .max(500, { abort: true })
  .check(z.url({ protocol: /^https?$/, error: 'give a web address with https://' }))
  .refine((text) => !/[\p{C}\p{Z}]/u.test(text), 'leave out what can’t be seen in the address')
  .refine((text) => !hasNameOrPassword(text), 'leave the name and password out of the address');

/** Checks if a URL contains a user name or password. False for text that is no URL, which another check reports. */
function hasNameOrPassword(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username !== '' || password !== '';
}

/** Schema of a link to further information about a benchmark, such as a data card or a paper. */
export const linkSchema = z.object({
  url: webAddress,
  title: nameText(0, 80).refine((title) => title !== '', 'give each link a title'),
});

export type Link = z.output<typeof linkSchema>;

/** Schema of a public contact: an e-mail address or a web address. */
export const contactSchema = lineText(3, 254).refine(
  (text) => z.email().safeParse(text).success || webAddress.safeParse(text).success,
  'give an e-mail address, or a web address with https://',
);

export const linksMax = 10;

export const contactsMax = 5;

/** Schema of an instant in JSON: ISO 8601 with its UTC offset. */
export const instantSchema = z.iso
  .datetime({
    offset: true,
    error: 'give a date and time, with an offset from UTC: 2026-03-01T12:00:00Z',
  })
  // An offset may lead to the year 10000, which JavaScript writes in a form that PostgreSQL refuses.
  .refine((text) => !(new Date(text).getUTCFullYear() > 9999), 'give a year before 10000, in UTC too');
