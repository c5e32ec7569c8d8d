/**
 * The share of a sum of squared errors that the largest 1 % of them make, at least one of them. A few errors make most of a score with
 * heavy tails, whose interval then holds the true score less often than it aims to; no mark tells which intervals do.
 */
export function computeTailShare(squares: Float64Array): number {
  const sorted = squares.slice().sort();
  const from = sorted.length - Math.ceil(sorted.length / 100);
  const sum = sorted.reduce((total, square) => total + square, 0);
  return sum > 0 ? sorted.subarray(from).reduce((total, square) => total + square, 0) / sum : 0;
}

/** As published: a multiple of .05, since the items stay hidden. */
export const roundTailShare = (share: number): number => Math.round(20 * share) / 20;
