import { ok, type Result, refuse } from '../result';
import type { JsonValue } from './json-value';

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
