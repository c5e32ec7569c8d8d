import { ok, type Result, refuse } from '../result';
import type { FileProblem } from './file-problem';
import type { FilePosition } from './row-reader';

/** Reasons for refusing a number. `too_large`: the number is finite but beyond the allowed range. */
export type NumberFault = 'empty' | 'not_a_number' | 'infinite' | 'decimal_comma' | 'spaces' | 'too_large';

/**
 * Parses a number in decimal or exponent form only: no hexadecimal, no thousands separators, no spaces, no NaN. A number too
 * large for a double counts as infinite; one too small is 0, as in IEEE 754.
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

/**
 * The largest absolute value of a regression's label or prediction, in the unit of the target. The highest power that a
 * score or its error needs is the sixth of an error y − ŷ, in the acceleration of a bootstrap of squared errors of which a
 * group holds n = 10⁶: (n·(2·10⁴⁰)²)³ = 6.4·10²⁵⁹, below 1.8·10³⁰⁸, the largest double. With larger numbers a score could be
 * infinite, and so undefined.
 */
export const targetNumberMax = 1e40;

/** Parses a label or prediction of a regression by `parseFiniteNumber`, within ±`targetNumberMax`. */
export function parseTargetNumber(text: string): Result<number, NumberFault> {
  const number = parseFiniteNumber(text);
  return number.ok && Math.abs(number.value) > targetNumberMax ? refuse('too_large') : number;
}

// No digit can match two repeated parts of this expression, else a cell of a million digits and a letter would take
// quadratic time by backtracking.
const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

const infinite = /^[+-]?inf(?:inity)?$/i;

const withComma = /^[+-]?(?:\d+,\d*|,\d+)(?:[eE][+-]?\d+)?$/;

const [zero, point, minus, plus, exponentSign] = [0x30, 0x2e, 0x2d, 0x2b, 0x65];

const headDigitsMax = 15;

const tailDigitsMax = 4;

const lengthMax = 400;

/**
 * Parses the number in the ASCII characters `bytes[from] … bytes[to − 1]` like `parseFiniteNumber`, to the last bit; NaN
 * where `parseFiniteNumber` refuses the text, or the text is very long. Allocates no string for up to 19 digits with a power
 * of ten from 10⁻²² to 1, the usual form of numbers around 1.
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

/** Parses the exponent `e±n` and returns n up to 99, with its sign; NaN for other text. */
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

/**
 * Describes the problem of a cell that should be a finite number.
 *
 * @param subject names the cell at the beginning of the sentence: `the label`, `the prediction "abc"`. It must quote no
 * secret.
 */
export function describeNumberProblem(fault: NumberFault, subject: string, at: FilePosition): FileProblem {
  switch (fault) {
    case 'empty':
      return { ...at, code: 'empty_value', detail: `${subject} is empty`, hint: 'Give every row a number.' };
    case 'infinite':
      return {
        ...at,
        code: 'infinite_number',
        detail: `${subject} is infinite or too large for a double`,
        hint: 'Replace it by a finite number.',
      };
    case 'too_large':
      return {
        ...at,
        code: 'out_of_range',
        detail: `${subject} is beyond ±${targetNumberMax}, so that no score could be computed with it`,
        hint: 'Give numbers in the unit of the target; look for a division by nearly 0, or a marker for a missing number.',
      };
    case 'decimal_comma':
      return {
        ...at,
        code: 'decimal_comma',
        detail: `${subject} has a decimal comma`,
        hint: 'Write numbers with a decimal point: 0.5, not 0,5.',
      };
    case 'spaces':
      return {
        ...at,
        code: 'not_a_number',
        detail: `${subject} has spaces around the number`,
        hint: 'Remove the spaces; in CSV they belong to the value.',
      };
    case 'not_a_number':
      return {
        ...at,
        code: 'not_a_number',
        detail: `${subject} is not a finite decimal number`,
        hint: 'Write it like 12, -0.5 or 1.2e-3. NaN, hexadecimal and thousands separators are not accepted.',
      };
  }
}

/** Largest exponent for which a power of ten is exactly a double. */
const powerMax = 22;

const powersOfTen = Float64Array.from({ length: powerMax + 1 }, (_, exponent) => Number(`1e${exponent}`));

/** 2⁻⁹⁰, the margin in which a result counts as undecided, relative to the dividend; a double has 53 bits. */
const relativeMargin = 8.077935669463161e-28;

/**
 * Computes the double nearest to (head·10^tailCount + tail)/10^power; NaN where the quotient is so close to the middle of
 * two doubles that these few operations can't decide. All arguments are whole numbers: head below 10¹⁵, tail below
 * 10^tailCount, tailCount at most 4, power at most 22.
 *
 * Without a tail one division of exact doubles is rounded once (Clinger 1990, "How to read floating point numbers
 * accurately"). With a tail, the remainder of that division is found exactly, by Dekker's error-free products and sums
 * (1971, Numer. Math. 18:224–242), and added: the error of the quotient is then less than 2⁻⁴⁹ of its last place, and a
 * margin of 2⁻³⁷ is kept.
 */
export function divideByPowerOfTen(head: number, tail: number, tailCount: number, power: number): number {
  const divisor = powersOfTen[power]!;
  if (tailCount === 0) return head / divisor;
  const shift = powersOfTen[tailCount]!;
  const product = head * shift;
  const dividend = product + tail;
  const carried = dividend - product;
  // Rounding errors by which the dividend differs from the exact whole number: of the product, and of the addition.
  const lost = findProductError(head, shift, product) + (product - (dividend - carried) + (tail - carried));
  const quotient = dividend / divisor;
  const back = quotient * divisor;
  const rest = dividend - back - findProductError(quotient, divisor, back) + lost;
  const correction = rest / divisor;
  const margin = quotient * relativeMargin;
  const value = quotient + correction;
  return quotient + (correction - margin) === value && quotient + (correction + margin) === value
    ? value
    : Number.NaN;
}

/** Rounding error of a product, exactly: a·b minus the double nearest to it. */
function findProductError(a: number, b: number, product: number): number {
  const [aHigh, bHigh] = [cutLow(a), cutLow(b)];
  const [aLow, bLow] = [a - aHigh, b - bHigh];
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** Upper 26 of the 53 bits of a double (Veltkamp's splitting). */
function cutLow(value: number): number {
  const scaled = 134_217_729 * value;
  return scaled - (scaled - value);
}
