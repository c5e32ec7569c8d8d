import type { Baseline } from './baseline';
import type { ColumnSummary } from './column-summary';
import type { FingerprintRecords } from './fingerprint-record';
import type { LabelStrengths } from './label-strength';

/**
 * How a set's labels are spread: items by class name, or mean and standard deviation (divisor n) of the numbers. Texts have
 * no spread that two rounds should share.
 */
export type LabelSummary =
  | { readonly kind: 'classes'; readonly counts: Readonly<Record<string, number>> }
  | { readonly kind: 'numbers'; readonly mean: number; readonly sd: number }
  | { readonly kind: 'texts' };

/**
 * What later rounds are compared with: facts of a whole test set and one record an item. It has exact label counts and
 * unsalted hashes of inputs, so it is as secret as the test set.
 */
export type Fingerprints = {
  readonly facts: {
    readonly itemCount: number;
    /** Items whose input equals another's of the set; and those that have a near duplicate or an equal in it. */
    readonly equalCount: number;
    readonly nearCount: number;
    readonly labels: LabelSummary;
    /** The earliest and the latest item's instant, milliseconds since 1970; null when no item has a date. */
    readonly dates: { readonly first: number; readonly last: number } | null;
    readonly baseline: Baseline;
    readonly columns: readonly ColumnSummary[];
    readonly strengths: LabelStrengths | null;
  };
  readonly records: FingerprintRecords;
};
