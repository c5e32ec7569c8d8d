import { ok, type Result, refuse } from '../result';
import type { JsonValue } from './canonical-json';

export type CellFault = { readonly detail: string; readonly hint: string };

/**
 * Converts a JSON value to the text that a CSV cell would have: null to the empty text, a number or Boolean to its JSON
 * text. Refuses arrays and objects. Where `isId`, also refuses whole numbers beyond 2^53, because JSON.parse has already
 * rounded them and two ids could have become equal.
 */
export function readCellText(value: JsonValue, isId: boolean): Result<string, CellFault> {
  if (typeof value === 'string') return ok(value);
  if (value === null) return ok('');
  if (typeof value === 'object')
    return refuse({ detail: 'is an array or an object', hint: 'Give text or a number.' });
  if (isId && typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
    return refuse({ detail: 'is a number beyond 2^53', hint: 'Put quotes around the id.' });
  return ok(String(value));
}

/**
 * Copies a text that was cut from a larger one. JavaScript engines may keep a slice as a view of the whole text, so that a
 * million short ids would keep whole files in memory. Code that stores cells uses this function.
 */
export const detachText = (text: string): string => ` ${text}`.slice(1);

const shownMax = 40;

/** Quotes a value of the participant's own file for a message: as JSON, truncated after 40 characters. */
export function quoteValue(value: string): string {
  const characters = Array.from(value.slice(0, 2 * shownMax + 2));
  const isCut = characters.length > shownMax;
  return JSON.stringify(isCut ? `${characters.slice(0, shownMax).join('')}…` : value);
}

/**
 * Maximum length (UTF-16 units) of one text prediction or one reference. It limits the cost of metrics: a longest common
 * subsequence takes time in proportion to the product of two lengths.
 */
export const textLengthMax = 10_000;

/**
 * Maximum total length of all text predictions of a file, or of all labels of a test set. Texts are in memory while they are
 * scored, and counting their n-grams blocks other work.
 */
export const textLengthTotalMax = 10_000_000;

/** Maximum number of accepted texts (references) of one item. */
export const referencesMax = 20;

/**
 * Maximum number of consecutive combining marks. Languages need a few; the Stream-Safe Text Format of UAX #15 allows thirty.
 * Unicode normalisation of n consecutive marks takes n²/4 steps, half a minute for 200,000.
 */
export const marksInARowMax = 100;

const tooMany = new RegExp(`\\p{M}{${marksInARowMax + 1}}`, 'u');

/**
 * Checks for so many consecutive combining marks that normalisation of the text would take more than a few steps per
 * character.
 */
export const hasTooManyMarks = (text: string): boolean => tooMany.test(text);

/**
 * Checks that no text in a JSON value, names of members included, has too many consecutive combining marks; the texts of
 * honest archives never have.
 */
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

/**
 * Maximum length of a name that is normalised. Ids and class names have at most 200 characters, of up to four units each.
 */
const namedLengthMax = 800;

/** Normalises a name before a lookup; a text that is too long for any name is returned unchanged. */
export const normalizeName = (text: string): string =>
  text.length > namedLengthMax ? text : text.normalize('NFC');
