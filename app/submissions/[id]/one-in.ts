/** A chance in words, `1 time in 40`. */
export const formatOneIn = (chance: number): string => `1 time in ${Math.round(1 / chance)}`;
