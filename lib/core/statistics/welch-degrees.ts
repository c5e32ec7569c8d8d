/** A part of a variance, and the degrees of freedom that it was estimated with. */
export type VariancePart = { readonly variance: number; readonly degrees: number };

/**
 * Degrees of freedom of a variance that is the sum of independently estimated parts, (ΣV)²/Σ(V²/ν) (Satterthwaite 1946, Biometrics
 * Bull. 2:110–114; Welch 1947, Biometrika 34:28–35): between the fewest degrees of a part and the sum of all. At least 1; where no
 * part varies, the fewest degrees of any.
 */
export function computeWelchDegrees(parts: readonly VariancePart[]): number {
  let sum = 0;
  let squares = 0;
  let fewest = Number.POSITIVE_INFINITY;
  for (const { variance, degrees } of parts) {
    fewest = Math.min(fewest, degrees);
    if (!(variance > 0)) continue;
    sum += variance;
    squares += variance * (variance / Math.max(1, degrees));
  }
  return Math.max(1, sum > 0 ? sum * (sum / squares) : fewest);
}
