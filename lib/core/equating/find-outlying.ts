import { square } from '../statistics/exact-math';
import { computeStudentQuantile } from '../statistics/student-distribution';
import { computeSampleMoments } from './sample-moments';

/** How many of so many marks may be set aside, and at which level. */
function chooseTest(count: number): { readonly most: number; readonly level: number } {
  if (count < 5) return { most: 0, level: 0.05 };
  if (count < 8) return { most: 1, level: 0.05 };
  return { most: count < 12 ? 2 : 3, level: 0.01 };
}

/**
 * Indices of the values that lie too far from the others, by the generalised extreme studentised deviate test (Rosner 1983,
 * Technometrics 25:165–172): one of 5–7 at 5 %, two of 8–11 and three of 12 or more at 1 %. The farthest value is taken out again
 * and again; of the R_i = max|v − v̄|/s so found the last one above λ_i says how many are outlying. Values that are all alike have
 * none, nor have fewer than five.
 */
export function findOutlying(values: readonly number[]): ReadonlySet<number> {
  const { most, level } = chooseTest(values.length);
  const left = values.map((value, index) => ({ value, index }));
  const farthest: number[] = [];
  let outlyingCount = 0;
  for (let step = 1; step <= most; step++) {
    const { mean, variance } = computeSampleMoments(left.map(({ value }) => value));
    const distances = left.map(({ value }) => Math.abs(value - mean));
    const place = distances.indexOf(Math.max(...distances));
    if (distances[place]! > computeCriticalDeviate(values.length, step, level) * Math.sqrt(variance))
      outlyingCount = step;
    farthest.push(left.splice(place, 1)[0]!.index);
  }
  return new Set(farthest.slice(0, outlyingCount));
}

/** λ_i = (n − i)·t/√((n − i − 1 + t²)(n − i + 1)), t the 1 − α/(2(n − i + 1)) point of Student's t on n − i − 1. */
export function computeCriticalDeviate(count: number, step: number, level: number): number {
  const rest = count - step;
  const t = computeStudentQuantile(1 - level / (2 * (rest + 1)), rest - 1);
  return (rest * t) / Math.sqrt((rest - 1 + square(t)) * (rest + 1));
}
