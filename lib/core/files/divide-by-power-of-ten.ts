/** Up to here powers of ten are doubles. */
export const powerMax = 22;

const powersOfTen = Float64Array.from({ length: powerMax + 1 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * The double nearest to (head·10^tailCount + tail)/10^power; NaN where it lies so near to the middle of two that these
 * few operations can't tell. Whole numbers: head below 10¹⁵, tail below 10^tailCount, tailCount at most 4, power at most 22.
 *
 * Without a tail one division of exact doubles is rounded once (Clinger 1990, "How to read floating point numbers accurately").
 * Else the rest of that division is found exactly, by the products and sums without error of Dekker 1971 (Numer. Math.
 * 18:224–242), and added: what the quotient is then off by is less than 2⁻⁴⁹ of its last place, and a margin of 2⁻³⁷ is kept.
 */
export function divideByPowerOfTen(head: number, tail: number, tailCount: number, power: number): number {
  const divisor = powersOfTen[power]!;
  if (tailCount === 0) return head / divisor;
  const shift = powersOfTen[tailCount]!;
  const product = head * shift;
  const dividend = product + tail;
  const carried = dividend - product;
  // What the dividend lacks of the whole number: of the product, and of the addition.
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

/** 2⁻⁹⁰: a double has 53 bits. */
const relativeMargin = 8.077935669463161e-28;

/** a·b less the double it was rounded to, exactly. */
function findProductError(a: number, b: number, product: number): number {
  const [aHigh, bHigh] = [cutLow(a), cutLow(b)];
  const [aLow, bLow] = [a - aHigh, b - bHigh];
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** The upper 26 bits of a double's 53 (Veltkamp's splitting). */
function cutLow(value: number): number {
  const scaled = 134_217_729 * value;
  return scaled - (scaled - value);
}
