/**
 * A finite number in decimals without an exponent, to that many significant digits (at most 15), halves away from 0: 123456 to 5 is
 * `123460`, 0 is `0.0000`. As `Intl.NumberFormat` writes it, which takes a phone's browser 0.13 s when a page first asks for one.
 */
export function formatSignificant(value: number, digitCount: number): string {
  const [mantissa, power] = Math.abs(value).toExponential().split('e') as [string, string];
  const digits = mantissa.replace('.', '').padEnd(digitCount, '0');
  const isUp = digits.charAt(digitCount) >= '5';
  const rounded = String(Number(digits.slice(0, digitCount)) + (isUp ? 1 : 0)).padEnd(digitCount, '0');
  const wholeCount = Number(power) + 1 + rounded.length - digitCount;
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  return sign + place(rounded.slice(0, digitCount), wholeCount);
}

/** Puts the point after so many digits. */
function place(digits: string, wholeCount: number): string {
  if (wholeCount <= 0) return `0.${'0'.repeat(-wholeCount)}${digits}`;
  const fraction = digits.slice(wholeCount);
  return digits.slice(0, wholeCount).padEnd(wholeCount, '0') + (fraction && `.${fraction}`);
}
