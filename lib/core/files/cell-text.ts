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
