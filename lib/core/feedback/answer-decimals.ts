import { isBounded } from '../metrics/is-bounded';
import type { MetricName } from '../metrics/metric-name';
import type { LossKind } from './ladder/ladder-rules';

/** More digits than a double has would be asked for by a standard error that somebody made as small. */
const decimalsMax = 15;

/**
 * Decimals of a told score: those of the largest power of ten that isn't above its standard error. Digits below that are
 * noise to an honest reader and label bits to an attacker (the ladder's step η of Blum & Hardt 2015, arXiv 1502.04585;
 * Whitehill 2017, arXiv 1707.01825, for exact log loss).
 *
 * For 0/1 losses the largest standard error that n items allow, 1/(2√n), is taken in place of the score's own, so that
 * the number of digits says nothing. A standard error of 0 keeps four decimals.
 */
export function findAnswerDecimals(lossKind: LossKind, standardError: number, itemCount: number): number {
  const scale = lossKind === 'zero-one' ? 0.5 / Math.sqrt(itemCount) : standardError;
  if (!(scale > 0)) return 4;
  const exponent = Number(scale.toExponential().split('e')[1]);
  return Math.min(decimalsMax, 0 - exponent);
}

/** Decimals of a number as `publishedNumber` gives it: four, or those of five significant digits. */
export function findPublishedDecimals(metric: MetricName, value: number): number {
  if (isBounded(metric)) return 4;
  return value === 0 ? 4 : 4 - Number(value.toExponential(4).split('e')[1]);
}
