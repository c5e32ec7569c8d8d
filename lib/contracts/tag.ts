import { z } from 'zod';

export const tagsMax = 8;

/** A word by which benchmarks are found: lower-case letters, digits and single hyphens, as in an address. */
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
