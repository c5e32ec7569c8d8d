import { adjustByBenjaminiHochberg } from '../statistics/multiple-tests';
import { computeBinomialTail } from './chance-level';

/** For the items of one label, the numbers of right predictions of two submissions. */
export type CorrectCounts = {
  readonly itemCount: number;
  readonly firstCorrectCount: number;
  readonly secondCorrectCount: number;
};

/** Two submissions of different accounts compared on the same items. All fields are counts of items. */
export type CopyPair = {
  readonly first: string;
  readonly second: string;
  /** Counts for each label that occurs; they add up to the counts for all items. */
  readonly byLabel: readonly CorrectCounts[];
  /** Number of items on which exactly one of the two submissions is right. */
  readonly correctnessDifferences: number;
  /** Number of items that the two submissions predict differently, at least `correctnessDifferences`. */
  readonly predictionDifferences: number;
};

/** Suspicion that one submission copies another: both are right and wrong on nearly the same items. */
export type ErrorCopyFlag = {
  readonly kind: 'near-copy';
  readonly first: string;
  readonly second: string;
  readonly itemCount: number;
  /** κ, the agreement of correctness beyond chance. Null if both submissions have everything right, or everything wrong. */
  readonly kappa: number | null;
  readonly predictionDisagreement: number;
  /**
   * p-value of the hypothesis that the two submissions are no more similar than honest models; `adjustedPValue` is adjusted
   * for all pairs.
   */
  readonly pValue: number;
  readonly adjustedPValue: number;
  /** Number of pairs of submissions that were compared. */
  readonly pairCount: number;
};

/**
 * Suspicion that one submission copies another: nearly the same predictions, for tasks whose predictions aren't simply right
 * or wrong.
 */
export type TextCopyFlag = {
  readonly kind: 'near-copy';
  readonly basis: 'numbers' | 'texts';
  readonly first: string;
  readonly second: string;
  readonly itemCount: number;
  /** Number of items on which the round's models differ from each other. */
  readonly contestedCount: number;
  /** Share of the contested items on which the two submissions predict differently. */
  readonly predictionDisagreement: number;
  /**
   * p-value of the hypothesis that the two submissions are no more similar than honest models; `adjustedPValue` is adjusted
   * for all pairs.
   */
  readonly pValue: number;
  readonly adjustedPValue: number;
  readonly pairCount: number;
};

export type NearCopyFlag = ErrorCopyFlag | TextCopyFlag;

/** The highest κ among 435 honest pairs of real models; the median κ was .43. */
export const honestKappaMax = 0.735;

const kappaMin = 0.9;

const disagreementMax = 0.005;

const itemsForDisagreement = 1000;

const falseDiscoveryRate = 0.01;

/**
 * Computes κ = (s − e)/(1 − e), s = share of items on which both are right or both wrong, e = pq + (1 − p)(1 − q) the share
 * expected for independent models of accuracies p and q (Cohen 1960, applied to correctness: error consistency, Geirhos et
 * al. 2020, arXiv 2006.16736).
 * @returns null where e = 1: two perfect scores always agree
 */
export function computeCopyKappa(pair: CopyPair): number | null {
  const total = sumCounts(pair);
  const chance = computeChanceDisagreement(total);
  return chance === 0 ? null : 1 - pair.correctnessDifferences / total.itemCount / chance;
}

const sumCounts = ({ byLabel }: CopyPair): CorrectCounts =>
  byLabel.reduce((sum, counts) => ({
    itemCount: sum.itemCount + counts.itemCount,
    firstCorrectCount: sum.firstCorrectCount + counts.firstCorrectCount,
    secondCorrectCount: sum.secondCorrectCount + counts.secondCorrectCount,
  }));

/**
 * Computes 1 − e, the disagreement expected by chance, as p(1 − q) + q(1 − p), which is exactly 0 in the degenerate case.
 */
function computeChanceDisagreement({
  itemCount,
  firstCorrectCount,
  secondCorrectCount,
}: CorrectCounts): number {
  const wrong = (correct: number) => itemCount - correct;
  return (
    (firstCorrectCount * wrong(secondCorrectCount) + secondCorrectCount * wrong(firstCorrectCount)) /
    (itemCount * itemCount)
  );
}

/**
 * Computes the mean of 1 − e over the labels. Two independent models that nearly always predict the frequent class nearly
 * always agree; computed label by label, this counts as agreement by chance.
 */
function computeChanceDisagreementByLabel({ byLabel }: CopyPair): number {
  const itemCount = byLabel.reduce((sum, counts) => sum + counts.itemCount, 0);
  return byLabel.reduce(
    (sum, counts) => sum + (counts.itemCount / itemCount) * computeChanceDisagreement(counts),
    0,
  );
}

/**
 * Flags pairs of different accounts that look like copies: κ > .9, or predictions that differ on less than .5 % of at least
 * 1,000 items. In both cases the similarity is also improbable between honest models, at a false discovery rate of 1 % over all
 * pairs (Benjamini & Hochberg).
 *
 * The p-value is the probability that models no more similar than the most similar honest pair measured have so few
 * differences: P(X ≤ d), X ~ Binomial(n, (1 − .735)(1 − e)), d the number of items that only one submission has right. Here e
 * is computed within labels, and so is higher than in κ. So two near-perfect models, or two models that nearly always predict
 * the same class, are not flagged for few differences.
 *
 * @param pairs all compared pairs of different accounts; p-values are adjusted for their number
 */
export function flagNearCopies(pairs: readonly CopyPair[]): readonly ErrorCopyFlag[] {
  const pValues = Float64Array.from(pairs, (pair) =>
    computeBinomialTail(
      pair.correctnessDifferences,
      sumCounts(pair).itemCount,
      Math.min(1, (1 - honestKappaMax) * computeChanceDisagreementByLabel(pair)),
    ),
  );
  const adjusted = adjustByBenjaminiHochberg(pValues);
  return pairs.flatMap((pair, i) => {
    const { first, second } = pair;
    const { itemCount } = sumCounts(pair);
    const kappa = computeCopyKappa(pair);
    const predictionDisagreement = pair.predictionDifferences / itemCount;
    const isAlike =
      (kappa !== null && kappa > kappaMin) ||
      (itemCount >= itemsForDisagreement && predictionDisagreement < disagreementMax);
    if (!isAlike || adjusted[i]! > falseDiscoveryRate) return [];
    return [
      {
        kind: 'near-copy' as const,
        first,
        second,
        itemCount,
        kappa,
        predictionDisagreement,
        pValue: pValues[i]!,
        adjustedPValue: adjusted[i]!,
        pairCount: pairs.length,
      },
    ];
  });
}
