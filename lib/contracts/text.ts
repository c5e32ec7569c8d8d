import { z } from 'zod';

// Bidi controls would let the words reorder the text around it on a page.
const forbiddenInLine = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;
// What PostgreSQL cannot store as text. With the flag `u`, \p{Cs} is a surrogate without its other half.
const forbiddenInLongText = /[\0\p{Cs}]/u;

/** Words on one line, of `min` to `max` UTF-16 units after trimming: no control, lone surrogate or bidi control. */
export const lineText = (min: number, max: number) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .refine((text) => !forbiddenInLine.test(text), 'use printable characters on one line');

/** Text of several lines, at most `max` UTF-16 units: anything but U+0000 and lone surrogates. */
export const longText = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !forbiddenInLongText.test(text), 'it has a NUL or half a surrogate pair');
