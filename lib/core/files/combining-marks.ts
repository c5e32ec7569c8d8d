import type { JsonValue } from './canonical-json';

/**
 * Combining marks in a row at the most. Languages need a handful; the Stream-Safe Text Format of UAX #15 allows thirty. To bring
 * a row of n marks into normal form takes n²/4 steps, half a minute for 200,000.
 */
export const marksInARowMax = 100;

const tooMany = new RegExp(`\\p{M}{${marksInARowMax + 1}}`, 'u');

/** Whether a text's normal form would take more than a few steps for each of its characters. */
export const hasTooManyMarks = (text: string): boolean => tooMany.test(text);

/** Whether no text of a value, names of members included, has too many marks in a row: honest archives have none. */
export function isSoonNormal(value: JsonValue): boolean {
  const waiting: JsonValue[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop()!;
    if (typeof next === 'string') {
      if (hasTooManyMarks(next)) return false;
    } else if (Array.isArray(next)) for (const child of next) waiting.push(child);
    else if (next !== null && typeof next === 'object')
      for (const [name, child] of Object.entries(next)) waiting.push(name, child);
  }
  return true;
}

/** A name that is longer isn't worth its normal form: ids and class names have 200 characters at the most, which may be four each. */
const namedLengthMax = 800;

/** The normal form of a name to be looked up; a text that is too long for any comes back as it is. */
export const normalizeName = (text: string): string =>
  text.length > namedLengthMax ? text : text.normalize('NFC');
