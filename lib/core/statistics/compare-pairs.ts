import { computeMcNemarPairs } from './mcnemar-pairs';
import type { PairPValues } from './pair-p-values';
import { computePairedBootstrapPairs } from './paired-bootstrap';
import { computeDeLongPairs } from './paired-delong';

/**
 * How two models' stored outcomes are compared:
 *
 * - `mcnemar`: outcomes are 0 or 1, correct or not; exact McNemar.
 * - `paired-bootstrap`: outcomes are losses whose mean the metric is, or rises or falls with; paired bootstrap of the means.
 * - `paired-delong`: outcomes are the scores of the positive class, compared with the labels; DeLong's test of the areas.
 */
export type PairTest =
  | { readonly kind: 'mcnemar' }
  | { readonly kind: 'paired-bootstrap'; readonly seed: string }
  | { readonly kind: 'paired-delong'; readonly labels: Int32Array; readonly positive: number };

/**
 * Two-sided p-values of all pairs of models from what each item contributed.
 *
 * @param outcomes one array a model, all over the same items in the same order. A model with null, or with an outcome that
 *   isn't finite, is compared with none: its pairs have p = 1.
 */
export function comparePairs(test: PairTest, outcomes: readonly (Float64Array | null)[]): PairPValues {
  const comparable = outcomes.map((values) => (values && areFinite(values) ? values : null));
  requireEqualLengths(comparable);
  switch (test.kind) {
    case 'mcnemar':
      return computeMcNemarPairs(comparable);
    case 'paired-bootstrap':
      return computePairedBootstrapPairs(comparable, test.seed);
    case 'paired-delong':
      return computeDeLongPairs(comparable, test);
  }
}

/** A loop, because a callback for each of ten million outcomes takes as long as the tests. */
function areFinite(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false;
  return true;
}

function requireEqualLengths(outcomes: readonly (Float64Array | null)[]): void {
  const lengths = new Set(outcomes.flatMap((values) => (values === null ? [] : [values.length])));
  if (lengths.size > 1) throw new RangeError(`Outcomes have ${[...lengths].join(' and ')} items.`);
}
