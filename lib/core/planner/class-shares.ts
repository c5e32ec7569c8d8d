/** The expected shares of a round's classes, which sum to 1; of two the rarer one is last, for the positive one. None without classes. */
export type ClassShares = readonly number[];

export const twoAlike: ClassShares = [0.5, 0.5];

/** So many classes of one size. */
export const classesAlike = (classCount: number): ClassShares =>
  Array.from({ length: classCount }, () => 1 / classCount);

/** By whole per cent, or by any other measure: each at least 1 of it, made to sum to 1. One class alone says nothing of its rounds. */
export function findClassShares(percents: readonly number[]): ClassShares {
  if (percents.length < 2) return [];
  const atLeast1 = percents.map((percent) => Math.max(1, percent));
  if (atLeast1.length === 2) atLeast1.sort((a, b) => b - a);
  const total = atLeast1.reduce((sum, percent) => sum + percent, 0);
  return atLeast1.map((percent) => percent / total);
}

/** The share of items of the rarest class, ½ where there are no classes. */
export const findRarestShare = (shares: ClassShares): number => Math.min(0.5, ...shares);
