/** A share of 1 as whole per cent; what is under one per cent and not nothing is said to be. */
export const formatExposure = (share: number): string =>
  share > 0 && share < 0.01 ? '< 1 %' : `${Math.round(100 * share)} %`;
