import { parseFiniteNumber } from './parse-finite-number';

const [zero, point, minus] = [0x30, 0x2e, 0x2d];
/** Digits and power of ten up to here are exact doubles. */
const digitsMax = 15;
const lengthMax = 400;

const powersOfTen = Float64Array.from({ length: digitsMax + 1 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * The number that `parseFiniteNumber` reads in the ASCII characters `bytes[from] … bytes[to − 1]`; NaN where it refuses them, or
 * they are very many.
 *
 * Up to 15 digits with or without a point, as in most cells, need no text: one division of exact doubles gives the double that
 * `Number` gives (Clinger 1990, "How to read floating point numbers accurately").
 */
export function parsePlainNumber(bytes: Uint8Array, from: number, to: number): number {
  const isNegative = bytes[from] === minus && to > from;
  let digits = 0;
  let digitCount = 0;
  let pointAt = -1;
  for (let at = isNegative ? from + 1 : from; at < to; at++) {
    const digit = bytes[at]! - zero;
    if (digit >= 0 && digit <= 9 && digitCount < digitsMax) {
      digits = digits * 10 + digit;
      digitCount++;
    } else if (bytes[at] === point && pointAt === -1) pointAt = at;
    else return parseText(bytes, from, to);
  }
  if (digitCount === 0) return Number.NaN;
  const value = pointAt === -1 ? digits : digits / powersOfTen[to - 1 - pointAt]!;
  return isNegative ? -value : value;
}

function parseText(bytes: Uint8Array, from: number, to: number): number {
  if (to - from > lengthMax) return Number.NaN;
  const number = parseFiniteNumber(
    String.fromCharCode.apply(null, bytes.subarray(from, to) as unknown as number[]),
  );
  return number.ok ? number.value : Number.NaN;
}
