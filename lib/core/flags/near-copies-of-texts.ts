import { adjustByBenjaminiHochberg } from '../statistics/multiple-tests';
import { computeBinomialTail } from './chance-level';
import type { TextCopyFlag } from './near-copies';
import type { PredictedSubmission } from './predicted-submission';

/** Two submissions of different accounts on the contested items. Counts of items. */
export type TextPair = {
  readonly first: string;
  readonly second: string;
  readonly contestedCount: number;
  /** Contested items that the two predict differently. */
  readonly differences: number;
};

const disagreementMax = 0.1;

const falseDiscoveryRate = 0.01;

/**
 * Above the agreement on contested items of all honest pairs of regressions, except two fits of one linear model: the highest was
 * .838, half were below .06. docs/papers/flags.md describes the measurement, and that the tolerance was chosen on the same data.
 */
export const honestAgreementMax = 0.85;

/** Compares two submissions. O(n). @param tolerances of each item (`findContestedNumbers`, `findContestedTexts`) */
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
 * Pairs across accounts that look like copies where no prediction is simply right or wrong: they agree on more than 90 % of the
 * items on which the round's models differ; and improbable between honest models at a false discovery rate of 1 % over all pairs
 * (Benjamini & Hochberg). The p-value is P(X ≤ d), X ~ Binomial(n, 1 − .85): d of n contested items predicted differently by
 * models that agree a little more than the most similar honest pair measured.
 *
 * Not by the correlation of residuals: the unpredictable part is in the residuals of all models, so that two good models have one
 * near 1.
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
