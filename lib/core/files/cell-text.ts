import { ok, type Result, refuse } from '../result';
import type { JsonValue } from './canonical-json';

export type CellFault = { readonly detail: string; readonly hint: string };

/**
 * The text of a cell that CSV and JSON Lines may both hold: null is the empty text, a number or truth value is written
 * as JSON writes it. Refuses arrays and objects, and whole numbers beyond 2^53 where `isId`, because JSON.parse has
 * already rounded those and two ids could have become one.
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
 * whole files alive. Whoever holds on to cells takes this.
 */
export const detachText = (text: string): string => ` ${text}`.slice(1);

const shownMax = 40;

/** A value of the participant's own file for a message: quoted as JSON, cut after 40 characters. */
export function quoteValue(value: string): string {
  const characters = Array.from(value.slice(0, 2 * shownMax + 2));
  const isCut = characters.length > shownMax;
  return JSON.stringify(isCut ? `${characters.slice(0, shownMax).join('')}…` : value);
}

/**
 * Characters (UTF-16 units) of one answer or one reference at the most. It bounds what a metric costs: a longest common
 * subsequence takes the product of two lengths.
 */
export const textLengthMax = 10_000;

/**
 * Characters of all answers of a file, or of all labels of a test set, at the most. Texts are held in memory while they are
 * scored, and n-grams of all of them are counted while nothing else runs.
 */
export const textLengthTotalMax = 10_000_000;

/** Accepted texts of one item at the most. */
export const referencesMax = 20;
