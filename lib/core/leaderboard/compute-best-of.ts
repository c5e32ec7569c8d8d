import { computeBestOfKOptimism } from '../statistics/expected-maximum';
import { normalQuantile975 } from '../statistics/normal-quantile';
import type { PairComparison } from '../statistics/pair-comparison';
import type { ScoreEstimate } from './score-estimate';

/** A model as far as it matters whose it is, and where it came. */
export type TeamEntry = {
  readonly teamSlug: string;
  readonly rank: number | null;
  readonly estimate: ScoreEstimate | null;
};

/** The best of k ranked models of one team, and by how much that overstates it, in the metric's unit. */
export type BestOf = { readonly k: number; readonly optimism: number };

/**
 * What picking the best of a team's models does to its score. Of one model the newest scored version is ranked, whatever it
 * scores, so a model's score is never the best of its submissions. But a team may enter several models, and whoever looks at the
 * highest of its k entries looks at the best of k scores on the same items: too high by about a_k·SE·√(1 − ρ) if the models were
 * equally good, SE the half width of its interval / 1.96 and ρ the mean correlation of the scores of the team's pairs of models,
 * measured on the items of the final part.
 *
 * @param entries of a round; those without a rank don't count
 * @returns in their order; null for every entry but the highest (or several that share that rank) of a team with two or more, and
 * where that has no interval
 */
export function computeBestOf(entries: readonly TeamEntry[], pairs: PairComparison): (BestOf | null)[] {
  const byTeam = new Map<string, number[]>();
  entries.forEach(({ teamSlug, rank, estimate }, entry) => {
    if (rank === null || estimate === null) return;
    byTeam.set(teamSlug, [...(byTeam.get(teamSlug) ?? []), entry]);
  });
  return entries.map(({ teamSlug, rank, estimate }) => {
    const own = byTeam.get(teamSlug) ?? [];
    if (own.length < 2 || rank === null || !estimate?.interval) return null;
    if (own.some((other) => entries[other]!.rank! < rank)) return null;
    const { lower, upper } = estimate.interval;
    return {
      k: own.length,
      optimism: computeBestOfKOptimism({
        k: own.length,
        standardError: (upper - lower) / 2 / normalQuantile975,
        correlation: averageCorrelation(own, pairs),
      }),
    };
  });
}

function averageCorrelation(entries: readonly number[], { correlationOf }: PairComparison): number {
  let sum = 0;
  for (let a = 1; a < entries.length; a++)
    for (let b = 0; b < a; b++) sum += correlationOf(entries[a]!, entries[b]!);
  return sum / ((entries.length * (entries.length - 1)) / 2);
}
