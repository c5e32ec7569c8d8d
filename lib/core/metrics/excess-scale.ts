/**
 * The scale of a metric's gap and drop, by the kind of its pseudo-values:
 *
 * - `share`: a score of 0 to 1, its pseudo-values as they are
 * - `area`: the same, with separate spreads of the true classes, like DeLong's
 * - `correlation`: −1 to 1
 * - `loss`: a mean of losses, by its logarithm
 * - `root-loss`: the root of a mean of squares, by the logarithm of that mean
 * - `explained`: 1 − such a mean against the spread of the labels, by the logarithm of the rest
 */
export const excessScales = ['share', 'area', 'correlation', 'loss', 'root-loss', 'explained'] as const;
export type ExcessScale = (typeof excessScales)[number];
