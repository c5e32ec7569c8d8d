import type { Direction } from '../benchmark';

/**
 * Competition ranks ("1, 2, 2, 4"): 1 + the number of strictly better scores. Equal scores share a rank.
 * @param scores what is to be ranked; null, NaN and infinite scores get null: they never rank, so they never win
 * @returns ranks in the order of the input
 */
export function rankScores(scores: readonly (number | null)[], direction: Direction): (number | null)[] {
  const sign = direction === 'higher' ? -1 : 1;
  const sorted = scores
    .filter((score): score is number => score !== null && Number.isFinite(score))
    .map((score) => sign * score)
    .sort((a, b) => a - b);
  const rankOf = new Map<number, number>();
  sorted.forEach((key, index) => {
    if (!rankOf.has(key)) rankOf.set(key, index + 1);
  });
  return scores.map((score) => (score === null ? null : (rankOf.get(sign * score) ?? null)));
}
