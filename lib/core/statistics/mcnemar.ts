import { computeFairCoinMass, computeFairCoinTail } from './fair-coin';

/**
 * Do two models differ on the same items? Of the items that only one of them has right, b are the first's and c the
 * second's; items that both or neither has right tell nothing (McNemar 1947, Psychometrika 12:153–157).
 * Throws a RangeError for counts that aren't whole or negative. Without discordant items every p is 1 and χ² is 0.
 */
export type McNemar = {
  /** (b − c)²/(b + c), one degree of freedom, without continuity correction: for reference. */
  readonly chiSquare: number;
  /** Two-sided exact p: twice the tail of Binomial(b + c, ½) from the larger count on, at most 1. */
  readonly exactP: number;
  /** The exact p less the mass of the observed count (Lancaster 1961; Fagerland et al. 2013): less conservative. */
  readonly midP: number;
};

export function computeMcNemar(b: number, c: number): McNemar {
  const exactP = computeExactMcNemarP(b, c);
  const difference = b - c;
  if (difference === 0) return { chiSquare: 0, exactP, midP: 1 };
  return {
    chiSquare: (difference * difference) / (b + c),
    exactP,
    midP: exactP - computeFairCoinMass(Math.max(b, c), b + c),
  };
}

/** Two-sided exact p of b against c discordant items; see `McNemar`. */
export function computeExactMcNemarP(b: number, c: number): number {
  requireCounts(b, c);
  return b === c ? 1 : 2 * computeFairCoinTail(Math.max(b, c), b + c);
}

/** Exact p of the hypothesis that the first model is no better: P(X ≥ won), X ~ Binomial(won + lost, ½). */
export function computeOneSidedMcNemarP(won: number, lost: number): number {
  requireCounts(won, lost);
  return computeFairCoinTail(won, won + lost);
}

function requireCounts(b: number, c: number): void {
  if (!(Number.isSafeInteger(b) && Number.isSafeInteger(c) && b >= 0 && c >= 0))
    throw new RangeError(`Discordant counts must be whole and not negative, got ${b} and ${c}.`);
}
