import { computeFairCoinTail } from '../../../statistics/draw-binomial';
import { type Look, startLook } from './look';

/** Of pairs of items, in how many their own ids hold more of their labels than each other's, and in how many less. */
export type LabelsInIds = { readonly own: number; readonly swapped: number };

export type LabelsInIdsCounter = {
  /** Takes the next item of the file. */
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
 * Whether ids hold the label of their own item. Labels exchanged within pairs are as likely as they are, so that which side has more
 * is a fair coin (the sign test): exact. Strength is the share of pairs that told, the other side's taken off.
 */
export function lookForLabelsInIds({ own, swapped }: LabelsInIds, itemCount: number): Look {
  const look = startLook('label itself in the ids', 'label');
  const p = computeFairCoinTail(Math.max(own, swapped), own + swapped);
  look.add(Math.min(1, 2 * p), () => Math.abs(own - swapped) / Math.max(1, itemCount >> 1));
  return look.finish();
}
