import { computeFairCoinTail } from '../../../statistics/draw-binomial';
import { type OrderTest, startOrderTest } from './order-test';

/** Numbers of item pairs whose own ids contain more of their labels than each other's, and less. */
export type LabelsInIds = { readonly own: number; readonly swapped: number };

export type LabelsInIdsCounter = {
  /** Adds the next item of the file. */
  add(id: string, label: string): void;
  finish(): LabelsInIds;
};

/** Compares each item with the one before it, two by two, so that no item is in two pairs. */
export function createLabelsInIdsCounter(): LabelsInIdsCounter {
  let first: { id: string; label: string } | null = null;
  let own = 0;
  let swapped = 0;
  return {
    add(id, label) {
      const item = { id: id.toLowerCase(), label: label.toLowerCase() };
      if (first === null) {
        first = item;
        return;
      }
      const difference =
        holds(first.id, first.label) +
        holds(item.id, item.label) -
        holds(first.id, item.label) -
        holds(item.id, first.label);
      if (difference > 0) own++;
      if (difference < 0) swapped++;
      first = null;
    },
    finish: () => ({ own, swapped }),
  };
}

const holds = (id: string, label: string): number => (label !== '' && id.includes(label) ? 1 : 0);

/**
 * Tests whether ids contain the label of their own item. Under independence, labels exchanged within pairs are equally likely, so
 * that the side with more is a fair coin (the sign test): exact. Effect size is the share of pairs in favour minus the share
 * against.
 */
export function testLabelsInIds({ own, swapped }: LabelsInIds, itemCount: number): OrderTest {
  const test = startOrderTest('label itself in the ids', 'label');
  const p = computeFairCoinTail(Math.max(own, swapped), own + swapped);
  test.add(Math.min(1, 2 * p), () => Math.abs(own - swapped) / Math.max(1, itemCount >> 1));
  return test.finish();
}
