import { computeFairCoinTail } from './fair-coin';

/**
 * Two-sided exact p of two models on the same items, of which b only the first has right and c only the second: twice the tail of
 * Binomial(b + c, ½) from the larger count on, at most 1. Items that both or neither has right tell nothing (McNemar 1947, Psychometrika
 * 12:153–157). Throws a RangeError for counts that aren't whole or negative. 1 without discordant items.
 */
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
