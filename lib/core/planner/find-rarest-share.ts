/** The share of items of the rarest class by a check's whole per cent: at least 1 %, ½ where there are no classes. */
export const findRarestShare = (percentByClass: Readonly<Record<string, number>>): number =>
  Math.max(1, Math.min(50, ...Object.values(percentByClass))) / 100;
