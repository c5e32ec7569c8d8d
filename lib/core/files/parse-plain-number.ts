import { divideByPowerOfTen, powerMax } from './divide-by-power-of-ten';
import { parseFiniteNumber } from './parse-finite-number';

const [zero, point, minus, plus, exponentSign] = [0x30, 0x2e, 0x2d, 0x2b, 0x65];
const headDigitsMax = 15;
const tailDigitsMax = 4;
const lengthMax = 400;

/**
 * The number that `parseFiniteNumber` reads in the ASCII characters `bytes[from] … bytes[to − 1]`, to the last bit; NaN where it
 * refuses them, or they are very many. No text is made of up to 19 digits with a power of ten from 10⁻²² to 1, which is how
 * programs write numbers around 1.
 */
export function parsePlainNumber(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  const isNegative = at < to && bytes[at] === minus;
  if (isNegative) at++;
  const digitsFrom = at;
  let head = 0;
  let headCount = 0;
  let tail = 0;
  let tailCount = 0;
  let pointAt = -1;
  for (; at < to; at++) {
    const digit = bytes[at]! - zero;
    if (digit >= 0 && digit <= 9) {
      if (headCount < headDigitsMax) {
        head = head * 10 + digit;
        if (head > 0) headCount++;
      } else if (tailCount < tailDigitsMax) {
        tail = tail * 10 + digit;
        tailCount++;
      } else return parseText(bytes, from, to);
    } else if (bytes[at] === point && pointAt === -1) pointAt = at;
    else break;
  }
  const digitCount = at - digitsFrom - (pointAt === -1 ? 0 : 1);
  const decimals = pointAt === -1 ? 0 : at - 1 - pointAt;
  const exponent = at === to ? 0 : parseExponent(bytes, at, to);
  const power = decimals - exponent;
  if (digitCount === 0 || !(power >= 0 && power <= powerMax)) return parseText(bytes, from, to);
  const value = divideByPowerOfTen(head, tail, tailCount, power);
  if (Number.isNaN(value)) return parseText(bytes, from, to);
  return isNegative ? -value : value;
}

/** The n of `e±n` up to 99; NaN of anything else. */
function parseExponent(bytes: Uint8Array, from: number, to: number): number {
  if ((bytes[from]! | 0x20) !== exponentSign) return Number.NaN;
  const isSigned = bytes[from + 1] === minus || bytes[from + 1] === plus;
  const digitsFrom = from + (isSigned ? 2 : 1);
  if (digitsFrom >= to || to - digitsFrom > 2) return Number.NaN;
  let exponent = 0;
  for (let at = digitsFrom; at < to; at++) {
    const digit = bytes[at]! - zero;
    if (digit < 0 || digit > 9) return Number.NaN;
    exponent = exponent * 10 + digit;
  }
  return bytes[from + 1] === minus ? -exponent : exponent;
}

function parseText(bytes: Uint8Array, from: number, to: number): number {
  if (to - from > lengthMax) return Number.NaN;
  const number = parseFiniteNumber(Reflect.apply(String.fromCharCode, null, bytes.subarray(from, to)));
  return number.ok ? number.value : Number.NaN;
}
