/** Half the width of a 95 % normal interval, in standard errors. */
const z95 = 1.959963984540054;

/**
 * Whether a gap between feedback and final score is larger than chance lets two random parts differ, at 5 %.
 *
 * The final part's standard error is read off its published interval; the feedback part's is the same, scaled by the
 * sizes, because a standard error falls with the root of n: SE² = SE_final²·(1 + n_final/n_feedback). This is the one
 * model's test of docs `methods`, with the metric's own error in the place of √(p(1−p)/n).
 */
export function isGapOutsideNoise(
  gap: number,
  interval: { lower: number; upper: number },
  counts: { feedback: number; final: number },
): boolean {
  const finalError = (interval.upper - interval.lower) / (2 * z95);
  return Math.abs(gap) > z95 * finalError * Math.sqrt(1 + counts.final / counts.feedback);
}
