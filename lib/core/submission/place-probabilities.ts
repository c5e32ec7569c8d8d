import type { Predictions } from './predictions';

/** How far a row of probabilities may sum from 1: room for values rounded to three or four places. */
export const probabilitySumTolerance = 1e-3;

export const isProbability = (value: number): boolean => value >= 0 && value <= 1;

export const sumsToOne = (sum: number): boolean => Math.abs(sum - 1) <= probabilitySumTolerance;

/** Gives the class without a column what the other, of two, leaves of 1. */
export function fillRest(
  probabilities: Float64Array,
  item: number,
  columns: readonly (number | null)[],
): void {
  const rest = columns.indexOf(null);
  if (rest !== -1) probabilities[2 * item + rest] = 1 - probabilities[2 * item + 1 - rest]!;
}

/** Makes the item's predicted class that of its highest probability, the first on a tie, and gives the sum of its row. */
export function placeProbabilities(
  { predicted, probabilities }: Extract<Predictions, { kind: 'probabilities' }>,
  item: number,
  classCount: number,
): number {
  let sum = 0;
  let highest = -1;
  for (let c = 0; c < classCount; c++) {
    const value = probabilities[item * classCount + c]!;
    sum += value;
    if (value > highest) {
      highest = value;
      predicted[item] = c;
    }
  }
  return sum;
}
