import type { Direction } from '../benchmark';

type Values = { readonly length: number; readonly [item: number]: number };

export type LabelTally = { itemCount: number; firstBetter: number; secondBetter: number };

/** On how many items of a part each of two models did better, and on how many they did alike. */
export type DifferingItems = {
  readonly firstBetter: number;
  readonly secondBetter: number;
  /** Of items that are right or wrong; what is left is wrong by both. */
  readonly bothRight: number;
  readonly itemCount: number;
  /** By the label's index; empty where labels are no classes. */
  readonly byLabel: readonly LabelTally[];
};

/** Above 0 where the first did better on an item, below 0 where the second did. */
export const compareItem = (first: number, second: number, direction: Direction): number =>
  direction === 'higher' ? first - second : second - first;

/**
 * @param labels the index of each item's class, one for each item; null where labels are no classes
 * @throws a RangeError for columns of different lengths
 */
export function countDifferingItems(
  [first, second]: readonly [Values, Values],
  { direction, labels, classCount }: { direction: Direction; labels: Values | null; classCount: number },
): DifferingItems {
  if (first.length !== second.length || (labels && labels.length !== first.length))
    throw new RangeError('Two models of one round have values of as many items.');
  const byLabel = Array.from({ length: labels ? classCount : 0 }, () => ({
    ...{ itemCount: 0, firstBetter: 0, secondBetter: 0 },
  }));
  let [firstBetter, secondBetter, bothRight] = [0, 0, 0];
  for (let item = 0; item < first.length; item++) {
    const order = compareItem(first[item]!, second[item]!, direction);
    const tally = labels ? byLabel[labels[item]!] : undefined;
    if (tally) tally.itemCount++;
    if (order > 0) {
      firstBetter++;
      if (tally) tally.firstBetter++;
    } else if (order < 0) {
      secondBetter++;
      if (tally) tally.secondBetter++;
    } else if (first[item] === 1) bothRight++;
  }
  return { firstBetter, secondBetter, bothRight, itemCount: first.length, byLabel };
}
