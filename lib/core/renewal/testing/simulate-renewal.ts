import { comparePairs } from '../../statistics/compare-pairs';
import { drawNormal } from '../../statistics/normal-distribution';
import type { Rng } from '../../statistics/rng';
import { measureRenewal, type Renewal } from '../renewal';

/** Distributions of the true gains between rounds. Their mean is 0, so that new versions are no better over all rounds. */
export const gainSpreads = {
  none: () => 0,
  normal: drawNormal,
  /** Student's t with 3 degrees of freedom, divided by √3, its standard deviation. */
  heavy: (rng) => drawNormal(rng) / Math.sqrt(sumOfSquares(rng, 3)),
  /** Exponential distribution: many small losses and a few large gains. The next one is its mirror image. */
  'few gains': (rng) => -Math.log(1 - rng.nextUnit()) - 1,
  'few losses': (rng) => Math.log(1 - rng.nextUnit()) + 1,
} as const satisfies Readonly<Record<string, (rng: Rng) => number>>;

const sumOfSquares = (rng: Rng, count: number): number =>
  Array.from({ length: count }, () => drawNormal(rng) ** 2).reduce((sum, square) => sum + square, 0);

export type RenewalSetting = {
  readonly roundCount: number;
  readonly itemCount: number;
  /** Share of the items on which the two versions differ. */
  readonly discordance: number;
  readonly spread: keyof typeof gainSpreads;
  /** Standard deviation of the true gains, in standard errors of a round's difference. */
  readonly spreadSize: number;
  /** Correlation between the true gains of consecutive rounds. */
  readonly correlation: number;
  /** Mean of the true gains, in standard errors of a round's difference; 0 if not given. */
  readonly gain?: number;
};

/**
 * Simulates the accuracies of a system's newest and first version in several rounds.
 * @returns the measured renewal, and the mean of the true gains
 */
export function simulateRenewal(rng: Rng, setting: RenewalSetting): Renewal & { readonly truth: number } {
  const { roundCount, itemCount, discordance, spread, spreadSize, correlation, gain = 0 } = setting;
  const error = Math.sqrt(discordance / itemCount);
  let effect = gainSpreads[spread](rng);
  const gains = Array.from({ length: roundCount }, () => {
    const drawn = gainSpreads[spread](rng);
    effect = correlation * effect + Math.sqrt(1 - correlation ** 2) * drawn;
    const wanted = error * (gain + spreadSize * effect);
    return Math.max(-discordance, Math.min(discordance, wanted));
  });
  const frozenAt = new Date(0);
  const rounds = gains.map((truth, i) => {
    const { newest, first, halfWidth, isSignificant } = drawPair(rng, { itemCount, discordance, truth });
    return {
      ...{ round: i + 1, closedAt: new Date(i + 1), itemCount },
      counting: { version: 'newest', frozenAt: new Date(i + 1), score: newest },
      beside: [{ version: 'first', frozenAt, score: first, halfWidth, isSignificant }],
    };
  });
  const truth = gains.reduce((sum, one) => sum + one, 0) / roundCount;
  return { ...measureRenewal(rounds, { metric: 'accuracy', task: 'binary', closings: [] }), truth };
}

/** Draws two versions' results on the same items; on the items on which they agree, both are right. */
function drawPair(
  rng: Rng,
  { itemCount, discordance, truth }: { itemCount: number; discordance: number; truth: number },
) {
  const [newest, first] = [new Float64Array(itemCount).fill(1), new Float64Array(itemCount).fill(1)];
  const wins = (discordance + truth) / 2;
  for (let item = 0; item < itemCount; item++) {
    const drawn = rng.nextUnit();
    if (drawn < wins) first[item] = 0;
    else if (drawn < discordance) newest[item] = 0;
  }
  const pairs = comparePairs({ name: 'mcnemar' }, [newest, first]);
  return {
    newest: pairs.meanOf(0),
    first: pairs.meanOf(1),
    halfWidth: pairs.halfWidthOf(0, 1),
    isSignificant: pairs.pOf(0, 1) <= 0.05,
  };
}
