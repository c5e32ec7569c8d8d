import { adjustByBenjaminiHochberg } from '../statistics/multiple-tests';
import { computeBinomialTail } from './chance-level';
import type { TextCopyFlag } from './near-copies';
import type { PredictedSubmission } from './predicted-submission';

/**
 * Maximum distance of two predicted numbers that count as the same, in median absolute deviations of the models' predictions
 * for that item.
 */
const nearness = 0.2;

/** Minimum number of team groups for finding contested items: two for a pair, and five others to compare the pair with. */
export const contestingGroupsMin = 7;

/**
 * Finds the contested items: items on which the models of a round differ, so that agreement of a pair is informative. An
 * item is contested if the median absolute deviation of the predictions is above 0 (Hampel 1974), which a minority of
 * similar models can't make 0.
 * @param columns predicted numbers of one submission of each group
 * @returns for each item the maximum distance of two predictions that count as the same; NaN where most models predict the
 * same
 */
export function findContestedNumbers(columns: readonly Float64Array[]): Float64Array {
  return ofItems(columns, (sorted) => {
    const centre = findMiddle(sorted);
    const deviation = findMiddle(sorted.map((value) => Math.abs(value - centre)).sort());
    return deviation === 0 ? Number.NaN : nearness * deviation;
  });
}

/**
 * Finds the contested items for encoded texts (`encodeTexts`): items on which no text is predicted by more than half of the
 * models. The tolerance is 0, since only equal texts agree.
 */
export function findContestedTexts(columns: readonly Float64Array[]): Float64Array {
  return ofItems(columns, (sorted) => {
    let run = 0;
    for (let i = 0; i < sorted.length; i++) {
      run = i > 0 && sorted[i] === sorted[i - 1] ? run + 1 : 1;
      if (run > sorted.length / 2) return Number.NaN;
    }
    return 0;
  });
}

function ofItems(
  columns: readonly Float64Array[],
  toleranceOf: (sorted: Float64Array) => number,
): Float64Array {
  const values = new Float64Array(columns.length);
  return Float64Array.from({ length: columns[0]?.length ?? 0 }, (_, j) => {
    for (const [k, column] of columns.entries()) values[k] = column[j]!;
    return toleranceOf(values.sort());
  });
}

/** Median of ascending values. */
const findMiddle = (sorted: Float64Array): number =>
  (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;

/** Two submissions of different accounts compared on the contested items. All fields are counts of items. */
export type TextPair = {
  readonly first: string;
  readonly second: string;
  readonly contestedCount: number;
  /** Number of contested items that the two submissions predict differently. */
  readonly differences: number;
};

const disagreementMax = 0.1;

const falseDiscoveryRate = 0.01;

/**
 * Maximum agreement of an honest pair on contested items. All measured honest pairs of regressions agree less, except two fits
 * of one linear model. The highest agreement was .838, the median below .06. docs/papers/flags.md describes the measurement;
 * the tolerance was chosen on the same data.
 */
export const honestAgreementMax = 0.85;

/**
 * Compares two submissions on the contested items. O(n).
 * @param tolerances maximum distance for each item (`findContestedNumbers`, `findContestedTexts`)
 */
export function compareTextPredictions(
  tolerances: Float64Array,
  first: Pick<PredictedSubmission, 'submission' | 'predicted'>,
  second: Pick<PredictedSubmission, 'submission' | 'predicted'>,
): TextPair {
  const a = first.predicted;
  const b = second.predicted;
  let contestedCount = 0;
  let differences = 0;
  for (let j = 0; j < tolerances.length; j++) {
    const tolerance = tolerances[j]!;
    if (Number.isNaN(tolerance)) continue;
    contestedCount++;
    if (!(Math.abs(a[j]! - b[j]!) <= tolerance)) differences++;
  }
  return { first: first.submission, second: second.submission, contestedCount, differences };
}

/**
 * Flags pairs of different accounts that look like copies, for tasks where no prediction is simply right or wrong. A flagged
 * pair agrees on more than 90 % of the contested items. Its agreement is also improbable between honest models, at a false
 * discovery rate of 1 % over all pairs (Benjamini & Hochberg). The p-value is P(X ≤ d), X ~ Binomial(n, 1 − .85), where the
 * pair predicts d of n contested items differently. The rate .85 is a little above the most similar honest pair measured.
 *
 * The correlation of residuals can't be used: all models have the unpredictable part in common, so two good models have a
 * correlation near 1.
 */
export function flagTextCopies(
  pairs: readonly TextPair[],
  basis: { readonly basis: TextCopyFlag['basis']; readonly itemCount: number },
): readonly TextCopyFlag[] {
  const pValues = Float64Array.from(pairs, ({ differences, contestedCount }) =>
    computeBinomialTail(differences, contestedCount, 1 - honestAgreementMax),
  );
  const adjusted = adjustByBenjaminiHochberg(pValues);
  return pairs.flatMap(({ first, second, contestedCount, differences }, i) => {
    const predictionDisagreement = differences / contestedCount;
    if (!(predictionDisagreement < disagreementMax) || adjusted[i]! > falseDiscoveryRate) return [];
    return [
      {
        kind: 'near-copy' as const,
        ...basis,
        first,
        second,
        contestedCount,
        predictionDisagreement,
        pValue: pValues[i]!,
        adjustedPValue: adjusted[i]!,
        pairCount: pairs.length,
      },
    ];
  });
}
