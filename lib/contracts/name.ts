import { z } from 'zod';
import { findNameFault, type NameFault } from '@/lib/core/name/find-name-fault';
import { normalizeName } from '@/lib/core/name/normalize-name';

/** UTF-16 units that a name may be written with for each that it is kept with: letters and their marks apart, rows of spaces. */
const longestWrittenMax = 10;

/**
 * A name that others read, of `min` to `max` UTF-16 units: composed, with single spaces, and without what can't be seen, so that it
 * looks like no other (`skeletonOf`).
 */
export const nameText = (min: number, max: number) =>
  z
    .string()
    // The normal form of a row of marks takes the square of its length: what is far too long is refused as it is.
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
