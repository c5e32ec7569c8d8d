/**
 * The scale on which a metric's gap and drop are measured, by what its pseudo-values are made of:
 *
 * - `share`: a score of 0 to 1, its pseudo-values as they are
 * - `area`: the same, with the spread of the true classes apart, as DeLong has it
 * - `correlation`: −1 to 1
 * - `loss`: a mean of losses, by its logarithm
 * - `root-loss`: the root of a mean of squares, by the logarithm of that mean
 * - `explained`: 1 − such a mean against the spread of the labels, by the logarithm of what is left
 */
export const excessScales = ['share', 'area', 'correlation', 'loss', 'root-loss', 'explained'] as const;
export type ExcessScale = (typeof excessScales)[number];
