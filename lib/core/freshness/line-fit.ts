import { computeSampleMoments } from '../equating/sample-moments';
import { square } from '../statistics/exact-math';

/** y = intercept + slope·x by least squares, with what its errors are computed from. */
export type LineFit = {
  readonly count: number;
  readonly intercept: number;
  readonly slope: number;
  readonly meanX: number;
  /** S_xx = Σ(x − x̄)². */
  readonly squaresX: number;
  /** Residual variance, divisor m − 2. */
  readonly residualVariance: number;
};

/**
 * The ordinary least-squares line. Needs at least 3 points for its variance.
 * @returns null where a line isn't determined: fewer than 3 points, or all x alike
 */
export function fitLine(x: readonly number[], y: readonly number[]): LineFit | null {
  const count = x.length;
  if (count < 3) return null;
  const { mean: meanX, variance } = computeSampleMoments(x);
  const { mean: meanY } = computeSampleMoments(y);
  if (!(variance > 0)) return null;
  const squaresX = variance * (count - 1);
  const slope = x.reduce((sum, value, i) => sum + (value - meanX) * (y[i]! - meanY), 0) / squaresX;
  const residuals = x.reduce((sum, value, i) => sum + square(y[i]! - meanY - slope * (value - meanX)), 0);
  return {
    count,
    intercept: meanY - slope * meanX,
    slope,
    meanX,
    squaresX,
    residualVariance: residuals / (count - 2),
  };
}
