import { ok, type Result, refuse } from '../../result';
import { computeSum } from '../../statistics/compensated-sum';
import type { ClassificationScorable } from '../scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from '../scorable/undefined-metric';

export const binCount = 15;

/** Σ_b |sum of the gaps in bin b|/n. */
export function computeBinnedError(gapSums: readonly number[], itemCount: number): number {
  return gapSums.reduce((sum, gap) => sum + Math.abs(gap), 0) / itemCount;
}

/** Confidence minus hit of each item, by bin, in the order of the items. Refuses as the metric does. */
export function binCalibrationGaps(
  s: ClassificationScorable,
): Result<readonly Float64Array[], UndefinedMetric> {
  const gaps = computeCalibrationGaps(s);
  return gaps.ok ? ok(binGaps(gaps.value)) : gaps;
}

export function binGaps({ bins, values }: { bins: Uint8Array; values: Float64Array }): Float64Array[] {
  const counts = new Int32Array(binCount);
  for (const bin of bins) counts[bin]!++;
  const binned = Array.from(counts, (count) => new Float64Array(count));
  const filled = new Int32Array(binCount);
  for (let i = 0; i < bins.length; i++) binned[bins[i]!]![filled[bins[i]!]!++] = values[i]!;
  return binned;
}

/**
 * What each item adds to the error: its confidence minus its hit, with the sign of its bin's sum, so that the mean is the
 * metric. Refuses as the metric does.
 */
export function computeItemCalibration(s: ClassificationScorable): Result<Float64Array, UndefinedMetric> {
  const gaps = computeCalibrationGaps(s);
  const binned = binCalibrationGaps(s);
  if (!gaps.ok) return gaps;
  if (!binned.ok) return binned;
  const signs = binned.value.map((values) => (computeSum(values) < 0 ? -1 : 1));
  return ok(gaps.value.values.map((gap, i) => gap * signs[gaps.value.bins[i]!]!));
}

/** Confidence minus hit of each item, with its bin, 0 … 14. Refuses as the metric does. */
export function computeCalibrationGaps(
  s: ClassificationScorable,
): Result<{ bins: Uint8Array; values: Float64Array }, UndefinedMetric> {
  const { labels, predicted, probabilities } = s;
  const width = s.classes.length;
  if (labels.length === 0) return refuse(undefinedMetric('no-items'));
  if (probabilities === null) return refuse(undefinedMetric('no-probabilities'));
  if (!probabilities.every(Number.isFinite)) return refuse(undefinedMetric('not-finite'));
  const bins = new Uint8Array(labels.length);
  const values = new Float64Array(labels.length);
  for (let i = 0; i < labels.length; i++) {
    const confidence = probabilities[i * width + predicted[i]!]!;
    bins[i] = Math.min(Math.max(Math.ceil(confidence * binCount) - 1, 0), binCount - 1);
    values[i] = confidence - (labels[i] === predicted[i] ? 1 : 0);
  }
  return ok({ bins, values });
}
