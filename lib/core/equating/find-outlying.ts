import { square } from '../statistics/exact-math';
import { computeStudentQuantile } from '../statistics/student-distribution';
import { computeSampleMoments } from './sample-moments';

const level = 0.01;

/** How many of so many anchors may be outliers. */
function countMost(count: number): number {
  if (count < 5) return 0;
  if (count < 8) return 1;
  return count < 12 ? 2 : 3;
}

/**
 * Indices of the outliers among some values, by the generalised extreme studentised deviate test (Rosner 1983, Technometrics
 * 25:165–172) at 1 %: at most one of 5–7, two of 8–11 and three of 12 or more. The farthest value is taken out again and again; of the
 * R_i = max|v − v̄|/s so found the last one above λ_i is the number of outliers. Equal values have none, nor have fewer than five.
 */
export function findOutlying(values: readonly number[]): ReadonlySet<number> {
  const left = values.map((value, index) => ({ value, index }));
  const farthest: number[] = [];
  let outlyingCount = 0;
  for (let step = 1; step <= countMost(values.length); step++) {
    const { mean, variance } = computeSampleMoments(left.map(({ value }) => value));
    const distances = left.map(({ value }) => Math.abs(value - mean));
    const place = distances.indexOf(Math.max(...distances));
    if (distances[place]! > computeCriticalDeviate(values.length, step) * Math.sqrt(variance))
      outlyingCount = step;
    farthest.push(left.splice(place, 1)[0]!.index);
  }
  return new Set(farthest.slice(0, outlyingCount));
}

/** λ_i = (n − i)·t/√((n − i − 1 + t²)(n − i + 1)), t the 1 − α/(2(n − i + 1)) point of Student's t on n − i − 1. */
export function computeCriticalDeviate(count: number, step: number): number {
  const rest = count - step;
  const t = computeStudentQuantile(1 - level / (2 * (rest + 1)), rest - 1);
  return (rest * t) / Math.sqrt((rest - 1 + square(t)) * (rest + 1));
}
