import { ok, type Result, refuse } from '../result';

export type NumberFault = 'empty' | 'not_a_number' | 'infinite' | 'decimal_comma' | 'spaces';

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const infinite = /^[+-]?inf(?:inity)?$/i;
const withComma = /^[+-]?(?:\d+,\d*|,\d+)(?:[eE][+-]?\d+)?$/;

/**
 * Reads a number written in decimal or exponent form, and nothing else: no hexadecimal, no thousands separators, no
 * spaces, no NaN. A number too large for a double counts as infinite; one too small is 0, as in IEEE 754.
 */
export function parseFiniteNumber(text: string): Result<number, NumberFault> {
  const plain = readPlainDecimal(text);
  if (plain !== undefined) return ok(plain);
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

const powersOfTen = Array.from({ length: 16 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * The number of up to 15 digits with or without a point, which is what most cells are: digits and power of ten are exact
 * doubles, so one division gives the double that `Number` gives (Clinger 1990, "How to read floating point numbers
 * accurately"). Undefined for everything else.
 */
function readPlainDecimal(text: string): number | undefined {
  const length = text.length;
  if (length === 0 || length > 16) return undefined;
  let digits = 0;
  let point = -1;
  for (let i = 0; i < length; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit >= 0 && digit <= 9) digits = digits * 10 + digit;
    else if (digit === -2 && point === -1) point = i;
    else return undefined;
  }
  if (point === -1) return length > 15 ? undefined : digits;
  return length === 1 ? undefined : digits / powersOfTen[length - 1 - point]!;
}
