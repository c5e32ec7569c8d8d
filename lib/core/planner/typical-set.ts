import { type ClassificationScorable, createClassScorable } from '../metrics/scorable/scorable';
import type { ClassShares } from './sum-binomial';

/** Where counts of so many items stand for a population. */
export const populationCount = 20_000;

/**
 * A file that has this share of the items of each class right, and spreads its errors evenly over the other classes. Counts are rounded, and
 * each class has one item at least.
 * @param shares of two classes or more
 */
export function makeTypicalSet(
  itemCount: number,
  shares: ClassShares,
  rightShare: number,
): ClassificationScorable {
  const counts = shares.map((share) => Math.max(1, Math.round(itemCount * share)));
  const [labels, predicted]: [number[], number[]] = [[], []];
  counts.forEach((count, label) => {
    const right = Math.round(rightShare * count);
    for (let place = 0; place < count; place++) {
      labels.push(label);
      predicted.push(place < right ? label : otherClass(label, place - right, shares.length));
    }
  });
  return createClassScorable({
    task: shares.length === 2 ? 'binary' : 'multiclass',
    classes: shares.map((_, c) => String(c)),
    labels: Int32Array.from(labels),
    predicted: Int32Array.from(predicted),
  });
}

/** The other classes in turn. */
const otherClass = (label: number, turn: number, classCount: number): number =>
  (label + 1 + (turn % (classCount - 1))) % classCount;
