import { ok, type Result, refuse } from '../result';

/** `too_large`: finite, and beyond what its place allows. */
export type NumberFault = 'empty' | 'not_a_number' | 'infinite' | 'decimal_comma' | 'spaces' | 'too_large';

// No two of its repeated parts may take the same digits: a cell of a million digits and a letter would be tried in every split.
const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const infinite = /^[+-]?inf(?:inity)?$/i;
const withComma = /^[+-]?(?:\d+,\d*|,\d+)(?:[eE][+-]?\d+)?$/;

/**
 * Reads a number written in decimal or exponent form, and nothing else: no hexadecimal, no thousands separators, no
 * spaces, no NaN. A number too large for a double counts as infinite; one too small is 0, as in IEEE 754.
 */
export function parseFiniteNumber(text: string): Result<number, NumberFault> {
  if (decimal.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? ok(value) : refuse('infinite');
  }
  if (text === '') return refuse('empty');
  if (infinite.test(text)) return refuse('infinite');
  if (withComma.test(text)) return refuse('decimal_comma');
  if (decimal.test(text.trim())) return refuse('spaces');
  return refuse('not_a_number');
}
