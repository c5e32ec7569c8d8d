import { isBounded, roundPublished } from '../metrics/format-score';
import { type MetricName, metricByName } from '../metrics/metric-name';
import { normalQuantile975 } from '../statistics/normal-distribution';
import type { LossKind } from './ladder/ladder-rules';

/**
 * Maximum number of decimals. A file can have so small a standard error that its score would otherwise have more digits than
 * a double.
 */
const decimalsMax = 15;

/**
 * Computes the number of decimals of a reported score: those of the largest power of ten that isn't above its standard
 * error. Further digits are noise to an honest reader, but reveal bits of the labels to an attacker (the ladder's step η of
 * Blum & Hardt 2015, arXiv 1502.04585; Whitehill 2017, arXiv 1707.01825, for exact log loss).
 *
 * For 0/1 losses the largest standard error that n items allow, 1/(2√n), replaces the score's own standard error, so that
 * the number of digits reveals nothing. A standard error of 0 gives four decimals.
 */
export function findReportDecimals(lossKind: LossKind, standardError: number, itemCount: number): number {
  const scale = lossKind === 'zero-one' ? 0.5 / Math.sqrt(itemCount) : standardError;
  if (!(scale > 0)) return 4;
  const exponent = Number(scale.toExponential().split('e')[1]);
  return Math.min(decimalsMax, 0 - exponent);
}

/**
 * Number of decimals to which `publishedNumber` rounds: four for bounded metrics, enough for five significant digits for
 * others.
 */
export function findPublishedDecimals(metric: MetricName, value: number): number {
  if (isBounded(metric)) return 4;
  return value === 0 ? 4 : 4 - Number(value.toExponential(4).split('e')[1]);
}

/**
 * Rounds `value` to the nearest multiple of 10^−decimals; negative decimals round to tens, hundreds, and so on. The result
 * is the double nearest to the decimal number, so that it prints with no further digits, and is never −0. Throws for a value
 * that isn't finite.
 */
export function roundToDecimals(value: number, decimals: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`only a finite number can be reported, got ${value}`);
  if (decimals >= 0) return Number(value.toFixed(decimals)) + 0;
  const step = Number(`1e${-decimals}`);
  return Math.round(value / step) * step + 0;
}

/** Rounds `value` to the nearest multiple of ½ · 10^−decimals, but to at least one such step. */
export const roundToHalfSteps = (value: number, decimals: number): number =>
  Math.max(roundToDecimals(2 * value, decimals), Number(`1e${-decimals}`)) / 2;

/**
 * Rounds a score to `decimals`, and its standard error to half a step of the last decimal. A standard error with two digits
 * would defeat the rounding: for 1,200 items and a score near 0.95 only 2 counts of hits would be consistent with both
 * numbers, instead of 11.
 */
export const roundReported = (
  { score, standardError }: { readonly score: number; readonly standardError: number },
  decimals: number,
) => ({
  score: roundToDecimals(score, decimals),
  standardError: roundToHalfSteps(standardError, decimals),
});

/** Number of decimals in the shortest decimal text of a number. */
export function countDecimals(value: number): number {
  const [digits = '', exponent = '0'] = String(value).split('e');
  return Math.max(0, (digits.split('.')[1]?.length ?? 0) - Number(exponent));
}

/**
 * Rounds a number for publication: four decimals for bounded metrics, five significant digits for the others. Full digits
 * leak labels (Whitehill 2017, arXiv 1707.01825: 16 labels for each exact log loss). Ranks use the rounded numbers, so that
 * equal scores in a table have equal ranks.
 */
export function publishedNumber(metric: MetricName, value: number): number {
  if (!Number.isFinite(value))
    throw new RangeError(`a published number must be finite, got ${value} for ${metric}`);
  return roundPublished(isBounded(metric), value);
}

/**
 * Computes the 95 % interval of a reported score from reported values only: score ± 1.96 · standard error, within the
 * metric's range. Without a standard error both bounds equal the score.
 */
export function computeReportedInterval(
  metric: MetricName,
  score: number,
  standardError: number | null,
): { readonly lower: number; readonly upper: number } {
  const [low, high] = metricByName[metric].range;
  const limit = (value: number) => publishedNumber(metric, Math.min(high, Math.max(low, value)));
  const half = normalQuantile975 * (standardError ?? 0);
  return { lower: limit(score - half), upper: limit(score + half) };
}
