import { ok, type Result, refuse } from '../result';
import type { JsonValue } from './canonical-json';

export type CellFault = { readonly detail: string; readonly hint: string };

/**
 * The text of a cell that both CSV and JSON Lines can represent: null is the empty text, a number or Boolean has its JSON text.
 * Refuses arrays and objects, and whole numbers beyond 2^53 where `isId`, because JSON.parse has already rounded those and two
 * ids could have become one.
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
 * A copy of a text, detached from the one it was cut from: an engine may keep a slice as a view, so that a million short ids keep
 * whole files alive. Code that stores cells uses this.
 */
export const detachText = (text: string): string => ` ${text}`.slice(1);

const shownMax = 40;

/** A value of the participant's own file for a message: quoted as JSON, truncated after 40 characters. */
export function quoteValue(value: string): string {
  const characters = Array.from(value.slice(0, 2 * shownMax + 2));
  const isCut = characters.length > shownMax;
  return JSON.stringify(isCut ? `${characters.slice(0, shownMax).join('')}…` : value);
}

/**
 * Maximum length (UTF-16 units) of one text prediction or one reference. It bounds the cost of a metric: a longest common
 * subsequence takes the product of two lengths.
 */
export const textLengthMax = 10_000;

/**
 * Maximum total length of all text predictions of a file, or of all labels of a test set. Texts are in memory while they are
 * scored, and counting their n-grams blocks other work.
 */
export const textLengthTotalMax = 10_000_000;

/** Maximum number of accepted texts of one item. */
export const referencesMax = 20;

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
