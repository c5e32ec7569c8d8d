import { createClassComparator } from './class-pairs';
import { createMcNemarComparator, createMcNemarOfPositives } from './mcnemar-pairs';
import type { PairComparator, PairComparison } from './pair-comparison';
import { formUnits } from './paired-units';
import { createUnitComparator } from './unit-pairs';

/** The tests by which models are ranked. Those that begin with `cluster` take items in groups as groups. */
export const pairTestNames = [
  'mcnemar',
  'mcnemar-of-positives',
  'paired-bootstrap',
  'paired-jackknife',
  'paired-jackknife-of-classes',
  'paired-jackknife-of-positives',
  'paired-delong-of-classes',
  'cluster-paired-bootstrap',
  'cluster-paired-jackknife',
] as const;
export type PairTestName = (typeof pairTestNames)[number];

/**
 * How two models' values on the same items are compared:
 *
 * - `mcnemar`: values are 0 or 1, correct or not; exact McNemar.
 * - `paired-bootstrap`: values are losses whose mean the metric is, or rises or falls with; paired bootstrap of the means.
 * - `paired-jackknife`: values are pseudo-values whose mean the metric is, the score plus the item's influence on it; t of their
 *   paired differences.
 * - `mcnemar-of-positives`: exact McNemar on the items of the positive class, on which two models' recall differs.
 * - `paired-jackknife-of-classes`, `paired-delong-of-classes`: Student's t with the degrees of Welch and Satterthwaite over the true
 *   classes, see `createClassComparator`. Of an area under the ROC curve the class sizes are given: DeLong's test (DeLong, DeLong &
 *   Clarke-Pearson 1988, Biometrics 44:837–845); for the areas of several classes, with one less than the smallest class has items.
 * - `paired-jackknife-of-positives`: Student's t with one degree less than there are items of the positive class; of several classes,
 *   of the smallest.
 * - `cluster-…`: over groups of items. 0/1 values are compared by the jackknife then.
 */
export type PairTest =
  | { readonly name: 'mcnemar' | 'paired-jackknife' }
  | { readonly name: 'paired-bootstrap'; readonly seed: string }
  | { readonly name: TestOfClasses; readonly labels: Int32Array }
  | { readonly name: 'cluster-paired-jackknife'; readonly groups: Int32Array }
  | { readonly name: 'cluster-paired-bootstrap'; readonly groups: Int32Array; readonly seed: string };

/** Those that need the labels. */
export const testsOfClasses = [
  'mcnemar-of-positives',
  'paired-jackknife-of-classes',
  'paired-jackknife-of-positives',
  'paired-delong-of-classes',
] as const satisfies readonly PairTestName[];
type TestOfClasses = (typeof testsOfClasses)[number];

/**
 * Compares all pairs of models. A model with null, or with a value that isn't finite, is compared with none: its pairs have
 * p = 1. Throws a RangeError where two models have different numbers of items.
 * @param yardstick what all models' means are divided by in their scores, item by item; it widens limits, and no test needs it
 */
export function createPairComparator(test: PairTest, yardstick: Float64Array | null = null): PairComparator {
  let comparator: PairComparator | null = null;
  let itemCount: number | null = null;
  let withoutValues = 0;
  return {
    add(values) {
      if (values === null || !areFinite(values)) {
        if (comparator === null) withoutValues++;
        else comparator.add(null);
        return;
      }
      itemCount ??= values.length;
      if (values.length !== itemCount)
        throw new RangeError(`Models have ${itemCount} and ${values.length} items.`);
      comparator ??= startComparator({ test, yardstick }, itemCount, withoutValues);
      comparator.add(values);
    },
    finish: () => (comparator ?? startComparator({ test, yardstick: null }, 0, withoutValues)).finish(),
  };
}

/** A loop takes a tenth of the time of `every`. */
function areFinite(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i]!)) return false;
  return true;
}

/** Two-sided p-values of all pairs of models whose values are at hand; see `createPairComparator`. */
export function comparePairs(
  test: PairTest,
  values: readonly (Float64Array | null)[],
  yardstick: Float64Array | null = null,
): PairComparison {
  const comparator = createPairComparator(test, yardstick);
  for (const valuesOfModel of values) comparator.add(valuesOfModel);
  return comparator.finish();
}

type Comparing = { readonly test: PairTest; readonly yardstick: Float64Array | null };

function startComparator(comparing: Comparing, itemCount: number, withoutValues: number): PairComparator {
  const comparator = chooseComparator(comparing, itemCount);
  for (let model = 0; model < withoutValues; model++) comparator.add(null);
  return comparator;
}

function chooseComparator({ test, yardstick }: Comparing, itemCount: number): PairComparator {
  switch (test.name) {
    case 'mcnemar':
      return createMcNemarComparator();
    case 'paired-jackknife':
      return createUnitComparator(formUnits(itemCount, null), { seed: null });
    case 'paired-bootstrap':
      return createUnitComparator(formUnits(itemCount, null), {
        seed: test.seed,
        yardstick,
      });
    case 'mcnemar-of-positives':
      return createMcNemarOfPositives(test.labels);
    case 'paired-jackknife-of-classes':
      return createClassComparator(test.labels, { sizes: 'drawn', degrees: null });
    case 'paired-jackknife-of-positives':
      return createUnitComparator(formUnits(itemCount, null), {
        seed: null,
        degrees: countDegrees(test.labels),
      });
    case 'paired-delong-of-classes':
      return createClassComparator(test.labels, {
        sizes: 'given',
        degrees: isBinary(test.labels) ? null : countDegrees(test.labels),
      });
    case 'cluster-paired-jackknife':
      return createUnitComparator(formUnits(itemCount, test.groups), { seed: null });
    case 'cluster-paired-bootstrap':
      return createUnitComparator(formUnits(itemCount, test.groups), {
        seed: test.seed,
        yardstick,
      });
  }
}

/** One less than there are positive items, of several classes than the smallest has: at least 1. */
function countDegrees(labels: Int32Array): number {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const count = isBinary(labels) ? (counts.get(1) ?? 0) : Math.min(...counts.values());
  return Math.max(1, count - 1);
}

const isBinary = (labels: Int32Array): boolean => labels.every((label) => label === 0 || label === 1);
