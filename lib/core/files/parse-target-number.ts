import { type Result, refuse } from '../result';
import { type NumberFault, parseFiniteNumber } from './parse-finite-number';

/**
 * The largest absolute value of a regression's label or prediction, in the unit of the target. The highest power that a score or
 * its error needs is the sixth of an error y − ŷ, in the acceleration of a bootstrap of squared errors of which a group holds
 * n = 10⁶: (n·(2·10⁴⁰)²)³ = 6.4·10²⁵⁹, below 1.8·10³⁰⁸, the end of the doubles. Beyond that a score would be infinite, and so none.
 */
export const targetNumberMax = 1e40;

/** Reads a label or prediction of a regression: what `parseFiniteNumber` reads, within ±`targetNumberMax`. */
export function parseTargetNumber(text: string): Result<number, NumberFault> {
  const number = parseFiniteNumber(text);
  return number.ok && Math.abs(number.value) > targetNumberMax ? refuse('too_large') : number;
}
