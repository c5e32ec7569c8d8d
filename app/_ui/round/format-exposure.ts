/** A share of 1 as whole per cent; a little, though not nothing, is said to be under one per cent. */
export const formatExposure = (share: number): string =>
  share > 0 && share < 0.01 ? '< 1 %' : `${Math.round(100 * share)} %`;
