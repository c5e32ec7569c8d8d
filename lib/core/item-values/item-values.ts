import type { Direction } from '../benchmark';
import type { Metric } from '../metrics/metric';

/** Definition of the values by which two models are compared on single items. */
export type ItemValuesRule = {
  readonly by: 'outcomes' | 'merits';
  /** True if each value is 1 for right or 0 for wrong. */
  readonly areRightOrWrong: boolean;
  readonly direction: Direction;
  /** End of the sentence “A model does better on an item if …”; null where the value is the metric's outcome. */
  readonly meaning: string | null;
};

/** Chooses the values for a metric; null for a metric without values of single items. */
export function chooseItemValues({
  outcomes,
  itemComparison,
}: Pick<Metric, 'outcomes' | 'itemComparison'>): ItemValuesRule | null {
  switch (itemComparison.by) {
    case 'outcomes':
      return {
        by: 'outcomes',
        areRightOrWrong: outcomes.kind === 'zero-one',
        direction: outcomes.direction,
        meaning: null,
      };
    case 'merits': {
      const { by, direction, meaning } = itemComparison;
      return { by, areRightOrWrong: false, direction, meaning };
    }
    case 'nothing':
      return null;
  }
}

/**
 * Encodes values as bytes: one byte per item where each value is right or wrong, else a four-byte float, which is precise
 * enough for a comparison.
 */
export function encodeItemValues(values: Float64Array, areRightOrWrong: boolean): Uint8Array {
  if (areRightOrWrong) return Uint8Array.from(values);
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    view.setFloat32(4 * i, value, true);
  });
  return bytes;
}

/**
 * Decodes values.
 * @param bytes exactly the output of `encodeItemValues`
 */
export function decodeItemValues(bytes: Uint8Array, areRightOrWrong: boolean): Uint8Array | Float32Array {
  if (areRightOrWrong) return bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
}

type Values = { readonly length: number; readonly [item: number]: number };

export type LabelTally = { itemCount: number; firstBetter: number; secondBetter: number };

/** Numbers of a split's items on which the first or the second model is better, or both are equally good. */
export type DifferingItems = {
  readonly firstBetter: number;
  readonly secondBetter: number;
  /** Number of items on which both models are right, if values are right or wrong. On the remaining items both are wrong. */
  readonly bothRight: number;
  readonly itemCount: number;
  /** Counts for each label, by label index; empty where labels aren't classes. */
  readonly byLabel: readonly LabelTally[];
};

/** Compares two models' values of an item: above 0 if the first model is better, below 0 if the second is. */
export const compareItem = (first: number, second: number, direction: Direction): number =>
  direction === 'higher' ? first - second : second - first;

/**
 * Counts on how many items each of two models is better.
 * @param labels for each item the index of its class; null where labels aren't classes
 * @throws RangeError for columns of different lengths
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
