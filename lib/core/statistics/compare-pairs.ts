import { createMcNemarComparator, createMcNemarOfPositives } from './mcnemar';
import type { PairComparator, PairComparison } from './pair-comparison';
import {
  createPairedTComparator,
  formUnits,
  formUnitsByClass,
  type PairedTOptions,
  type PairedUnits,
} from './paired-t';

/** Names of the paired tests behind ranks. The test whose name begins with `cluster` treats groups of items as units. */
export const pairTestNames = ['mcnemar', 'mcnemar-of-positives', 'paired-t', 'cluster-paired-t'] as const;

export type PairTestName = (typeof pairTestNames)[number];

/**
 * Degrees of freedom of Student's t:
 *
 * - `items`: the number of items minus 1
 * - `classes`: by Welch and Satterthwaite over the true classes
 * - `positives`: the number of positives minus 1; for several classes, the number of items of the smallest class minus 1
 * - `area`: by Welch and Satterthwaite given the class sizes; for several classes like `positives`
 */
export type DegreesRule = 'items' | 'classes' | 'positives' | 'area';

/**
 * Comparison of two models' values on the same items:
 *
 * - `mcnemar`: values are 0 or 1, correct or not; exact McNemar. `mcnemar-of-positives`: on the items of the positive class,
 *   on which two models' recall differs.
 * - `paired-t`: Student's t of the paired differences of losses or pseudo-values, see `createPairedTComparator`.
 * - `cluster-paired-t`: the same over groups of items, with one degree of freedom less than the number of groups.
 */
export type PairTest =
  | { readonly name: 'mcnemar' }
  | { readonly name: 'mcnemar-of-positives'; readonly labels: Int32Array }
  | PairedT;

type PairedT = (
  | { readonly name: 'paired-t'; readonly degrees: 'items' }
  | {
      readonly name: 'paired-t';
      readonly degrees: Exclude<DegreesRule, 'items'>;
      readonly labels: Int32Array;
    }
  | { readonly name: 'cluster-paired-t'; readonly groups: Int32Array }
) & {
  /**
   * Item values whose mean divides every model's mean to give its score. Its sampling error widens intervals, but doesn't
   * affect tests. Null or absent without such a divisor.
   */
  readonly yardstick?: Float64Array | null;
};

/**
 * Makes a comparator of all pairs of models. A model with null, or with a value that isn't finite, is never compared: its
 * pairs have p = 1. Throws a RangeError if two models have different numbers of items.
 */
export function createPairComparator(test: PairTest): PairComparator {
  let comparator: PairComparator | null = null;
  let itemCount: number | null = null;
  let withoutValues = 0;
  return {
    add(values, codes) {
      if (values === null || !areFinite(values)) {
        if (comparator === null) withoutValues++;
        else comparator.add(null, null);
        return;
      }
      itemCount ??= values.length;
      if (values.length !== itemCount)
        throw new RangeError(`Models have ${itemCount} and ${values.length} items.`);
      comparator ??= startComparator(test, itemCount, withoutValues);
      comparator.add(values, codes);
    },
    finish: () => (comparator ?? startComparator(test, 0, withoutValues)).finish(),
  };
}

/** Checks that all values are finite, with a loop, which takes a tenth of the time of `every`. */
function areFinite(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i]!)) return false;
  return true;
}

/** A model's values on the items. `codes` identify its predictions where equal values don't imply equal predictions. */
export type ComparedValues = { readonly values: Float64Array; readonly codes: Uint32Array | null };

/** Computes the two-sided p-values of all pairs of models from values in memory; see `createPairComparator`. */
export function comparePairs(
  test: PairTest,
  models: readonly (ComparedValues | Float64Array | null)[],
): PairComparison {
  const comparator = createPairComparator(test);
  for (const model of models) {
    if (model === null || model instanceof Float64Array) comparator.add(model, null);
    else comparator.add(model.values, model.codes);
  }
  return comparator.finish();
}

function startComparator(test: PairTest, itemCount: number, withoutValues: number): PairComparator {
  const comparator = chooseComparator(test, itemCount);
  for (let model = 0; model < withoutValues; model++) comparator.add(null, null);
  return comparator;
}

function chooseComparator(test: PairTest, itemCount: number): PairComparator {
  if (test.name === 'mcnemar') return createMcNemarComparator();
  if (test.name === 'mcnemar-of-positives') return createMcNemarOfPositives(test.labels);
  const start = (units: PairedUnits, options: Partial<PairedTOptions>) =>
    createPairedTComparator(units, {
      degrees: null,
      areSizesDrawn: false,
      yardstick: test.yardstick ?? null,
      ...options,
    });
  if (test.name === 'cluster-paired-t') return start(formUnits(itemCount, test.groups), {});
  switch (test.degrees) {
    case 'items':
      return start(formUnits(itemCount, null), {});
    case 'classes':
      return start(formUnitsByClass(test.labels), { areSizesDrawn: true });
    case 'positives':
      return start(formUnits(itemCount, null), { degrees: countRarest(test.labels) });
    case 'area':
      return start(formUnitsByClass(test.labels), {
        degrees: isBinary(test.labels) ? null : countRarest(test.labels),
      });
  }
}

/** Number of positive items minus 1, for several classes that of the smallest class; at least 1. */
function countRarest(labels: Int32Array): number {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const count = isBinary(labels) ? (counts.get(1) ?? 0) : Math.min(...counts.values());
  return Math.max(1, count - 1);
}

const isBinary = (labels: Int32Array): boolean => labels.every((label) => label === 0 || label === 1);
