import type { JsonValue } from './canonical-json';

/**
 * Maximum length of a run of combining marks. Languages need a handful; the Stream-Safe Text Format of UAX #15 allows thirty. To
 * bring a row of n marks into normal form takes n²/4 steps, half a minute for 200,000.
 */
export const marksInARowMax = 100;

const tooMany = new RegExp(`\\p{M}{${marksInARowMax + 1}}`, 'u');

/** Checks whether a text's normal form would take more than a few steps per character. */
export const hasTooManyMarks = (text: string): boolean => tooMany.test(text);

/** Checks that no text of a value, names of members included, has a long run of combining marks: honest archives have none. */
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

/** Longer names aren't worth normalising: ids and class names have 200 characters at most, of up to four units each. */
const namedLengthMax = 800;

/** The normal form of a name to look up; a text that is too long for any name comes back unchanged. */
export const normalizeName = (text: string): string =>
  text.length > namedLengthMax ? text : text.normalize('NFC');
